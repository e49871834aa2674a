"""What an auditor sees: everything that was done or refused, and whether the trail is whole."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest

from lvzhi.core import trail
from lvzhi.core.models import Seal, TrailLine
from lvzhi.core.paging import BadPlaceError, Order, page_of
from lvzhi.web import access
from lvzhi.web.page import Shown, page
from lvzhi.web.register.listing import listed, scope_of
from lvzhi.web.trail.listing import TRAIL
from lvzhi.web.trail.things import address

SEALS = 50
MOST_LINES = 200_000  # checked at one press; what is left says that it was not checked
NEWEST = Order(F("last"), descending=True)


@page("trail/list.html", needs=access.auditors)
def lines(request: HttpRequest) -> Shown:
    """The trail, the newest first."""
    return listed(TRAIL.ask(scope_of(request), request.GET)) | {"opens": lambda line: address(line.ref)}


@dataclass(frozen=True)
class Checked:
    """A seal, and whether it still fits its lines; `fits` is nothing while it was not checked."""

    seal: Seal
    fits: bool | None


@page("trail/seals.html", needs=access.auditors)
def seals(request: HttpRequest) -> Shown:
    """The seals over the trail; on demand those of the page are worked out anew from their lines."""
    checking = request.GET.get("check") == "yes"
    try:
        found = page_of(Seal.objects.all(), NEWEST, SEALS, request.GET.get("place", ""))
    except BadPlaceError:
        found = page_of(Seal.objects.all(), NEWEST, SEALS)
    last = Seal.objects.order_by("-last").first()
    sealed_to = last.last if last else 0
    return {
        "seals": checked(found.rows) if checking else [Checked(one, None) for one in found.rows],
        "checking": checking,
        "newer": f"?place={found.before}" if found.before else "",
        "older": f"?place={found.after}" if found.after else "",
        "here": f"?check=yes&place={request.GET.get('place', '')}",
        "unsealed": TrailLine.objects.filter(pk__gt=sealed_to)[: SEALS + 1].count(),
    }


def checked(found: list[Seal]) -> list[Checked]:
    """Each seal against its lines, as far as the number of lines allows."""
    left, said = MOST_LINES, []
    for one in found:
        left -= one.lines
        said.append(Checked(one, trail.fits(one) if left >= 0 else None))
    return said
