"""One log as it lies on the reading desk: its parts, what was said beside each, and what of it is new."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from lvzhi.people.models import Staff
from lvzhi.web.register.detail import attached
from lvzhi.worklog.actions import read_log
from lvzhi.worklog.models import LogComment, LogNote, LogReading, WorkLog
from lvzhi.worklog.perms import may_read

PARTS = (
    "lines",
    "difficulties",
    "plan",
    "outcomes__item",
    "notes__record",
    "comments__record__by",
    "readings__record",
    "readings__reader",
    "record__attachments",
    "record__tasks__owner",
    "record__tasks__done",
)
Place = tuple[str, int]


@dataclass(frozen=True)
class Whole:
    """A log with everything that belongs to it. `beside` holds the comments by the part they are about."""

    log: WorkLog
    beside: dict[Place, list[LogComment]]
    notes: list[LogNote]
    readings: list[LogReading]
    attached: list[dict[str, Any]]
    fresh: frozenset[int]

    def said(self, part: str, position: int = 0) -> list[LogComment]:
        """What was said beside one part."""
        return self.beside.get((part, position), [])


def whole(log: WorkLog, reader: Staff, since: dt.datetime) -> Whole:
    """The log with all its parts. New is what others have said after the reader's last mark before `since`."""
    prefetch_related_objects([log], *PARTS)
    beside: dict[Place, list[LogComment]] = defaultdict(list)
    for comment in sorted(log.comments.all(), key=lambda one: one.pk):
        beside[comment.part, comment.position].append(comment)
    notes = sorted(log.notes.all(), key=lambda one: one.pk)
    readings = sorted(log.readings.all(), key=lambda one: one.pk)
    marks = [m.pk for m in readings if m.reader_id == reader.pk and m.record.recorded_at < since]
    said = [*notes, *(c for c in log.comments.all() if c.record.by_id != reader.pk)]
    fresh = frozenset(one.pk for one in said if marks and one.pk > marks[-1])
    files = [attached(one) for one in sorted(log.record.attachments.all(), key=lambda one: one.pk)]
    return Whole(log, dict(beside), notes, readings, files, fresh)


def leave_mark(reader: Staff, at: dt.datetime, log: WorkLog) -> LogReading | None:
    """Opening a log is reading it, for who answers for its unit: the first time, and when something was said since."""
    marks = [mark.pk for mark in log.readings.all() if mark.reader_id == reader.pk]
    said = [one.pk for one in log.comments.all() if one.record.by_id != reader.pk]
    newest = max([*said, *(note.pk for note in log.notes.all())], default=0)
    if (marks and newest <= max(marks)) or not may_read(reader, at=at, log=log):
        return None
    return read_log(reader, at=at, log=log)
