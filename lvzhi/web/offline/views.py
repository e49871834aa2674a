"""What waits on this phone, what the phone has to know, and what lets it begin without a network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from lvzhi.core.clock import date_of
from lvzhi.people.params import OFFLINE_PAGE_HOURS, OFFLINE_UNSENT_HOURS
from lvzhi.web import access
from lvzhi.web.errors import answer
from lvzhi.web.links import page_of
from lvzhi.web.offline import files
from lvzhi.web.offline.kept import beginnings, ways
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.signing.library import ALWAYS


@page("offline/queue.html", needs=access.signed_in)
def offline(request: HttpRequest) -> Shown:
    """What was typed without a network and waits on this phone; the phone itself fills the list."""
    me, at = who_and_when(request)
    return {"ways": beginnings(me, at)}


@page("errors/404.html", needs=access.signed_in)
def offline_ready(request: HttpRequest) -> HttpResponse:
    """Who is signed in, the token of the site, which pages to keep, and for how long."""
    me, at = who_and_when(request)
    day = date_of(at)
    said = {
        "staff": me.number,
        "token": get_token(request),
        "pages": [page_of("offline"), *(way.address for way in ways(me, at))],
        "page_hours": OFFLINE_PAGE_HOURS.on(day),
        "unsent_hours": OFFLINE_UNSENT_HOURS.on(day),
    }
    return JsonResponse(said)


@page("errors/offline.html", needs=access.anyone)
def offline_lost(request: HttpRequest) -> HttpResponse:
    """What a phone shows without a network when it has kept nothing else; it says nothing of anybody."""
    return answer(request, "offline", 200)


@page("errors/404.html", needs=access.anyone)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the server while it cannot be reached. Browsers look for a new one by themselves."""
    return HttpResponse(files.worker(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@page("errors/404.html", needs=access.anyone)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest."""
    said = JsonResponse(files.manifest(), content_type="application/manifest+json")
    said.headers["Cache-Control"] = "no-cache"
    return said


for view in (offline_lost, service_worker, manifest):
    view.comes_first = ALWAYS  # type: ignore[attr-defined]
