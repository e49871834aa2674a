"""What a draft is made of: lines of the day, things proposed for the next one, answers to the last plan."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from lvzhi.core.clock import ZONE, date_of, midnight_after, moment

SHORTEST = dt.timedelta(minutes=5)
LAST_MINUTE = dt.time(23, 59)


@dataclass(frozen=True)
class Line:
    """One thing done in the day, as a record tells it.

    `key` is the record by which the line is known while it grows: the outing, before and after its result is written.
    `record` is the one it is drawn from, `ref` its name. `deed` is the thing in a few words, for the paragraph on the
    day. `about` names what it concerns, so that plans are answered by it; `failed` says why it did not come about.
    """

    key: int
    record: int
    ref: str
    starts: dt.time
    ends: dt.time
    work: str
    content: str
    deed: str
    whom: str = ""
    customer: int | None = None
    result: str = ""
    about: frozenset[str] = field(default_factory=frozenset)
    failed: bool = False

    @property
    def row(self) -> str:
        """Its name among the rows of a form."""
        return f"r{self.key}"


@dataclass(frozen=True)
class Proposal:
    """One thing for the plan of the next working day, and what it comes from."""

    ref: str
    text: str
    customer: int | None = None

    @property
    def row(self) -> str:
        """Its name among the rows of a form."""
        return self.ref.replace("/", "-").replace("_", "-")


@dataclass(frozen=True)
class Answer:
    """What a record of today suggests became of something planned; the person confirms it."""

    ref: str
    result: str
    remark: str = ""


def within(field: str, on: dt.date, until: dt.date | None = None) -> Q:
    """The moment lies on this day, or in the days up to another one."""
    return Q(**{f"{field}__gte": moment(on), f"{field}__lt": midnight_after(until or on)})


def from_to(on: dt.date, starts: dt.datetime, ends: dt.datetime) -> tuple[dt.time, dt.time]:
    """The times of a line, to the minute, within its day; a line takes some minutes at least."""
    ends = max(ends, starts + SHORTEST)
    last = clock(ends) if date_of(ends) == on else LAST_MINUTE
    first = min(clock(starts), dt.time(23, 54)) if date_of(starts) == on else dt.time.min
    return first, last


def clock(at: dt.datetime) -> dt.time:
    return at.astimezone(ZONE).time().replace(second=0, microsecond=0)


def short(text: str, longest: int) -> str:
    """The words on one line, cut where a field ends."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
