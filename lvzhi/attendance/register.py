"""The register of leave, 《请销假登记簿》."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lvzhi.attendance.models import Leave, LeaveKind, LeaveQuerySet
from lvzhi.attendance.paper import leave_blocks, leave_signs, when
from lvzhi.attendance.perms import keeps_or_reads
from lvzhi.attendance.queries import ASKED, DECLINED, ENDED, GRANTED, OFF, standing_of, with_state
from lvzhi.records.filters import Choice, DayRange, Person, Text, UnitChoice, yes_no
from lvzhi.records.listing import Column, Listing
from lvzhi.records.models import Decision, Waiting
from lvzhi.records.register import Form, Register, register


def whole(leaves: QuerySet[Leave]) -> QuerySet[Leave]:
    """Everything that belongs to a leave."""
    assert isinstance(leaves, LeaveQuerySet)
    rows = with_state(leaves).select_related(
        "record__instead_of", "ended__record__instead_of", "ended__confirmed__record__instead_of",
        "record__absence__returned",
    )  # fmt: skip
    decided = Decision.objects.select_related("record__by", "record__instead_of").order_by("position")
    return rows.prefetch_related(Prefetch("record__approval__decisions", decided))


def joined(leaves: QuerySet[Leave]) -> QuerySet[Leave]:
    """What a line of the list shows beside the leave itself."""
    assert isinstance(leaves, LeaveQuerySet)
    return with_state(leaves)


def first_day(leave: Leave) -> dt.date:
    return leave.span.first


def back_at(leave: Any) -> dt.datetime | None:
    return leave.ended.back_at if hasattr(leave, "ended") else None


def days(leave: Leave) -> str:
    return f"{leave.days.normalize():f}" if leave.days else ""


STANDING = {
    ASKED: _("not decided yet"),
    DECLINED: _("declined"),
    OFF: _("does not take place"),
    GRANTED: _("granted"),
    ENDED: _("ended"),
}
STATES = (
    ("asked", _("not decided yet")),
    ("granted", _("granted")),
    ("declined", _("declined")),
    ("ended", _("ended")),
    ("open", _("not ended yet")),
)


def standing(name: str) -> Q:
    """The leaves that stand like this."""
    asked = Q(Exists(Waiting.objects.filter(approval=OuterRef("pk"))))
    granted, ended = Q(off_duty__isnull=False), Q(ended__isnull=False)
    declined = Q(Exists(Decision.objects.filter(approval=OuterRef("pk"), final=True, said=Decision.Said.DECLINED)))
    return {"asked": asked, "granted": granted, "declined": declined, "ended": ended, "open": granted & ~ended}[name]


LEAVES = register(
    Register(
        kind="leave",
        model=Leave,
        name=_("Leave"),
        one=_("Leave entry"),
        clauses=("12.2",),
        needs=keeps_or_reads,
        whole=whole,
        listing=Listing(
            seen=lambda scope: Leave.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-starts",
            day="starts",
            columns=(
                Column("starts", _("From"), first_day, "day", sort="starts", newest=True),
                Column("time", _("Time"), when, phone=False),
                Column("owner", _("Who is away"), lambda leave: leave.owner.name, sort="owner__pinyin", wide=True),
                Column("number", _("Employee number"), lambda leave: leave.owner.number, screen=False),
                Column("unit", _("Unit"), lambda leave: leave.unit.name, wide=True, phone=False),
                Column("kind", _("Kind of leave"), lambda leave: str(leave.get_kind_display())),
                Column("days", _("Working days"), days),
                Column("reason", _("Reason"), lambda leave: leave.reason, grow=True),
                Column("place", _("Where to"), lambda leave: leave.place, screen=False),
                Column("deputy", _("Deputy (B)"), lambda leave: leave.deputy.name if leave.deputy else "", phone=False),
                Column("state", _("State"), lambda leave: str(STANDING[standing_of(leave)])),
                Column("back", _("Back at"), back_at, "moment"),
                Column("late", _("Entered afterwards"), lambda leave: leave.is_late_entry, "flag"),
                Column("overdue", _("Overdue"), lambda leave: hasattr(leave, "ended") and leave.ended.overdue, "flag"),
            ),
            filters=(
                DayRange("starts", _("From"), "starts", moments=True),
                Person("owner", _("Who is away")),
                UnitChoice("unit", _("Unit")),
                Choice("kind", _("Kind of leave"), LeaveKind.choices, lambda kind: Q(kind=kind), bounded=True),
                Choice("state", _("State"), STATES, standing, bounded=True),
                yes_no("late", _("Entered afterwards"), lambda: ~Q(late_reason=""), bounded=True),
                yes_no("overdue", _("Overdue"), lambda: Q(ended__overdue=True), bounded=True),
                Text("q", _("Words in the entry"), lambda text: Q(reason__icontains=text) | Q(place__icontains=text)),
            ),
        ),
        form=Form(
            title="请销假登记簿",
            code="QJ",
            version="1",
            unit=lambda leave: leave.unit.name,
            blocks=leave_blocks,
            signs=leave_signs,
        ),
    )
)  # fmt: skip
