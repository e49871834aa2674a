"""The supervisor's workbench: who is out, what went wrong yesterday, what waits for a word, how the team stands."""

import datetime as dt

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from tests.contacts.house import a_contact, a_customer, an_outing
from tests.desk.owing import APRIL, MARCH, owed
from tests.records.asking import errand
from tests.web.desk import MONDAY, TUESDAY, Desk, night, section, team

CORE = "contact_core_customer"


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def at(clock, day=MONDAY):
    return moment(day, dt.time.fromisoformat(clock))


def test_who_is_out_now(bank):
    an_outing(bank.staff("张三"), at("10:00"), a_customer(bank, "示例甲", "张三"))
    an_outing(bank.staff("外人"), at("10:00"))
    out = section(Desk(bank, "李四", MONDAY, "10:30").read("/"), "out")
    assert "张三 · 示例甲" in out
    assert "back by 12:00" in out
    assert "外人" not in out
    assert "row-late" in section(Desk(bank, "李四", MONDAY, "12:30").read("/"), "out")


def test_exceptions_are_of_the_last_working_day(bank):
    night(TUESDAY)
    found = section(Desk(bank, "李四", TUESDAY, "09:00").read("/"), "exceptions")
    assert "张三" in found
    assert "Work log" in found
    friday, monday = MONDAY + 4 * DAY, MONDAY + 7 * DAY
    night(friday)
    page = Desk(bank, "李四", monday, "09:00").read("/")
    assert "Work log" in section(page, "exceptions"), "Friday is yesterday on a Monday"
    assert "Work log 3 late" in section(page, "team"), "what is older is owed as well"
    later = Desk(bank, "李四", MONDAY + 8 * DAY, "09:00").read("/")
    assert 'id="exceptions"' not in later


def test_the_coverage_of_the_team_in_one_line(bank):
    me = bank.staff("张三")
    first = a_customer(bank, "示例甲", "张三")
    for customer in (first, a_customer(bank, "示例乙", "张三"), a_customer(bank, "示例丙", "王二")):
        owed(customer, CORE, MARCH, APRIL)
    owed(a_customer(bank, "示例外", "外人"), CORE, MARCH, APRIL)
    a_contact(me, first, at("10:00"))
    line = section(Desk(bank, "李四", MONDAY, "11:00").read("/"), "team")
    assert "1 of 3 contacted" in line
    assert "/coverage/below/" in line


def test_what_waits_for_a_decision(bank):
    approval = errand(bank.staff("张三"), at=at("10:00"))
    waits = section(Desk(bank, "李四", MONDAY, "11:00").read("/"), "approvals")
    assert "张三" in waits
    assert "买印泥" in waits
    assert f"/approvals/{approval.pk}/" in waits
