"""Lines of the day from appointments that were put off, and from tasks that were finished."""

import datetime as dt

from django.utils.translation import gettext as _

from lvzhi.contacts.models import Appointment, AppointmentOff
from lvzhi.core.clock import ZONE, moment
from lvzhi.desk.draft.parts import Line, from_to, short, within
from lvzhi.people.models import Staff
from lvzhi.records.models import TaskDone
from lvzhi.worklog.models import LogLine

Work = LogLine.Work
CALL = dt.timedelta(minutes=10)  # to agree on another day takes a call
TASK = dt.timedelta(minutes=30)


def moved(staff: Staff, on: dt.date) -> list[Line]:
    """Appointments agreed anew for another moment today, with the reason."""
    rows = Appointment.objects.visible_to(staff, on).exclude(moved_from=None)
    rows = rows.filter(within("record__recorded_at", on), record__by=staff, owner=staff, starts__gte=moment(on))
    joined = rows.select_related("record", "customer", "moved_from__record").order_by("pk")
    return [put_off(one, one.moved_from, one.reason, on) for one in joined if one.moved_from is not None]


def called_off(staff: Staff, on: dt.date) -> list[Line]:
    """Appointments called off today, with the reason."""
    seen = Appointment.objects.visible_to(staff, on).filter(owner=staff, starts__gte=moment(on))
    rows = AppointmentOff.objects.filter(within("record__recorded_at", on), record__by=staff, appointment__in=seen)
    joined = rows.select_related("record", "appointment__customer", "appointment__record").order_by("pk")
    return [put_off(one, one.appointment, one.reason, on) for one in joined]


def put_off(one: Appointment | AppointmentOff, was: Appointment, reason: str, on: dt.date) -> Line:
    """A few minutes at the moment at which it was written down."""
    ends = one.record.recorded_at
    starts, until = from_to(on, ends - CALL, ends)
    who = {"whom": str(was.customer)}
    if isinstance(one, Appointment):
        when = one.starts.astimezone(ZONE)
        content = _("The appointment is put off to %(when)s.") % {"when": f"{when:%m-%d %H:%M}"}
        deed = _("put off the appointment with %(whom)s") % who
    else:
        content = _("The appointment is called off.")
        deed = _("called off the appointment with %(whom)s") % who
    about = frozenset({was.ref, was.customer.ref})
    return Line(
        key=one.pk, record=one.pk, ref=one.ref, starts=starts, ends=until, work=Work.CARE,
        whom=short(str(was.customer), 60), customer=was.customer_id, content=content, result=short(reason, 300),
        deed=deed, about=about, failed=True,
    )  # fmt: skip


def tasks(staff: Staff, on: dt.date) -> list[Line]:
    """Tasks finished today. How long they took nobody writes down: half an hour until they were finished."""
    rows = TaskDone.objects.filter(within("record__recorded_at", on), record__by=staff, task__owner=staff)
    return [of_task(one, on) for one in rows.select_related("record", "task__record").order_by("pk")]


def of_task(one: TaskDone, on: dt.date) -> Line:
    ends = one.record.recorded_at
    starts, until = from_to(on, ends - TASK, ends)
    return Line(
        key=one.pk, record=one.pk, ref=one.task.ref, starts=starts, ends=until, work=Work.OFFICE,
        content=short(one.task.title, 300), result=short(one.result, 300),
        deed=_("finished the task “%(title)s”") % {"title": one.task.title}, about=frozenset({one.task.ref}),
    )  # fmt: skip
