"""What follows from a leave: the time held in the off-post register, the days off duty, the deputy; and their end."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils.translation import gettext as _

from lvzhi.attendance.models import Leave, OffDuty
from lvzhi.contacts.models import AbsenceChange, Away
from lvzhi.core.clock import date_of
from lvzhi.core.constraint import refusals
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy, Staff
from lvzhi.records.approvals import when_decided
from lvzhi.records.models import Approval, Decision, Message, file, keep


@when_decided("leave")
def leave_decided(approval: Approval, decision: Decision) -> None:
    """Granted, the leave takes effect; otherwise it does not take place, and both books say so."""
    leave = Leave.objects.select_related("record__absence", "owner", "deputy").get(pk=approval.pk)
    by, at = decision.record.by, decision.record.recorded_at
    if decision.approved:
        grant(leave, at)
    else:
        call_off(leave, by, at, decision.remark or str(decision.get_said_display()))


def grant(leave: Leave, at: dt.datetime) -> None:
    """The leave is approved: nothing is owed on its whole days, the deputy stands in, leave by days begins alone."""
    OffDuty.objects.create(leave=leave, staff=leave.owner, days=free_days(leave), known_at=at)
    if not leave.short or leave.is_late_entry:
        Away.objects.filter(absence=leave.pk).update(left_at=leave.starts)
    if leave.deputy is not None:
        name_deputy(leave)
        tell([leave.deputy_id], leave, "leave.deputy", at)


def free_days(leave: Leave) -> Any:
    """The days from morning to evening, as a range; nothing for hours or half a day."""
    whole = leave.span.whole_days()
    return lasting(*whole) if whole else None


def name_deputy(leave: Leave) -> None:
    """Who was asked to stands in for the days of the leave, unless he does anyway."""
    days, deputy = lasting(leave.span.first, leave.span.last), leave.deputy
    if deputy is None or Deputy.objects.filter(staff=leave.owner, deputy=deputy, during__overlap=days).exists():
        return
    words = _("Somebody else stands in for %(who)s in these days: end that first.") % {"who": leave.owner.name}
    with refusals(one_deputy_at_a_time={"remark": words}):
        Deputy.objects.create(staff=leave.owner, deputy=deputy, during=days, reason=_("leave"))


def call_off(leave: Leave, by: Staff, at: dt.datetime, why: str) -> None:
    """The leave does not take place: its time is free again, and the off-post register says why."""
    absence = getattr(leave.record, "absence", None)
    if absence is not None:
        record = keep("absence_change", by=by, at=at)
        file(record, leave.owner, about=leave.ref)
        AbsenceChange.objects.create(record=record, absence=absence, cancelled=True, reason=why[:200])
        Away.objects.filter(absence=absence).delete()
    if OffDuty.objects.filter(leave=leave, known_at__isnull=False).exists() and leave.deputy_id is not None:
        tell([leave.deputy_id], leave, "leave.off", at)
    OffDuty.objects.filter(leave=leave).delete()
    stop_deputy(leave, date_of(at))


def come_back(leave: Leave, at: dt.datetime, back_at: dt.datetime) -> None:
    """The person is back: out no longer, owing again from this day on, and nobody stands in from this moment."""
    until = min(leave.ends, back_at)
    Away.objects.filter(absence=leave.pk).update(during=DateTimeTZRange(leave.starts, until), back_at=back_at)
    held = OffDuty.objects.get(leave=leave)
    held.days = cut(held.days, date_of(back_at))
    held.save(update_fields=["days"])
    stop_deputy(leave, date_of(at))


def cut(days: Any, day: dt.date) -> Any:
    """A range of days up to a day that no longer belongs to it; nothing when none is left."""
    if days is None or days.lower >= day:
        return None
    return DateRange(days.lower, min(days.upper, day))


def stop_deputy(leave: Leave, day: dt.date) -> None:
    """Who stood in because of this leave does so no longer, from this day on."""
    days = lasting(leave.span.first, leave.span.last)
    named = Deputy.objects.filter(staff=leave.owner_id, deputy=leave.deputy_id, during=days)
    if day <= leave.span.first:
        named.delete()
    elif day <= leave.span.last:
        named.update(during=DateRange(days.lower, day))


def begin_ordered(at: dt.datetime) -> int:
    """Mandatory leaves whose first day has come are made known, and their deputies take over; the clock calls it."""
    rows = OffDuty.objects.select_for_update(of=("self",)).filter(known_at=None, leave__starts__lte=at)
    found = list(rows.select_related("leave__owner", "leave__deputy"))
    for one in found:
        leave = one.leave
        days = lasting(leave.span.first, leave.span.last)
        if not Deputy.objects.filter(staff=leave.owner, during__overlap=days).exists():
            name_deputy(leave)
        tell([leave.owner_id], leave, "leave.ordered", at)
        tell([leave.deputy_id], leave, "leave.deputy", at)
    OffDuty.objects.filter(pk__in=[one.pk for one in found]).update(known_at=at)
    return len(found)


def facts(leave: Leave) -> dict[str, Any]:
    """A leave in short, for requests and messages."""
    return {
        "owner": leave.owner.name,
        "leave": leave.kind,
        "starts": leave.starts.isoformat(),
        "ends": leave.ends.isoformat(),
        "short": leave.short,
        "days": str(leave.days),
    }


def tell(people: list[int | None], leave: Leave, kind: str, at: dt.datetime, **more: str) -> None:
    """Somebody is told about a leave."""
    Message.objects.bulk_create(
        Message(to_id=one, at=at, kind=kind, about=leave.ref, facts=facts(leave) | more) for one in people if one
    )
