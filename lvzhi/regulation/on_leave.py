"""What a leave does to duties: those of its whole days are closed, and so is the one to decide about it."""

import datetime as dt

from django.utils.translation import gettext_noop as _

from lvzhi.attendance.models import Leave, OffDuty
from lvzhi.core.clock import moment
from lvzhi.core.refs import Thing
from lvzhi.duties.engine import close
from lvzhi.duties.models import Duty
from lvzhi.records.models import Decision

OWED_AT_WORK = ("keep_work_log", "report_daily")  # rules whose duties nobody has on a whole day of approved leave
ON_LEAVE = _("approved leave")
DECIDED = _("the request was decided or taken back")


def close_after(thing: Thing, at: dt.datetime) -> None:
    """After a decision or an order: what is owed no longer because of it."""
    if isinstance(thing, Decision) and thing.final:
        close(Duty.objects.filter(rule="decide_leave", about=thing.approval.ref), DECIDED, at)
        close_covered(thing.approval_id, at)
    elif isinstance(thing, Leave):
        close(Duty.objects.filter(rule="decide_leave", about=f"approval/{thing.pk}"), DECIDED, at)
        close_covered(thing.pk, at)


def close_covered(leave: int, at: dt.datetime) -> None:
    """Duties of whole days of leave that the night had written down before the leave was approved."""
    held = OffDuty.objects.filter(leave=leave, days__isnull=False).first()
    if held is None:
        return
    first, end = moment(held.days.lower), moment(held.days.upper)
    owed = Duty.objects.filter(owner=held.staff_id, rule__in=OWED_AT_WORK, opens__gte=first, opens__lt=end)
    close(owed, ON_LEAVE, at)
