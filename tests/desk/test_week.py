"""The facts of a week as the planner reads them: leave, appointments, outings, promises, next steps."""

import datetime as dt

import pytest

from lvzhi.contacts.models import Promise
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.desk.week import week, week_of
from tests.attendance.asking import PEOPLE, days, granted
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer, an_appointment, an_outing
from tests.desk.owing import APRIL, MARCH, owed

MONDAY = dt.date(2026, 3, 2)
MORNING = moment(MONDAY, dt.time(8))
CORE = "contact_core_customer"


@pytest.fixture
def bank(db):
    return Bank.of(PEOPLE)


def at(clock, day=MONDAY):
    return moment(day, dt.time.fromisoformat(clock))


def asked(bank, now=MORNING, a_day=5):
    return week(bank.staff("张三"), now, MONDAY, a_day)


def customers(bank, count, **more):
    made = [a_customer(bank, f"示例{n}", "张三", **({"district": "城东区"} | more)) for n in range(count)]
    for one in made:
        owed(one, CORE, MARCH, APRIL)
    return made


def test_the_week_is_from_monday_to_sunday():
    assert week_of(MONDAY + 6 * DAY) == (MONDAY, MONDAY + 6 * DAY)


def test_days_of_leave_stay_free(bank):
    customers(bank, 12)
    granted(bank, "张三", days("2026-03-02", "2026-03-04"))
    found = asked(bank)
    assert found.plan.visits
    assert {visit.on for visit in found.plan.visits} <= {MONDAY + 3 * DAY, MONDAY + 4 * DAY}


def test_a_make_up_saturday_is_a_working_day(bank):
    customers(bank, 3)
    saturday = dt.date(2026, 5, 9)
    found = week(bank.staff("张三"), moment(saturday, dt.time(7)), saturday - 5 * DAY, 5)
    assert found.days == (saturday,)


def test_nobody_is_proposed_who_is_seen_before_it_is_due(bank):
    first, second = customers(bank, 2)
    me = bank.staff("张三")
    an_appointment(me, first, MORNING - DAY, at("10:00", MONDAY + 10 * DAY))
    an_appointment(me, second, MORNING - DAY, at("10:00", MONDAY + 40 * DAY))
    assert [visit.wish.customer for visit in asked(bank).plan.visits] == [second.pk]


def test_an_outing_keeps_its_time_free(bank):
    customers(bank, 6)
    an_outing(bank.staff("张三"), at("08:00"), back_by=at("18:00"))
    assert all(visit.on > MONDAY for visit in asked(bank, at("08:30")).plan.visits)


def test_what_was_promised_and_agreed_is_a_reason(bank):
    me = bank.staff("张三")
    promised_to, agreed_with, spoken_since = (a_customer(bank, f"示例{n}", "张三") for n in "甲乙丙")
    a_contact(me, promised_to, MORNING - 5 * DAY, promises=[Promise(position=1, text="送方案", due_on=MONDAY + DAY)])
    for customer in (agreed_with, spoken_since):
        a_contact(me, customer, MORNING - 5 * DAY, next_step="再谈", next_on=MONDAY + 2 * DAY)
    a_contact(me, spoken_since, MORNING - 3 * DAY)
    found = {visit.wish.customer: visit.wish for visit in asked(bank).plan.visits}
    assert set(found) == {promised_to.pk, agreed_with.pk}
    assert [(r.kind, r.by, r.what) for r in found[promised_to.pk].reasons] == [("promise", MONDAY + DAY, "送方案")]
    assert [(r.kind, r.by) for r in found[agreed_with.pk].reasons] == [("next_step", MONDAY + 2 * DAY)]


def test_one_customer_with_several_reasons_is_one_visit(bank):
    (customer,) = customers(bank, 1)
    a_contact(bank.staff("张三"), customer, MORNING - 5 * DAY, next_step="再谈", next_on=MONDAY + DAY)
    (visit,) = asked(bank).plan.visits
    assert [reason.kind for reason in visit.wish.reasons] == ["next_step", "duty"]


def test_nobody_without_a_valid_agreement_is_shown_customers(bank):
    customers(bank, 3)
    me = bank.staff("张三")
    me.cleared_until = MONDAY - DAY
    assert week(me, MORNING, MONDAY, 5).plan.visits == ()
