"""What actions, rules and pages ask about leave."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lvzhi.attendance.models import Leave, LeaveQuerySet, OffDuty
from lvzhi.attendance.span import Span
from lvzhi.contacts.models import Away
from lvzhi.core.clock import date_of, midnight_after
from lvzhi.people.lasting import lasting
from lvzhi.people.models import LEADING, Deputy, Post, Role, Staff, Unit
from lvzhi.records.models import Decision

AT_WORK = (Role.MANAGER, *LEADING, Role.HEAD_OFFICE, Role.SUPERVISING)  # whose absence somebody has to approve
MOST = 100

ASKED, DECLINED, OFF, GRANTED, UNUSED = "asked", "declined", "off", "granted", "unused"
AWAY, BACK, OVERDUE, ENDED = "away", "back", "overdue", "ended"


def with_state(leaves: LeaveQuerySet) -> LeaveQuerySet:
    """The leaves with everything that says how they stand."""
    final = Decision.objects.filter(approval=OuterRef("pk"), final=True).values("said")
    joined: LeaveQuerySet = leaves.select_related(
        "owner", "unit", "deputy", "off_duty", "ended__confirmed__record__by", "ended__record__by", "record__by",
        "record__approval__waiting", "record__absence__away",
    ).annotate(said=Subquery(final[:1]))  # fmt: skip
    return joined


def state(leave: Any, at: dt.datetime) -> str:
    """How a leave stands at a moment; the row comes through `with_state`."""
    if (how := standing_of(leave)) != GRANTED:
        return how
    left_at = begun_at(leave)
    if left_at is None or at < left_at:
        return UNUSED if leave.short and at >= leave.ends else GRANTED
    if at < leave.ends:
        return AWAY
    return OVERDUE if at >= overdue_from(leave) else BACK


def standing_of(leave: Any) -> str:
    """How a leave stands whatever the time is: asked, declined, off, granted or ended."""
    if hasattr(leave, "ended"):
        return ENDED
    return GRANTED if hasattr(leave, "off_duty") else without_grant(leave)


def without_grant(leave: Any) -> str:
    """Not granted: still asked for, declined, or taken back, before the decision or after it."""
    approval = getattr(leave.record, "approval", None)
    if approval is not None and hasattr(approval, "waiting"):
        return ASKED
    return DECLINED if leave.said == Decision.Said.DECLINED else OFF


def begun_at(leave: Leave) -> dt.datetime | None:
    """When the person left, or leaves: leave by days begins by itself, hours of one day when he says so."""
    absence = getattr(leave.record, "absence", None)
    if absence is None:
        return leave.starts
    away: Away | None = getattr(absence, "away", None)
    return away.left_at if away else None


def overdue_from(leave: Leave) -> dt.datetime:
    """From this moment on the return is overdue."""
    return midnight_after(leave.back_on)


def post_unit(staff: Staff, day: dt.date) -> Unit | None:
    """Where somebody works on this day."""
    return next((post.unit for post in staff.posts_on(day) if post.role in AT_WORK), None)


def colleagues(staff: Staff, span: Span, day: dt.date) -> QuerySet[Staff]:
    """Who could stand in, those in the same post first: people of the same unit, and of the units beside it in the same
    post or a higher one, who are not away themselves."""
    posts = [post for post in staff.posts_on(day) if post.role in AT_WORK]
    near = Q(pk__in=[])
    for post in posts:
        near |= Q(unit=post.unit_id) | Q(unit__parent=post.unit.parent_id, role__gte=post.role, role__in=AT_WORK)
    there = Post.objects.filter(near, role__in=AT_WORK, during__contains=span.first)
    leads = Exists(there.filter(staff=OuterRef("pk"), role__gt=max((post.role for post in posts), default=0)))
    people: QuerySet[Staff] = Staff.objects.filter(pk__in=there.values("staff"), is_active=True).exclude(pk=staff.pk)
    return people.filter(~Exists(away_then(span))).order_by(leads, "pinyin", "pk")


def away_then(span: Span) -> QuerySet[Leave]:
    """Leaves, asked for or granted, of the person of the row outside in the same time."""
    over = Leave.objects.over(span.starts, span.ends).filter(owner=OuterRef("pk"), ended=None)
    return over.filter(Q(off_duty__isnull=False) | Q(record__approval__waiting__isnull=False))


def other_deputy(staff: Staff, deputy: Staff, span: Span) -> Deputy | None:
    """Somebody else who stands in for a person in these days."""
    days = lasting(span.first, span.last)
    found: Deputy | None = Deputy.objects.filter(staff=staff, during__overlap=days).exclude(deputy=deputy).first()
    return found


def off_duty(day: dt.date, staff: str = "staff") -> Exists:
    """Whether the person of a row is on leave for the whole of this day, as a database expression for rules."""
    return Exists(OffDuty.objects.filter(staff=OuterRef(staff), days__contains=day))


def is_on_leave(staff: Staff, at: dt.datetime) -> bool:
    """Whether somebody is on a granted leave for the whole of this day."""
    return OffDuty.objects.filter(staff=staff, days__contains=date_of(at)).exists()


def current(staff: Staff, at: dt.datetime) -> Leave | None:
    """The leave from which somebody is not back yet, or the next one that is granted."""
    rows = with_state(Leave.objects.filter(owner=staff, off_duty__isnull=False, ended=None))
    return rows.order_by("starts").first()
