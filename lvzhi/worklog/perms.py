"""Who may open the register, hand in, add to, read and comment on a log, and who brings targets."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lvzhi.contacts.models import Appointment
from lvzhi.core.clock import date_of
from lvzhi.people.models import LEADING, Role, Staff
from lvzhi.people.queries import READS_ALL, is_cleared, units_below, units_led
from lvzhi.worklog.models import DailyReport, WorkLog
from lvzhi.worklog.queries import manager_units

SETTING_GOALS = (Role.DEPARTMENT_HEAD, Role.VICE_PRESIDENT, Role.PRESIDENT)  # each for the people of the own units


def keeps_logs(staff: Staff | None, day: dt.date) -> bool:
    """Relationship managers write logs."""
    return staff is not None and staff.holds(day, Role.MANAGER)


def keeps_or_reads(staff: Staff | None, day: dt.date) -> bool:
    """Who writes logs, who answers for those who do, and who looks at everything."""
    return staff is not None and staff.holds(day, Role.MANAGER, *LEADING, *READS_ALL)


def may_file(by: Staff, *, at: dt.datetime, on: dt.date, **_: Any) -> bool:
    """A relationship manager, for a day on which the post was held, never ahead of time."""
    return on <= date_of(at) and bool(manager_units(by, on))


def may_add(by: Staff, *, at: dt.datetime, log: WorkLog, **_: Any) -> bool:
    return log.owner_id == by.pk


def may_read(by: Staff, *, at: dt.datetime, log: WorkLog, **_: Any) -> bool:
    """Who answers for the unit leaves a read mark; not the writer, and not who only looks."""
    return log.owner_id != by.pk and units_below(by, date_of(at)).filter(unit=log.unit_id).exists()


def may_comment(by: Staff, *, at: dt.datetime, log: WorkLog, **_: Any) -> bool:
    return log.owner_id == by.pk or may_read(by, at=at, log=log)


def may_report(by: Staff, *, at: dt.datetime, told_at: dt.datetime, **_: Any) -> bool:
    """A relationship manager, for a day on which the post was held."""
    return bool(manager_units(by, date_of(told_at)))


def may_note(by: Staff, *, at: dt.datetime, reports: Sequence[DailyReport], **_: Any) -> bool:
    """Who answers for the unit of each report signs it; nobody signs his own."""
    units = set(units_below(by, date_of(at)).filter(unit__in={one.unit_id for one in reports}))
    return bool(reports) and all(one.owner_id != by.pk and one.unit_id in units for one in reports)


def may_join(by: Staff, *, at: dt.datetime, appointment: Appointment, **_: Any) -> bool:
    """Who answers for the unit and sees customers comes along; not who has the appointment."""
    day = date_of(at)
    below = units_below(by, day).filter(unit=appointment.unit_id)
    return appointment.owner_id != by.pk and is_cleared(by, day) and below.exists()


def brings_targets(staff: Staff | None, day: dt.date) -> bool:
    """Who brings targets from Excel: the department head and those above, and the supervising department."""
    return staff is not None and staff.holds(day, Role.SUPERVISING, *SETTING_GOALS)


def units_of_targets(by: Staff, day: dt.date) -> set[int] | None:
    """The units for whose people somebody brings targets; nothing where that is the whole bank."""
    if by.holds(day, Role.SUPERVISING):
        return None
    return set(units_led(by, day, *SETTING_GOALS))


def may_bring_targets(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    return brings_targets(by, date_of(at))
