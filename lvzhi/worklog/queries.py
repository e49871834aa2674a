"""What pages ask about logs."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from lvzhi.contacts.models import Absence, Away, Business
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import midnight_after, moment
from lvzhi.people.models import Post, Role, Staff, Unit
from lvzhi.people.queries import units_led
from lvzhi.worklog.models import DailyReport, LogComment, LogNote, LogReading, PlanItem, WorkLog

NOTED_WITHIN = dt.timedelta(days=30)  # older ones are looked for in the register


def month_after(month: dt.date) -> dt.date:
    """The first day of the month after one that is given by its own first day."""
    return (month + 31 * DAY).replace(day=1)


def manager_units(staff: Staff, on: dt.date) -> list[Unit]:
    """Where somebody is a relationship manager on this day; no unit, no log."""
    return [post.unit for post in manager_posts(staff, on)]


def manager_posts(staff: Staff, on: dt.date) -> list[Post]:
    """The posts as a relationship manager that somebody holds on this day."""
    return [post for post in staff.posts_on(on) if post.role == Role.MANAGER]


def is_out(staff: Staff, at: dt.datetime) -> bool:
    """Whether somebody is away from the post at this moment, by the off-post register."""
    return Away.objects.filter(staff=staff, left_at__lte=at, during__contains=at).exclude(back_at__lte=at).exists()


def outings_of(staff: Staff, on: dt.date) -> QuerySet[Absence]:
    """The outings on business of a day, from which one reports by phone; the last first."""
    rows = Absence.objects.filter(owner=staff, leaves_at__gte=moment(on), leaves_at__lt=midnight_after(on))
    return rows.filter(away__left_at__isnull=False).exclude(business=Business.PRIVATE).order_by("-leaves_at")


def to_note(leader: Staff, day: dt.date) -> QuerySet[DailyReport]:
    """The reports of the last days, in the units one answers for, that nobody has noted; not one's own."""
    units = units_led(leader, day)
    rows = DailyReport.objects.filter(noted=None, unit__any_of=units, on__gt=day - NOTED_WITHIN, on__lte=day)
    return rows.exclude(owner=leader)


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


@dataclass(frozen=True)
class Share:
    """Of the filled fields of some logs: how many hold what a record says, and how many were changed by the person."""

    filled: int
    kept: int
    edited: int

    @property
    def of_records(self) -> float:
        """The share of the filled fields that came from a record as they are, from 0 to 1."""
        return self.kept / self.filled if self.filled else 0.0


def share_from_records(logs: Collection[WorkLog]) -> Share:
    """How much of these logs came from records (13). What a person changed is not counted as the record's."""
    rows = WorkLog.objects.filter(pk__in=[log.pk for log in logs])
    filled = kept = edited = 0
    for log in rows.prefetch_related("lines", "difficulties", "plan", "outcomes", "sources"):
        sources = list(log.sources.all())
        own = sum(source.edited for source in sources)
        kept, edited = kept + len(sources) - own, edited + own
        filled += len(own_fields(log))
        for line in log.lines.all():
            given = [name for name in LINE if getattr(line, name)]
            touched = len(set(line.touched) & set(given)) if line.source_id else 0
            filled += len(given)
            kept += len(given) - touched if line.source_id else 0
            edited += touched
    return Share(filled, kept, edited)


LINE = ("starts", "ends", "work", "whom", "content", "result")


def own_fields(log: WorkLog) -> list[object]:
    """The filled fields of a log beside those of its lines. What became of a plan is one field with its remark."""
    own = [log.done, log.learned, log.late_reason]
    hard = [value for one in log.difficulties.all() for value in (one.text, one.helper, one.urgent)]
    return [value for value in (*own, *hard, *log.plan.all(), *log.outcomes.all()) if value]
