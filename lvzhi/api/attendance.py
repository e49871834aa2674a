"""Leave over the API: read it as on the pages, ask for it through the same action."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from lvzhi.api.head import Head, head
from lvzhi.api.resource import Words, expose, one_of
from lvzhi.api.writing import ONCE, told, who_and_when, writes
from lvzhi.attendance.actions import Wish, ask_leave
from lvzhi.attendance.models import LeaveKind
from lvzhi.attendance.perms import asks
from lvzhi.attendance.queries import standing_of
from lvzhi.attendance.register import LEAVES
from lvzhi.attendance.span import Span
from lvzhi.people.models import Staff

router = Router()
KINDS = [kind.value for kind in LeaveKind if kind != LeaveKind.MANDATORY]


class LeaveIn(Schema):
    """Leave asked for by half days, or for hours of one day when `leaves` and `back` are given."""

    kind: Words = Field(description="Kind of leave", json_schema_extra=one_of(KINDS))
    first: dt.date = Field(description="First day")
    last: dt.date | None = Field(default=None, description="Last day, the first one unless given")
    from_noon: bool = Field(default=False, description="Begins at midday of the first day")
    till_noon: bool = Field(default=False, description="Ends at midday of the last day")
    leaves: dt.time | None = Field(default=None, description="Leaves at, for hours of one day")
    back: dt.time | None = Field(default=None, description="Back by, for hours of one day")
    reason: Words = Field(max_length=300, description="Reason")
    place: Words = Field(max_length=100, description="Where to")
    phone: Words = Field(default="", max_length=20, description="Telephone under which the person is reached")
    deputy: Words = Field(default="", max_length=20, description="Employee number of who stands in")
    late_reason: Words = Field(default="", max_length=200, description="Why it is entered afterwards")


class Decided(Schema):
    """What one post of the chain has said."""

    post: int = Field(description="The post")
    said: str = Field(description="approved, declined or withdrawn")
    by: str = Field(description="Name of who decided")
    instead_of: str = Field(description="Name of the person for whom a deputy decided")
    at: dt.datetime = Field(description="When")
    remark: str = Field(description="Remark")


class LeaveOut(Head):
    """A leave with everything that belongs to it."""

    unit: str = Field(description="Unit")
    kind: str = Field(description="Kind of leave")
    starts: dt.datetime = Field(description="From")
    ends: dt.datetime = Field(description="Until")
    short: bool = Field(description="Hours of one day")
    days: Decimal = Field(description="Working days")
    back_on: dt.date = Field(description="The working day on which the person is expected back")
    reason: str = Field(description="Reason")
    place: str = Field(description="Where to")
    deputy: str = Field(description="Name of who stands in")
    late_reason: str = Field(description="Why it is entered afterwards")
    state: str = Field(description="asked, declined, off, granted or ended")
    decisions: list[Decided] = Field(description="What was decided, post by post")
    back_at: dt.datetime | None = Field(description="When the person was back")
    overdue: bool = Field(description="The return came late")


def shown(leave: Any) -> LeaveOut:
    """A leave as the API tells it."""
    approval, ended = getattr(leave.record, "approval", None), getattr(leave, "ended", None)
    given = ("kind", "starts", "ends", "short", "days", "back_on", "reason", "place", "late_reason")
    return LeaveOut(
        **head(LEAVES, leave), unit=leave.unit.name, deputy=leave.deputy.name if leave.deputy else "",
        state=standing_of(leave), decisions=[decided(one) for one in approval.decisions.all()] if approval else [],
        back_at=ended.back_at if ended else None, overdue=bool(ended and ended.overdue),
        **{name: getattr(leave, name) for name in given},
    )  # fmt: skip


def decided(one: Any) -> Decided:
    instead = one.record.instead_of
    return Decided(
        post=one.role, said=one.said, by=one.record.by.name, instead_of=instead.name if instead else "",
        at=one.record.recorded_at, remark=one.remark,
    )  # fmt: skip


def span_of(sent: LeaveIn) -> Span:
    if sent.leaves is not None and sent.back is not None:
        return Span.of_hours(sent.first, sent.leaves, sent.back)
    return Span.of_days(sent.first, sent.last or sent.first, from_noon=sent.from_noon, till_noon=sent.till_noon)


def deputy_of(sent: LeaveIn) -> Staff | None:
    if not sent.deputy:
        return None
    found: Staff | None = Staff.objects.filter(number=sent.deputy, is_active=True).first()
    if found is None:
        raise ValidationError({"deputy": _("Nobody has this employee number.")})
    return found


expose(router, LEAVES, path="/leaves/", whole=LeaveOut, shown=shown)


@writes(router, "/leaves/", "ask_leave", "Leave: ask for it", LeaveOut, needs=asks, tags=["Leave"])
def ask(
    request: HttpRequest,
    response: HttpResponse,
    leave: LeaveIn,
    key: UUID | None = ONCE,
) -> Any:
    """Ask to be away. It may begin when it is approved."""
    by, at = who_and_when(request)
    said = {name: getattr(leave, name) for name in ("kind", "reason", "place", "phone", "late_reason")}
    wish = Wish(span=span_of(leave), deputy=deputy_of(leave), **said)
    made = ask_leave(by, at=at, once=key, wish=wish)
    return told(request, response, LEAVES, made.pk, shown)
