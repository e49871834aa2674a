"""The reading desk: which logs lie on it, in which order, and what is missing from it (13.2)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Window

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, midnight_after
from lvzhi.desk import sql
from lvzhi.desk.subjects import subjects
from lvzhi.duties.models import Duty
from lvzhi.people.models import LEADING, Staff
from lvzhi.people.queries import units_below

REACH = 300  # the newest logs that are looked at
SHOWN = 60  # of which so many lie on the desk
MISSING = 40
OVERDUE = 20
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


def tops(staff: Staff, day: dt.date) -> list[int]:
    """The units whose leader this person is."""
    return [post.unit_id for post in staff.posts_on(day) if post.role in LEADING]


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

    log: str
    reader: str
    who: str
    on: dt.date
    due: dt.datetime
    total: int


def overdue(staff: Staff, at: dt.datetime, shown: int = OVERDUE) -> list[Overdue]:
    """The readings that other leaders of one's units are late with, the longest overdue first."""
    late = (
        Duty.objects.late(at)
        .filter(rule="read_work_log", unit__in=units_below(staff, date_of(at)))
        .exclude(owner=staff)
        .annotate(total=Window(Count("pk")))
        .order_by("due", "pk")
        .values_list("about", "owner__name", "due", "total")
    )
    rows = list(late[:shown])
    logs = subjects(about for about, *_ in rows)
    return [
        Overdue(about, reader, logs[about].whom, logs[about].on, due, total)
        for about, reader, due, total in rows
        if about in logs
    ]
