"""One log as it lies on the reading desk: its parts, what was said beside each, and what of it is new."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from lvzhi.people.models import Staff
from lvzhi.worklog.models import LogComment, LogNote, LogReading, WorkLog

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
    return Whole(log, dict(beside), notes, readings, fresh)


def needs_mark(found: Whole, reader: Staff) -> bool:
    """Whether opening the log leaves a mark: it is the first time, or something was said since the last."""
    marks = [mark.pk for mark in found.readings if mark.reader_id == reader.pk]
    said = [c.pk for places in found.beside.values() for c in places if c.record.by_id != reader.pk]
    return not marks or max([*(note.pk for note in found.notes), *said], default=0) > marks[-1]
