"""A month of nights and contacts: what coverage shows is what the engine made people owe, to the row."""

import datetime as dt

import pytest

from lvzhi.contacts.actions import review_contact
from lvzhi.core.clock import moment
from lvzhi.desk.coverage import core_below, open_customers, shares
from lvzhi.duties import engine
from lvzhi.duties.models import LIVING, Duty
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer

FIRST, LAST = dt.date(2026, 4, 1), dt.date(2026, 4, 30)
RULES = ("contact_core_customer", "contact_general_customer", "contact_key_customer", "visit_key_customer")


@pytest.fixture
def bank(db):
    bank = Bank.of({"张三": "manager", "李四": "supervisor"})
    for number, tier in enumerate(("core", "core", "core", "key", "general", "prospect")):
        a_customer(bank, f"示例{number}", "张三", tier)
    engine.nightly(FIRST, moment(FIRST, dt.time(0, 5)))
    return bank


def at(day, clock="10:00"):
    return moment(dt.date(2026, 4, day), dt.time.fromisoformat(clock))


def agree(me, now):
    """The list, the numbers and the living duties say the same."""
    living = Duty.objects.filter(LIVING, owner=me, rule__in=RULES, opens__lte=now, closes__gt=now)
    listed = [(one.about, one.rule, one.due) for row in open_customers(me, now).rows for one in row.owed]
    assert sorted(listed) == sorted(living.values_list("about", "rule", "due"))
    by_rule = {share.rule: share for share in shares(me, now)}
    for rule in RULES:
        shown = by_rule[rule].open if rule in by_rule else 0
        assert shown == living.filter(rule=rule).count(), rule
    return by_rule


def test_every_contact_of_the_month_changes_both_alike(bank):
    me, boss = bank.staff("张三"), bank.staff("李四")
    found = agree(me, at(1))
    assert {rule: share.owed for rule, share in found.items()} == {
        "contact_core_customer": 3,
        "contact_key_customer": 1,
        "visit_key_customer": 4,
    }, "the half-year of the general ones began in January"
    first = me.customers.get(name="示例0")
    called = a_contact(me, first, at(2), mode="call")
    assert agree(me, at(2, "11:00"))["contact_core_customer"].done == 1
    assert found["visit_key_customer"].owed == agree(me, at(2, "11:00"))["visit_key_customer"].open
    visited = a_contact(me, me.customers.get(name="示例3"), at(3), mode="visit")
    now = agree(me, at(3, "11:00"))
    assert (now["contact_key_customer"].done, now["visit_key_customer"].done) == (1, 1)
    review_contact(boss, at=at(4), contact=called, effective=False, opinion="只是问候")
    assert agree(me, at(4, "11:00"))["contact_core_customer"].done == 0
    assert core_below([bank.units["一组"].pk], at(4, "11:00")).owed == 3
    assert visited.effective


def test_when_the_month_is_over_what_was_missed_is_said_and_no_longer_offered(bank):
    me = bank.staff("张三")
    a_contact(me, me.customers.get(name="示例0"), at(2), mode="call")
    may = dt.date(2026, 5, 1)
    engine.nightly(may, moment(may, dt.time(0, 5)))
    now = moment(dt.date(2026, 5, 6), dt.time(10))
    core = agree(me, now)["contact_core_customer"]
    assert (core.owed, core.done, core.missed) == (3, 0, 2)
