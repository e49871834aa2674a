"""Two people press at once: one is through, the other is told, and no customer has two managers or two tiers."""

import pytest

from lvzhi.core.writing import writing
from lvzhi.customers.actions import assign, close_customer, reopen_customer, set_tier
from lvzhi.customers.models import Customer, Management, Tier, Tiering
from tests.bank import Bank
from tests.core.at_once import at_once
from tests.customers.made import a_customer
from tests.scenario import moment

LATER = moment("2026-03-02 10:00")


@pytest.fixture
def bank(guarded: None) -> Bank:
    with writing():
        return Bank.of({"张三": "manager", "王二": "manager", "李四": "supervisor", "赵六": "department_head"})


def test_two_leaders_set_the_tier_at_once(bank: Bank) -> None:
    customer = a_customer(bank.staff("赵六"), bank.staff("张三"))
    came = at_once(
        lambda: set_tier(bank.staff("李四"), at=LATER, customer=customer, tier=Tier.KEY, why="复核"),
        lambda: set_tier(bank.staff("赵六"), at=LATER, customer=customer, tier=Tier.KEY, why="复核"),
    )
    assert sorted(type(one).__name__ for one in came) == ["Customer", "ValidationError"]
    assert Tiering.objects.filter(customer=customer, during__contains=LATER.date()).count() == 1


def test_two_leaders_assign_at_once_and_the_last_one_counts(bank: Bank) -> None:
    customer = a_customer(bank.staff("赵六"), bank.staff("张三"))
    at_once(
        lambda: assign(bank.staff("李四"), at=LATER, customer=customer, manager=bank.staff("王二")),
        lambda: assign(
            bank.staff("赵六"), at=LATER, customer=customer, manager=bank.staff("张三"), backup=bank.staff("王二")
        ),
    )
    now = Customer.objects.get(pk=customer.pk)
    held = {m.part: m.staff for m in Management.objects.filter(customer=customer, during__contains=LATER.date())}
    assert held == {part: staff for part, staff in (("a", now.manager), ("b", now.backup)) if staff}


def test_two_leaders_reopen_at_once_and_it_is_reopened_once(bank: Bank) -> None:
    customer = a_customer(bank.staff("赵六"), bank.staff("张三"))
    close_customer(bank.staff("李四"), at=LATER, customer=customer, why="销户")
    came = at_once(
        lambda: reopen_customer(bank.staff("李四"), at=LATER, customer=customer, why="重新开户"),
        lambda: reopen_customer(bank.staff("赵六"), at=LATER, customer=customer, why="重新开户"),
    )
    assert sorted(type(one).__name__ for one in came) == ["Customer", "ValidationError"]
    assert Tiering.objects.filter(customer=customer, during__contains=LATER.date()).count() == 1
    assert Management.objects.filter(customer=customer, during__contains=LATER.date()).count() == 1
