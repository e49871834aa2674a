"""A customer that was closed is one again: in its tier, with who still looks after it, owed from the next period on."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from lvzhi.core.clock import moment as start_of
from lvzhi.core.models import TrailLine
from lvzhi.customers.actions import assign, close_customer, reopen_customer
from lvzhi.customers.models import Customer, Tier
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.people.models import Role
from tests.bank import Bank
from tests.customers.made import AT
from tests.customers.test_actions import spans
from tests.scenario import moment

LATER = moment("2026-03-02 10:00")
DAY = dt.timedelta(days=1)


def reopened(bank: Bank, customer: Customer, *, moved: str = "") -> Customer:
    """Closed, and a week later open again; meanwhile somebody has moved to the other team."""
    close_customer(bank.staff("李四"), at=LATER, customer=customer, why="销户")
    if moved:
        bank.staff(moved).posts.update(unit=bank.units["二组"])
    return reopen_customer(bank.staff("李四"), at=LATER + 7 * DAY, customer=customer, why="重新开户")


def test_a_reopened_customer_goes_on_as_it_was(bank: Bank, customer: Customer) -> None:
    reopened(bank, customer)
    customer.refresh_from_db()
    first, closed, again = AT.date(), LATER.date(), LATER.date() + 7 * DAY
    assert (customer.closed_on, customer.closed_why) == (None, "")
    assert spans(customer.tierings, "tier") == [(Tier.CORE, first, closed - DAY), (Tier.CORE, again, None)]
    assert customer.tierings.latest("pk").why == "重新开户"
    for part, who in (("a", "张三"), ("b", "王二")):
        kept = spans(customer.managements.filter(part=part), "staff")
        assert kept == [(bank.staff(who), first, closed - DAY), (bank.staff(who), again, None)]
    assert [(one.during.lower, one.during.upper, one.why) for one in customer.closures.all()] == [
        (closed, again, "销户")
    ]
    assert TrailLine.objects.get(action="customer.reopen").detail["why"] == "重新开户"
    assign(bank.staff("李四"), at=LATER + 8 * DAY, customer=customer, manager=bank.staff("王二"))


def test_a_reopened_customer_owes_from_the_next_period_on(bank: Bank, customer: Customer) -> None:
    reopened(bank, customer)
    for day in (LATER.date() + 7 * DAY, LATER.date() + 8 * DAY):
        engine.nightly(day, start_of(day))
    owed = Duty.objects.filter(rule="contact_core_customer")
    assert not owed.exists()
    engine.nightly(dt.date(2026, 4, 1), start_of(dt.date(2026, 4, 1)))
    assert [duty.owner for duty in owed] == [bank.staff("张三")]


def test_a_reopened_customer_whose_manager_is_gone_waits_for_another(bank: Bank, customer: Customer) -> None:
    made = reopened(bank, customer, moved="张三")
    assert (made.manager, made.backup, made.unit) == (None, bank.staff("王二"), bank.units["一组"])
    assert not made.managements.filter(part="a", during__contains=LATER.date() + 7 * DAY).exists()


def test_who_backed_it_up_and_is_no_manager_any_more_does_so_no_longer(bank: Bank, customer: Customer) -> None:
    bank.staff("王二").posts.update(role=Role.SUPERVISOR, unit=bank.units["二组"])
    bank.staff("孙立").posts.update(unit=bank.units["一组"])
    made = reopened(bank, customer)
    assert (made.manager, made.backup) == (bank.staff("张三"), None)


def test_closed_and_reopened_on_one_day_leaves_no_gap(bank: Bank, customer: Customer) -> None:
    close_customer(bank.staff("李四"), at=LATER, customer=customer, why="误归档")
    reopen_customer(bank.staff("李四"), at=LATER, customer=customer, why="误归档")
    today = LATER.date()
    assert spans(customer.tierings, "tier") == [(Tier.CORE, AT.date(), today - DAY), (Tier.CORE, today, None)]


def test_only_what_is_closed_is_reopened_and_never_without_a_reason(bank: Bank, customer: Customer) -> None:
    with pytest.raises(ValidationError, match="not closed"):
        reopen_customer(bank.staff("李四"), at=LATER, customer=customer, why="x")
    close_customer(bank.staff("李四"), at=LATER, customer=customer, why="销户")
    with pytest.raises(ValidationError, match="Say why"):
        reopen_customer(bank.staff("李四"), at=LATER, customer=customer, why=" ")
