"""Who may ask for leave, begin and end it, confirm the return, and order a mandatory leave."""

import datetime as dt
from typing import Any

from lvzhi.attendance.models import SENIOR, Leave, LeaveEnd
from lvzhi.attendance.queries import AT_WORK
from lvzhi.core.clock import date_of
from lvzhi.people.models import LEADING, Staff
from lvzhi.people.queries import READS_ALL, answers_for


def keeps_or_reads(staff: Staff | None, day: dt.date) -> bool:
    """Everybody at work, and who inspects."""
    return staff is not None and staff.holds(day, *AT_WORK, *READS_ALL)


def asks(staff: Staff | None, day: dt.date) -> bool:
    """Whoever works in the business asks for leave."""
    return staff is not None and staff.holds(day, *AT_WORK)


def leads(staff: Staff | None, day: dt.date) -> bool:
    return staff is not None and staff.holds(day, *LEADING)


def orders(staff: Staff | None, day: dt.date) -> bool:
    """Department heads and those above order a mandatory leave."""
    return staff is not None and staff.holds(day, *SENIOR)


def may_ask(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    return asks(by, date_of(at))


def may_begin(by: Staff, *, at: dt.datetime, leave: Leave, **_: Any) -> bool:
    """Nobody leaves for somebody else; a mandatory leave begins by itself."""
    return leave.owner_id == by.pk and not leave.is_mandatory


def may_withdraw(by: Staff, *, at: dt.datetime, leave: Leave, **_: Any) -> bool:
    """Who asked takes back; a mandatory leave is taken back by who may order one."""
    return may_order(by, at=at, staff=leave.owner) if leave.is_mandatory else leave.owner_id == by.pk


def may_end(by: Staff, *, at: dt.datetime, leave: Leave, **_: Any) -> bool:
    """Everybody comes back himself; from a mandatory leave somebody is called back by who may order one."""
    return leave.owner_id == by.pk or (leave.is_mandatory and may_order(by, at=at, staff=leave.owner))


def may_confirm(by: Staff, *, at: dt.datetime, ended: LeaveEnd, **_: Any) -> bool:
    """A leader above; never who wrote the return down."""
    return ended.record.by_id != by.pk and answers_for(by, ended.leave.owner, date_of(at))


def may_order(by: Staff, *, at: dt.datetime, staff: Staff, **_: Any) -> bool:
    """A department head or somebody higher, for the people below."""
    day = date_of(at)
    return orders(by, day) and answers_for(by, staff, day)
