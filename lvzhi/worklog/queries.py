"""What pages ask about logs."""

import datetime as dt

from lvzhi.people.models import Role, Staff, Unit
from lvzhi.worklog.models import LogComment, LogNote, LogReading, PlanItem, WorkLog


def manager_units(staff: Staff, on: dt.date) -> list[Unit]:
    """Where somebody is a relationship manager on this day; no unit, no log."""
    return [p.unit for p in staff.posts_on(on) if p.role == Role.MANAGER]


def last_log_before(staff: Staff, on: dt.date) -> WorkLog | None:
    return WorkLog.objects.filter(owner=staff, on__lt=on).order_by("-on").first()


def plan_to_answer(staff: Staff, on: dt.date) -> list[PlanItem]:
    """What the last log planned and no log has answered for yet."""
    last = last_log_before(staff, on)
    return list(PlanItem.objects.filter(log=last, outcome=None).order_by("position")) if last else []


def last_reading(log: WorkLog, reader: Staff) -> LogReading | None:
    """The last read mark that somebody has left on a log."""
    marks = LogReading.objects.filter(log=log, reader=reader)
    return marks.select_related("record").order_by("-record").first()


def said_after(log: WorkLog, mark: LogReading) -> bool:
    """Whether others added to the log or commented on it after this read mark."""
    later = {"log": log, "record__gt": mark.pk}
    comments = LogComment.objects.filter(**later).exclude(record__by=mark.reader_id)
    return LogNote.objects.filter(**later).exists() or comments.exists()
