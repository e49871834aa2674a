"""What stands beside the log of a person on the reading desk (13.2): workload, focus, relations, targets, appointments.

It is put together for a leader who reads; a fixed number of statements, whoever it is about.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch

from lvzhi.contacts.models import Appointment, standing
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of, moment
from lvzhi.customers.models import PREMIUM
from lvzhi.desk import coverage, sql
from lvzhi.desk.targets import in_order
from lvzhi.people.models import Staff
from lvzhi.people.queries import is_cleared
from lvzhi.worklog.models import Joining, LogLine, Target

WEEK, FORTNIGHT = 7 * DAY, 14 * DAY
RELATIONS = 8
AHEAD = 7 * DAY
APPOINTMENTS = 8


@dataclass
class DayLoad:
    """How much somebody wrote and did in a day: lines and hours of the log, outings, contacts."""

    on: dt.date
    lines: int = 0
    minutes: int = 0
    outings: int = 0
    contacts: int = 0

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)


@dataclass(frozen=True)
class Work:
    """The workload of the last seven days, and what the last two weeks were for, the largest part first."""

    days: list[DayLoad]
    focus: list[tuple[str, int]]

    @property
    def most(self) -> int:
        return max((day.minutes for day in self.days), default=0)

    @property
    def total(self) -> DayLoad:
        """The seven days together."""
        days = self.days
        return DayLoad(
            days[-1].on if days else dt.date.min,
            *(sum(getattr(day, name) for day in days) for name in ("lines", "minutes", "outings", "contacts")),
        )


@dataclass(frozen=True)
class Portrait:
    """All that stands beside the log."""

    owner: Staff
    work: Work
    shares: list[coverage.Share] = field(default_factory=list)
    relations: list[coverage.OpenCustomer] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)


def portrait(owner: Staff, on: dt.date, reader: Staff, at: dt.datetime) -> Portrait:
    """The writer of a log of this day. Customers are shown to who has a valid confidentiality agreement alone (17)."""
    targets = in_order(Target.objects.filter(owner=owner, month=on.replace(day=1)))
    work = work_until(owner, on)
    if not is_cleared(reader, date_of(at)):
        return Portrait(owner, work, targets=targets)
    owed = coverage.open_customers(owner, at).rows
    premium = [one for one in owed if one.tier in PREMIUM][:RELATIONS]
    shares = coverage.shares(owner, at)
    return Portrait(owner, work, shares, premium, targets, appointments(owner, reader, at))


def work_until(owner: Staff, on: dt.date) -> Work:
    """Two weeks up to and with a day, in one statement."""
    first = on - FORTNIGHT + DAY
    given = {
        "owner": owner.pk, "first": first, "last": on, "zone": ZONE.key,
        "since": moment(first), "until": moment(on + DAY),
    }  # fmt: skip
    days = {day: DayLoad(day) for day in (on - WEEK + DAY * n for n in range(1, 8))}
    focus: dict[str, int] = defaultdict(int)
    for day, what, number, minutes in sql.rows(sql.WORK, given):
        load = days.get(day, DayLoad(day))
        if what in ("outings", "contacts"):
            setattr(load, what, number)
            continue
        focus[what] += minutes
        load.lines, load.minutes = load.lines + number, load.minutes + minutes
    names = dict(LogLine.Work.choices)
    ordered = sorted(focus.items(), key=lambda one: -one[1])
    return Work(list(days.values()), [(str(names[what]), minutes) for what, minutes in ordered])


def appointments(owner: Staff, reader: Staff, at: dt.datetime) -> list[Appointment]:
    """The appointments of the coming days, each with who comes along."""
    seen = Appointment.objects.visible_to(reader, date_of(at)).filter(owner=owner, starts__gt=at, starts__lt=at + AHEAD)
    joined = standing(seen).select_related("customer", "record")
    along = Prefetch("joinings", Joining.objects.select_related("who"))
    return list(joined.prefetch_related(along).order_by("starts", "pk")[:APPOINTMENTS])
