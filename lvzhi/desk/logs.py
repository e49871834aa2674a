"""For which days somebody can still hand in a log."""

import datetime as dt
from dataclasses import dataclass

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, midnight_after, moment, since_midnight
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.worklog.models import WorkLog
from lvzhi.worklog.params import DEADLINE, LATE_DAYS
from lvzhi.worklog.queries import manager_units


@dataclass(frozen=True)
class OpenDay:
    """A day without a log: when it is or was due, and until when it is still taken."""

    on: dt.date
    due: dt.datetime
    until: dt.datetime
    owed: bool

    def is_late(self, at: dt.datetime) -> bool:
        return at >= self.due


@dataclass(frozen=True)
class Days:
    """What of the last days is open and what is handed in."""

    open: list[OpenDay]
    filed: dict[dt.date, int]
    first: dt.date

    def get(self, on: dt.date) -> OpenDay | None:
        return next((day for day in self.open if day.on == on), None)


def days(staff: Staff, at: dt.datetime, asked: dt.date | None = None) -> Days:
    """The days still owed, the oldest first; today and the day asked for are open to who wants to write one."""
    today = date_of(at)
    allowed = LATE_DAYS.on(today)
    first = today - allowed * DAY
    filed = dict(WorkLog.objects.filter(owner=staff, on__gte=first).values_list("on", "pk"))
    owed = Duty.objects.living().filter(rule="keep_work_log", owner=staff, opens__gte=moment(first), opens__lte=at)
    due = {date_of(opens): due for opens, due in owed.values_list("opens", "due")}
    wanted = {day for day in (today, asked) if day and first <= day <= today and manager_units(staff, day)}
    found = [
        OpenDay(
            on,
            due.get(on) or moment(on) + since_midnight(DEADLINE.on(on)),
            midnight_after(on + allowed * DAY),
            on in due,
        )
        for on in sorted(set(due) | wanted)
        if on not in filed
    ]
    return Days(found, filed, first)


def owes_report(staff: Staff, on: dt.date, at: dt.datetime) -> bool:
    """Whether the daily report of today is still to be made, while the log of today is written (13.1)."""
    owed = Duty.objects.living().filter(rule="report_daily", owner=staff, opens=moment(on))
    return on == date_of(at) and owed.exists()
