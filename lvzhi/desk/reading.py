"""The reading desk: which logs lie on it, in which order, and what is missing from it (13.2)."""

import datetime as dt
from dataclasses import dataclass

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, midnight_after
from lvzhi.desk import sql
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.people.queries import tops, units_below

REACH = 300  # the newest logs that are looked at
SHOWN = 60  # of which so many lie on the desk
MISSING = 40
OVERDUE = 20
UNREAD_FOR = 30 * DAY  # older ones stand among what is late
LOOK_BACK = 3 * DAY  # how long a missing log is shown beside the desk


@dataclass(frozen=True)
class Letter:
    """One log on the desk. `state` is new, added (something was said since) or read; `first` puts it on top."""

    log: int
    owner: int
    who: str
    on: dt.date
    gist: str
    trouble: bool
    urgent: bool
    late: bool
    state: str
    first: bool
    unread: int

    @property
    def is_new(self) -> bool:
        return self.state != "read"


@dataclass(frozen=True)
class Asked:
    """Which part of the desk: since when it is open, and whose logs alone."""

    since: dt.datetime
    unit: int | None = None
    person: int | None = None


def queue(staff: Staff, at: dt.datetime, asked: Asked, shown: int = SHOWN) -> list[Letter]:
    """The logs on the desk: unread before read, urgent difficulties before all, the oldest unread first."""
    given = {
        "reader": staff.pk,
        "tops": tops(staff, date_of(at)),
        "since": asked.since,
        "unit": asked.unit,
        "person": asked.person,
        "reach": REACH,
        "shown": shown,
    }
    return [Letter(*row) for row in sql.rows(sql.QUEUE, given)]


@dataclass(frozen=True)
class Waiting:
    """A log that a leader has not opened yet, with its first difficulty; `total` tells how many such logs there are."""

    log: int
    who: str
    on: dt.date
    trouble: str | None
    urgent: bool
    total: int


def waiting(staff: Staff, at: dt.datetime, shown: int) -> list[Waiting]:
    """The first of the logs not opened yet, urgent difficulties before all."""
    day = date_of(at)
    given = {"reader": staff.pk, "tops": tops(staff, day), "since": day - UNREAD_FOR, "shown": shown}
    return [Waiting(*row) for row in sql.rows(sql.UNREAD, given)]


@dataclass(frozen=True)
class Missing:
    """Somebody who has not handed in a log."""

    owner: int
    who: str
    opens: dt.datetime
    due: dt.datetime


def missing(staff: Staff, at: dt.datetime) -> list[Missing]:
    """Who of one's units owes a log of today or of the days just past; who is excused owes none."""
    owed = Duty.objects.living().filter(
        rule="keep_work_log",
        unit__in=units_below(staff, date_of(at)),
        opens__lte=at,
        due__gt=at - LOOK_BACK,
        due__lte=midnight_after(date_of(at)),
    )
    order = ("-opens", "owner__pinyin", "owner")
    rows = owed.exclude(owner=staff).order_by(*order).values_list("owner", "owner__name", "opens", "due")
    return [Missing(*row) for row in rows[:MISSING]]


@dataclass(frozen=True)
class Overdue:
    """A log that its reader has not read in time."""

    log: int
    reader: str
    who: str
    on: dt.date
    due: dt.datetime
    total: int


def overdue(staff: Staff, at: dt.datetime, shown: int = OVERDUE) -> list[Overdue]:
    """The readings that other leaders of one's units are late with, the longest overdue first."""
    given = {"me": staff.pk, "tops": tops(staff, date_of(at)), "rule": "read_work_log", "at": at, "shown": shown}
    return [Overdue(*row) for row in sql.rows(sql.OVERDUE, given)]
