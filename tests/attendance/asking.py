"""Leave for tests: asked for, approved up the chain, ended; each through the action."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lvzhi.attendance.actions import Wish, ask_leave, end_leave
from lvzhi.attendance.models import Leave, LeaveEnd
from lvzhi.attendance.queries import state, with_state
from lvzhi.attendance.span import Span
from lvzhi.people.models import Staff
from lvzhi.records.actions_approvals import decide
from lvzhi.records.approvals import waiting_for
from lvzhi.records.models import Waiting
from tests.bank import Bank
from tests.scenario import moment

PEOPLE: dict[str, Any] = {
    "张三": "manager",
    "王二": "manager",
    "外人": {"role": "manager", "unit": "二组"},
    "李四": "supervisor",
    "孙立": {"role": "supervisor", "unit": "二组"},
    "王五": "department_head",
    "钱七": "vice_president",
    "孙八": "president",
    "吴十": "auditor",
    "管理": "administrator",
}
SUNDAY = moment("2026-03-01 10:00")


def days(first: str, last: str = "", **more: bool) -> Span:
    return Span.of_days(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), **more)


def hours(on: str, leaves: str, back: str) -> Span:
    return Span.of_hours(dt.date.fromisoformat(on), dt.time.fromisoformat(leaves), dt.time.fromisoformat(back))


def wish(span: Span, deputy: Staff | None = None, **more: Any) -> Wish:
    given: dict[str, Any] = {"kind": "private", "reason": "家中有事", "place": "本市"} | more
    return Wish(span=span, deputy=deputy, **given)


def asked(bank: Bank, who: str, span: Span, *, at: dt.datetime = SUNDAY, deputy: str = "王二", **more: Any) -> Leave:
    """Asked for; 王二 stands in unless the leave is of hours, or somebody else is named."""
    stands_in = bank.staff(deputy) if deputy and not span.short else None
    return ask_leave(bank.staff(who), at=at, wish=wish(span, stands_in, **more))


def approve(bank: Bank, leave: Leave, *, at: dt.datetime = SUNDAY) -> list[str]:
    """Approved by whomever it waits for, up the chain; who they were."""
    deciders = []
    while Waiting.objects.filter(approval=leave.pk).exists():
        who = next(name for name, one in bank.people.items() if waiting_for(one, at).filter(pk=leave.pk).exists())
        decide(bank.staff(who), at=at, approval=leave.record.approval, approved=True)
        deciders.append(who)
    return deciders


def granted(bank: Bank, who: str, span: Span, *, at: dt.datetime = SUNDAY, **more: Any) -> Leave:
    leave = asked(bank, who, span, at=at, **more)
    approve(bank, leave, at=at)
    return leave


def back(bank: Bank, leave: Leave, at: str, **more: Any) -> LeaveEnd:
    return end_leave(leave.owner, at=moment(at), leave=leave, **more)


def how(leave: Leave, at: str) -> str:
    """How the leave stands at a moment."""
    return state(with_state(Leave.objects.all()).get(pk=leave.pk), moment(at))


def fresh(staff: Staff) -> Staff:
    """The person as a new request finds him: nothing remembered about whom he stands in for."""
    return Staff.objects.get(pk=staff.pk)


HALF = Decimal("0.5")
