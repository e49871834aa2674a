"""Leave is asked for, begun, taken back, ended on return and confirmed; a mandatory one is ordered (12.2)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lvzhi.attendance.following import begin_ordered, call_off, come_back, facts, free_days, tell
from lvzhi.attendance.models import Leave, LeaveConfirmation, LeaveEnd, LeaveKind, OffDuty
from lvzhi.attendance.params import HEAD_DAYS, LATE_DAYS, SUPERVISOR_DAYS
from lvzhi.attendance.perms import may_ask, may_begin, may_confirm, may_end, may_order, may_withdraw
from lvzhi.attendance.queries import (
    AWAY,
    BACK,
    GRANTED,
    OVERDUE,
    colleagues,
    other_deputy,
    overdue_from,
    post_unit,
    state,
    with_state,
)
from lvzhi.attendance.span import Span
from lvzhi.contacts.away import hold
from lvzhi.contacts.models import Absence, AbsenceReturn, Away, Business, Place
from lvzhi.core.action import action
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Post, Role, Staff
from lvzhi.people.queries import next_up
from lvzhi.records.approvals import ask_approval, take_back
from lvzhi.records.attachments import attach
from lvzhi.records.models import Record, file, keep


@dataclass
class Wish:
    """What somebody asks for: what for, when, where he can be found, who stands in."""

    kind: str
    span: Span
    reason: str
    place: str
    phone: str = ""
    deputy: Staff | None = None
    late_reason: str = ""
    files: "Sequence[UploadedFile[Any]]" = field(default=())


@action("leave.ask", needs=may_ask, clauses=("12.2",))
def ask_leave(by: Staff, *, at: dt.datetime, wish: Wish) -> Leave:
    """Ask to be away for private reasons. One record stands in the off-post register and in the leave register."""
    span, day = wish.span, date_of(at)
    check(by, at, wish)
    unit = post_unit(by, day)
    assert unit is not None, "who may ask works somewhere"
    record = keep("leave", by=by, at=at)
    file(record, by)
    leave = Leave.objects.create(
        record=record, owner=by, unit=unit, kind=wish.kind, starts=span.starts, ends=span.ends, short=span.short,
        days=span.workdays(), back_on=span.back_on(), reason=wish.reason, place=wish.place, phone=wish.phone,
        deputy=wish.deputy, late_reason=wish.late_reason if span.has_begun(at) else "",
    )  # fmt: skip
    enter_off_post(record, leave)
    attach(record, wish.files)
    ask_approval(record, chain(leave, day), unit=unit, facts=facts(leave))
    return leave


def check(by: Staff, at: dt.datetime, wish: Wish) -> None:
    """A leave has a kind, a reason and a place, covers work, is entered before it begins, and somebody stands in."""
    span, day = wish.span, date_of(at)
    if wish.kind not in LeaveKind.values or wish.kind == LeaveKind.MANDATORY:
        raise ValidationError({"kind": _("Say what the leave is for.")})
    for name in ("reason", "place"):
        if not getattr(wish, name).strip():
            raise ValidationError({name: _("This is needed.")})
    if not span.short and not span.workdays():
        raise ValidationError({"last": _("There is no working day in it.")})
    if (day - span.first).days > (most := LATE_DAYS.on(day)):
        raise ValidationError({"first": _("Leave can be entered at most %(days)s days afterwards.") % {"days": most}})
    if span.has_begun(at) and not wish.late_reason.strip():
        words = _("It has begun already, without approval. Say why it is entered afterwards; it stays marked so.")
        raise ValidationError({"late_reason": words})
    check_deputy(by, wish, day)


def check_deputy(by: Staff, wish: Wish, day: dt.date) -> None:
    """Whoever is away for half a day or longer names a colleague who is there, as long as there is one."""
    able = colleagues(by, wish.span, day)
    if wish.deputy is None:
        if not wish.span.short and able.exists():
            raise ValidationError({"deputy": _("Say who stands in for you.")})
        return
    if not able.filter(pk=wish.deputy.pk).exists():
        raise ValidationError({"deputy": _("%(who)s cannot stand in in these days.") % {"who": wish.deputy.name}})
    if other := other_deputy(by, wish.deputy, wish.span):
        words = _("%(who)s stands in for you in these days already: end that first, on your own page.")
        raise ValidationError({"deputy": words % {"who": other.deputy.name}})


def enter_off_post(record: Record, leave: Leave) -> None:
    """The same record in the off-post register; its time is held, so that nobody is in two places."""
    file(record, leave.owner, kind="absence")
    absence = Absence.objects.create(
        record=record, owner=leave.owner, unit=leave.unit, business=Business.PRIVATE, leaves_at=leave.starts,
        back_by=leave.ends, place=leave.place, place_kind=Place.OTHER, purpose=leave.reason,
        late_reason=leave.late_reason,
    )  # fmt: skip
    hold(absence, left_at=None)


def chain(leave: Leave, day: dt.date) -> list[Role]:
    """Who approves, by the length of the leave: one post after the other, up the tree."""
    posts = [Role.SUPERVISOR]
    if leave.days > SUPERVISOR_DAYS.on(day):
        posts.append(Role.DEPARTMENT_HEAD)
    if leave.days > max(HEAD_DAYS.on(day), SUPERVISOR_DAYS.on(day)):
        posts.append(Role.VICE_PRESIDENT)
    return posts


@action("leave.begin", needs=may_begin, clauses=("12.2",))
def start_leave(by: Staff, *, at: dt.datetime, leave: Leave) -> Leave:
    """Leave the post for private reasons; not before it is approved."""
    found, how = held(leave, at)
    if how in (AWAY, BACK, OVERDUE):
        raise ValidationError(_("It has begun already."))
    if how != GRANTED:
        raise ValidationError(_("This leave is not approved: you cannot leave."))
    if date_of(at) < found.span.first - DAY:
        raise ValidationError(_("It begins on %(day)s.") % {"day": found.span.first})
    Away.objects.filter(absence=found.pk).update(left_at=at)
    return leave


@action("leave.withdraw", needs=may_withdraw, clauses=("12.2",))
def withdraw_leave(by: Staff, *, at: dt.datetime, leave: Leave, reason: str = "") -> Leave:
    """Take back a leave that is not decided yet, or that was granted and has not begun."""
    found, how = held(leave, at)
    approval = getattr(found.record, "approval", None)
    if approval is not None and hasattr(approval, "waiting"):
        take_back(approval, by, at, reason)
    elif how == GRANTED:
        call_off(found, by, at, reason.strip() or _("taken back"))
        unfreeze(found)
    else:
        raise ValidationError(_("It can no longer be taken back: end it on return."))
    return leave


@action("leave.end", needs=may_end, clauses=("12.2",))
def end_leave(
    by: Staff,
    *,
    at: dt.datetime,
    leave: Leave,
    back_at: dt.datetime | None = None,
    remark: str = "",
    handover: str = "",
) -> LeaveEnd:
    """Cancel a leave on return, early ones as well: from this moment on nobody stands in any more."""
    found, how = held(leave, at)
    back = back_at or at
    if how not in (AWAY, BACK, OVERDUE):
        raise ValidationError(_("This leave has not begun, or has ended already."))
    if back > at or back < found.starts:
        raise ValidationError({"back_at": _("This does not lie between leaving and now.")})
    if found.is_mandatory and not handover.strip():
        raise ValidationError({"handover": _("Say what the deputy has handed back.")})
    record = keep("leave_end", by=by, at=at)
    file(record, found.owner, about=found.ref)
    late = back > found.ends if found.short else at >= overdue_from(found)
    end = LeaveEnd.objects.create(
        record=record, leave=found, back_at=back, overdue=late, remark=remark, handover=handover
    )
    if absence := getattr(found.record, "absence", None):
        file(record, found.owner, about=found.ref, kind="absence_return")
        AbsenceReturn.objects.create(record=record, absence=absence, back_at=back, result=remark)
    come_back(found, at, back)
    unfreeze(found)
    tell([found.deputy_id], found, "leave.over", at)
    tell([one for one in [above(found, date_of(at))] if one != by.pk], found, "leave.ended", at, who=by.name)
    return end


@action("leave.confirm", needs=may_confirm, clauses=("12.2",))
def confirm_return(by: Staff, *, at: dt.datetime, ended: LeaveEnd, remark: str = "") -> LeaveConfirmation:
    """Somebody above confirms that the person is back."""
    LeaveEnd.objects.select_for_update(of=("self",)).get(pk=ended.pk)
    if LeaveConfirmation.objects.filter(ended=ended).exists():
        raise ValidationError(_("The return is confirmed already."))
    record = keep("leave_confirmation", by=by, at=at)
    file(record, by, about=ended.leave.ref)
    return LeaveConfirmation.objects.create(record=record, ended=ended, remark=remark)


@action("leave.order", needs=may_order, clauses=("12.2",))
def order_leave(by: Staff, *, at: dt.datetime, staff: Staff, span: Span, deputy: Staff, reason: str) -> Leave:
    """Send somebody on a mandatory leave. Not told before it begins; nothing is done under the name then."""
    day = date_of(at)
    unit = post_unit(staff, day)
    if unit is None or span.short or span.first < day or not span.workdays():
        raise ValidationError({"first": _("Choose whole days from today on, with a working day among them.")})
    if not colleagues(staff, span, day).filter(pk=deputy.pk).exists():
        raise ValidationError({"deputy": _("%(who)s cannot stand in in these days.") % {"who": deputy.name}})
    one = Staff.objects.select_for_update().get(pk=staff.pk)
    if one.frozen is not None and one.frozen.upper > day:
        raise ValidationError(_("A mandatory leave is ordered for this person already."))
    record = keep("leave", by=by, at=at)
    file(record, staff)
    leave = Leave.objects.create(
        record=record, owner=staff, unit=unit, kind=LeaveKind.MANDATORY, starts=span.starts, ends=span.ends,
        days=span.workdays(), back_on=span.back_on(), reason=reason, deputy=deputy,
    )  # fmt: skip
    OffDuty.objects.create(leave=leave, staff=staff, days=free_days(leave))
    Staff.objects.filter(pk=staff.pk).update(frozen=lasting(span.first, span.last))
    begin_ordered(at)
    return leave


def held(leave: Leave, at: dt.datetime) -> tuple[Any, str]:
    """The leave as it stands, locked against whoever presses at the same moment."""
    Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    found: Any = with_state(Leave.objects.all()).get(pk=leave.pk)
    return found, state(found, at)


def unfreeze(leave: Leave) -> None:
    if leave.is_mandatory:
        Staff.objects.filter(pk=leave.owner_id).update(frozen=None)


def above(leave: Leave, day: dt.date) -> int | None:
    """The leader who confirms the return."""
    post = Post.objects.filter(staff=leave.owner_id, unit=leave.unit_id, during__contains=day).order_by("role").first()
    leader = next_up(post, Role.SUPERVISOR, day) if post else None
    return leader.pk if leader else None
