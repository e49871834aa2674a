"""What is done with logs: handed in, added to, read, commented on."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of, moment, since_midnight
from lvzhi.people.models import Staff
from lvzhi.records.attachments import attach
from lvzhi.records.models import Message, file, keep
from lvzhi.worklog.models import (
    Difficulty,
    LogComment,
    LogLine,
    LogNote,
    LogReading,
    LogSource,
    PlanItem,
    PlanOutcome,
    WorkLog,
    log_day,
)
from lvzhi.worklog.pages import LogPages
from lvzhi.worklog.params import DEADLINE, LATE_DAYS
from lvzhi.worklog.perms import may_add, may_comment, may_file, may_read
from lvzhi.worklog.queries import last_reading, manager_units, plan_to_answer, said_after


@action("work_log.file", needs=may_file, clauses=("13",))
def file_work_log(by: Staff, *, at: dt.datetime, on: dt.date, pages: LogPages) -> WorkLog:
    """Hand in one's own log of a day. From then on it is locked; what comes later is added as a note."""
    late = at >= moment(on) + since_midnight(DEADLINE.on(on))
    check(by, at, on, pages, late)
    unit = manager_units(by, on)[0]
    record = keep("work_log", by=by, at=at, happened_at=log_day(at, on))
    try:
        with transaction.atomic():
            log = WorkLog.objects.create(
                record=record, owner=by, unit=unit, on=on,
                done=pages.done, learned=pages.learned, late_reason=pages.late_reason if late else "",
            )  # fmt: skip
    except IntegrityError as twice:
        raise ValidationError(_("The log of this day is already handed in.")) from twice
    save_parts(log, pages)
    attach(record, pages.files)
    file(record, by)
    return log


def check(by: Staff, at: dt.datetime, on: dt.date, pages: LogPages, late: bool) -> None:
    """A log has a body, answers for the last plan and plans the next day; a late one says why and is not too late."""
    if (date_of(at) - on).days > (allowed := LATE_DAYS.on(date_of(at))):
        raise ValidationError(_("A log can be handed in at most %(days)s days late.") % {"days": allowed})
    if late and not pages.late_reason.strip():
        raise ValidationError({"late_reason": _("Say why the log is late.")})
    if not pages.done.strip():
        raise ValidationError({"done": _("Say what was done today.")})
    if not pages.plan:
        raise ValidationError({"plan": _("Plan at least one thing for the next working day.")})
    asked = {item.pk for item in plan_to_answer(by, on)}
    if asked != {o.item_id for o in pages.outcomes}:
        raise ValidationError({"outcomes": _("Say what became of each thing planned last time.")})


Row = TypeVar("Row", LogLine, Difficulty, PlanItem)


def placed(log: WorkLog, rows: Sequence[Row]) -> Sequence[Row]:
    """Each row of a list with its log and its place."""
    for position, row in enumerate(rows, start=1):
        row.log, row.position = log, position
    return rows


def save_parts(log: WorkLog, pages: LogPages) -> None:
    """The lists of a log."""
    LogLine.objects.bulk_create(placed(log, pages.lines))
    Difficulty.objects.bulk_create(placed(log, pages.difficulties))
    PlanItem.objects.bulk_create(placed(log, pages.plan))
    for outcome in pages.outcomes:
        outcome.log = log
    PlanOutcome.objects.bulk_create(pages.outcomes)
    for source in pages.sources:
        source.log = log
    LogSource.objects.bulk_create(pages.sources)


@action("work_log.add_note", needs=may_add, clauses=("13",))
def add_note(by: Staff, *, at: dt.datetime, log: WorkLog, text: str) -> LogNote:
    """Add to a log that is locked; readers see the addition with its time, below the log as it was."""
    record = keep("work_log_note", by=by, at=at, corrects=log.record)
    file(record, by, about=log.ref)
    tell_readers(log, by, at, "log.note")
    return LogNote.objects.create(record=record, log=log, text=text)


@action("work_log.read", needs=may_read, clauses=("13.2",))
def read_log(by: Staff, *, at: dt.datetime, log: WorkLog) -> LogReading:
    """The supervisor has the log open: a read mark with its time, which is what 13.2 asks for.

    Opening it again leaves a further mark only when something was said in between. The lock makes two tabs wait.
    """
    WorkLog.objects.select_for_update().get(pk=log.pk)
    last = last_reading(log, by)
    if last is not None and not said_after(log, last):
        return last
    record = keep("work_log_reading", by=by, at=at)
    file(record, by, about=log.ref)
    return LogReading.objects.create(record=record, log=log, reader=by)


@action("work_log.comment", needs=may_comment, clauses=("13.2",))
def comment_on_log(
    by: Staff,
    *,
    at: dt.datetime,
    log: WorkLog,
    text: str,
    part: str = LogComment.Part.WHOLE,
    position: int = 0,
) -> LogComment:
    """Say something to a log, beside the part it is about; the others in the talk are told."""
    record = keep("work_log_comment", by=by, at=at)
    file(record, by, about=log.ref)
    tell_readers(log, by, at, "log.comment")
    return LogComment.objects.create(record=record, log=log, part=part, position=position, text=text)


def tell_readers(log: WorkLog, by: Staff, at: dt.datetime, kind: str) -> None:
    """Tell the writer of the log and everybody who has read or commented on it, but not who speaks now."""
    others = {log.owner_id, *log.readings.values_list("reader", flat=True)}
    others |= set(log.comments.values_list("record__by", flat=True))
    facts = {"who": by.name, "owner": log.owner.name, "on": log.on.isoformat()}
    Message.objects.bulk_create(
        Message(to_id=one, at=at, kind=kind, about=log.ref, facts=facts) for one in sorted(others - {by.pk})
    )
