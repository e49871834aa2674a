"""Files of records: handed out to who may see the record and to nobody else, never from a public place."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from lvzhi.core.opening import note_refused
from lvzhi.records.models import Attachment
from lvzhi.records.register import seen_record
from lvzhi.web import access
from lvzhi.web.page import page
from lvzhi.web.register.listing import scope_of


@page("errors/404.html", needs=access.in_business)
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be kept on the device; a browser neither shows it nor guesses what it is."""
    found = Attachment.objects.select_related("record").filter(pk=pk).first()
    if found is None:
        raise Http404
    if seen_record(found.record.kind, found.record_id, scope_of(request)) is None:
        at, tried = request.at, {"path": request.path, "method": str(request.method)}  # type: ignore[attr-defined]
        note_refused(found, by=request.user, at=at, **tried)
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
