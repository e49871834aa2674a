"""What people do about leave, as scenarios say it."""

import datetime as dt
from typing import Any

from lvzhi.attendance.actions import Wish, ask_leave, end_leave, start_leave, withdraw_leave
from lvzhi.attendance.models import Leave
from lvzhi.attendance.span import Span
from lvzhi.people.models import Staff
from lvzhi.records.actions_approvals import decide
from tests.bank import Bank


def leave_of(bank: Bank, of: str) -> Leave:
    return Leave.objects.filter(owner=bank.staff(of)).latest("starts")


def ask(bank: Bank, by: Staff, at: dt.datetime, first: dt.date, last: dt.date, **more: Any) -> None:
    deputy = bank.staff(more["deputy"]) if "deputy" in more else None
    span = Span.of_days(first, last, from_noon=more.get("from_noon", False), till_noon=more.get("till_noon", False))
    given = {"late_reason": more.get("late_reason", "")}
    ask_leave(by, at=at, wish=Wish("private", span, "家中有事", "本市", deputy=deputy, **given))


def ask_hours(bank: Bank, by: Staff, at: dt.datetime, day: dt.date, leaves: str, back: str) -> None:
    span = Span.of_hours(day, dt.time.fromisoformat(leaves), dt.time.fromisoformat(back))
    ask_leave(by, at=at, wish=Wish("private", span, "办理证件", "本市"))


def approve(bank: Bank, by: Staff, at: dt.datetime, of: str) -> None:
    decide(by, at=at, approval=leave_of(bank, of).record.approval, approved=True)


def decline(bank: Bank, by: Staff, at: dt.datetime, of: str) -> None:
    decide(by, at=at, approval=leave_of(bank, of).record.approval, approved=False, remark="月末人手紧")


def start(bank: Bank, by: Staff, at: dt.datetime) -> None:
    start_leave(by, at=at, leave=leave_of(bank, by.name))


def end(bank: Bank, by: Staff, at: dt.datetime) -> None:
    end_leave(by, at=at, leave=leave_of(bank, by.name))


def withdraw(bank: Bank, by: Staff, at: dt.datetime) -> None:
    withdraw_leave(by, at=at, leave=leave_of(bank, by.name), reason="不去了")


VERBS = {
    "ask_leave": ask,
    "ask_hours": ask_hours,
    "approve_leave": approve,
    "decline_leave": decline,
    "start_leave": start,
    "end_leave": end,
    "withdraw_leave": withdraw,
}
