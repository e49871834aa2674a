"""How a phone is answered that sends by itself what it had kept: by facts, because nobody reads a page.

A script cannot see where a redirect leads, nor whether anything was done. 401: somebody has to sign in first. 409: it
is not this person's, or it was not done. 204: it is done; X-Lvzhi-Next says what came of it, and X-Lvzhi-Before that it
had been done when it came the first time. A form that is wrong comes back as a page, as it does to everybody (422).
"""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from lvzhi.core import trail
from lvzhi.people.models import Staff
from lvzhi.web.drafts import DONE
from lvzhi.web.held import marked
from lvzhi.web.queued import is_queued

NEXT = "X-Lvzhi-Next"
BEFORE = "X-Lvzhi-Before"
REDIRECTS = range(300, 400)
Answer = Callable[[HttpRequest], HttpResponse]


def by_facts(get_response: Answer) -> Answer:
    """Facts for a phone that asks by itself, pages for everybody else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_queued(request):
            return get_response(request)
        if not isinstance(request.user, Staff):
            return HttpResponse(status=401)
        if request.method == "POST" and not is_own(request, request.user):
            return HttpResponse(status=409)
        response = get_response(request)
        response.cookies.pop(DONE, None)  # the phone has forgotten this draft already, and may hold a newer one
        return as_fact(request, response) if response.status_code in REDIRECTS else response

    return middleware


def is_own(request: HttpRequest, staff: Staff) -> bool:
    """A form counts for whom it was opened, and for nobody who is signed in by now."""
    mark = marked(request.POST)
    return mark is not None and mark[0] == staff.pk


def as_fact(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The way on becomes a word. A form is done when the trail says so, not because a page follows it."""
    target = response.headers["Location"]
    del response.headers["Location"]
    response.content = b""
    response.status_code = 204
    if request.method == "POST":
        line = line_of(request)
        response.status_code = 409 if line is None else 204
        if line is not None:
            response.headers[NEXT] = target
        if line is not None and line.at < request.at:  # type: ignore[attr-defined]
            response.headers[BEFORE] = "yes"
    return response


def line_of(request: HttpRequest) -> trail.Earlier | None:
    """What the trail says of this form, from now or from the first time that it was sent."""
    try:
        once = UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    return trail.earlier(request.user, once)
