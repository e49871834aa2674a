"""Ctrl/⌘ K as a page of its own, and what its search asks while somebody types."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from lvzhi.people.names import unaccented
from lvzhi.web import access
from lvzhi.web.frame import places
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.ways import acts, found, way


@page("palette/go.html", needs=access.signed_in)
def go(request: HttpRequest) -> Shown:
    """The same search without a script: everything found is a link."""
    me, at = who_and_when(request)
    text = request.GET.get("q", "").strip()
    fixed = [*acts(me, at), *(way(str(p.label), p.url, _("Pages")) for p in places(request, me))]
    ways = [one for one in fixed if unaccented(text) in unaccented(one["label"])]
    ways += found(me, at, text)
    return {"text": text, "groups": [(name, list(part)) for name, part in groupby(ways, lambda one: one["group"])]}


@page("palette/go.html", needs=access.signed_in)
def find(request: HttpRequest) -> HttpResponse:
    """What lies behind the words typed so far, for the palette's script."""
    me, at = who_and_when(request)
    return JsonResponse(list(found(me, at, request.GET.get("q", ""))), safe=False)
