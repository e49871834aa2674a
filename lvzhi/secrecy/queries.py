"""What is asked about agreements: with whom one signs, what is in force, when it can be renewed."""

import datetime as dt
from typing import Literal

from lvzhi.core.calendar import DAY
from lvzhi.people.models import Post, Staff, Unit, UnitAncestor
from lvzhi.people.queries import BOUND, is_cleared
from lvzhi.secrecy.models import Agreement, Kind, Unmasking
from lvzhi.secrecy.params import RENEW_DAYS
from lvzhi.secrecy.wording import Wording, newest

PARTIES = (Unit.Kind.SUB_BRANCH, Unit.Kind.BRANCH, Unit.Kind.HEAD_OFFICE)
State = Literal["missing", "ended", "ending", "valid"]


def post_bound(staff: Staff, day: dt.date) -> Post | None:
    """The post for which somebody signs: the first one held that deals with customers."""
    return next((post for post in staff.posts_on(day) if post.role in BOUND), None)


def party_of(unit: Unit) -> Unit:
    """With whom somebody of a unit signs: the sub-branch, or the branch or head office when there is none above."""
    above = UnitAncestor.objects.filter(unit=unit, ancestor__kind__in=PARTIES).select_related("ancestor")
    nearest = above.order_by("depth").first()
    return nearest.ancestor if nearest else unit


def last_agreement(staff: Staff, kind: str = Kind.IN_OFFICE, since: dt.date = dt.date.min) -> Agreement | None:
    """What somebody has signed last, since a day."""
    signed = Agreement.objects.filter(owner=staff, kind=kind, signed_on__gte=since).select_related(
        "record", "unit", "party"
    )
    found: Agreement | None = signed.order_by("-record").first()
    return found


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one."""
    month = day.month - 1 + months
    first = dt.date(day.year + month // 12, month % 12 + 1, 1)
    after = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + (day.day - 1) * DAY, after - DAY)


def state_of(staff: Staff, day: dt.date) -> State:
    """How it stands with somebody's agreement today."""
    if staff.cleared_until is None:
        return "missing"
    if not is_cleared(staff, day):
        return "ended"
    return "ending" if (staff.cleared_until - day).days <= RENEW_DAYS.on(day) else "valid"


def unmasked_on(staff: Staff, day: dt.date) -> int:
    """How many values somebody has had shown whole on a day."""
    return Unmasking.objects.filter(owner=staff, on=day).count()


def to_sign(staff: Staff, day: dt.date) -> Wording | None:
    """What somebody can sign now; nothing while the present agreement lasts and its words are the newest."""
    words = newest()
    last = last_agreement(staff)
    if last is not None and last.version >= words.number and state_of(staff, day) == "valid":
        return None
    return words
