"""Requests for tests of approvals: an errand, of a kind that no domain has, asked for as a domain's action does."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.core.writing import writing
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy, Post, Role, Staff, Unit
from lvzhi.records.approvals import WHEN_DECIDED, ask_approval, waiting_for
from lvzhi.records.models import Approval, Decision, keep
from tests.bank import Bank
from tests.scenario import moment

AT = moment("2026-03-02 09:00")
LATER = moment("2026-03-02 10:00")
S, D, V, P = Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.VICE_PRESIDENT, Role.PRESIDENT
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


def errand(by: Staff, *roles: Role, at: dt.datetime = AT, instead_of: Staff | None = None) -> Approval:
    """Ask for an errand, at the first unit where the person works."""
    owner = instead_of or by
    with writing():
        record = keep("errand", by=by, at=at, instead_of=instead_of)
        unit: Unit = owner.posts_on(date_of(at))[0].unit
        return ask_approval(record, roles or (S,), unit=unit, facts={"title": "买印泥"})


def stands_in(deputy: Staff, staff: Staff, first: str = "2026-03-02", last: str = "2026-03-06") -> Deputy:
    """Somebody stands in, as the person said; whoever was asked before asks anew."""
    deputy.__dict__.pop("standing_in", None)
    days = lasting(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return Deputy.objects.create(staff=staff, deputy=deputy, during=days)


def who_may(bank: Bank, approval: Approval, at: dt.datetime = LATER) -> set[str]:
    """For whom the request waits."""
    return {name for name, one in bank.people.items() if waiting_for(one, at).filter(pk=approval.pk).exists()}


def vacate(bank: Bank, who: str) -> None:
    Post.objects.filter(staff=bank.staff(who)).delete()
    bank.staff(who).__dict__.pop("all_posts", None)


@contextmanager
def heard() -> Iterator[list[str]]:
    """What the domain of errands is told meanwhile."""
    said: list[str] = []

    def hear(approval: Approval, decision: Decision) -> None:
        said.append(f"{approval.asked_by.name} {decision.said}")

    WHEN_DECIDED["errand"] = hear
    try:
        yield said
    finally:
        del WHEN_DECIDED["errand"]
