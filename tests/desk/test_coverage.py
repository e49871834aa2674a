"""Coverage is the duties of 16.1, counted and listed; it and they cannot say different things."""

import datetime as dt

import pytest

from lvzhi.core.clock import moment
from lvzhi.core.paging import BadPlaceError
from lvzhi.desk.coverage import Share, by_person, by_unit, core_below, open_customers, shares, tally, together
from lvzhi.desk.models import Tally
from lvzhi.duties.models import LIVING, Duty
from tests.desk.owing import APRIL, MARCH, a_customer, may_still, owed
from tests.web.desk import team

CONTACT, VISIT = "contact_core_customer", "visit_key_customer"
NOW = moment(dt.date(2026, 3, 4), dt.time(10))
FEBRUARY, JULY = moment(dt.date(2026, 2, 1)), moment(dt.date(2026, 7, 1))


@pytest.fixture
def bank(db):
    return team()


def test_what_is_owed_done_open_and_how_long_there_is(bank):
    me = bank.staff("张三")
    for number in range(4):
        owed(a_customer(me, f"示例{number}"), CONTACT, met_at=NOW if number == 0 else None)
    excused = owed(a_customer(me, "示例免"), CONTACT)
    Duty.objects.filter(pk=excused.pk).update(excused_at=NOW, excuse="停业", excused_by=bank.staff("李四"))
    owed(a_customer(me, "示例季", "key"), VISIT, due=JULY)
    contact, visit = shares(me, NOW)
    assert (contact.owed, contact.done, contact.open, contact.percent) == (4, 1, 3, 25)
    assert contact.due == APRIL
    assert contact.left == 20, "the working days of March from the 4th on"
    assert (visit.owed, visit.due) == (1, JULY)


def test_a_rest_day_does_not_count_as_a_day_left(bank):
    me = bank.staff("张三")
    owed(a_customer(me, "示例"), CONTACT)
    (share,) = shares(me, moment(dt.date(2026, 3, 29), dt.time(10)))  # a Sunday
    assert share.left == 2


def test_what_earlier_periods_left_behind(bank):
    me = bank.staff("张三")
    owed(a_customer(me, "示例漏"), CONTACT, opens=FEBRUARY, due=MARCH)
    may_still(a_customer(me, "示例迟"), CONTACT, opens=FEBRUARY, due=MARCH)
    (share,) = shares(me, NOW)
    assert (share.owed, share.late, share.missed) == (0, 1, 1)
    assert [row.name for row in open_customers(me, NOW).rows] == ["示例迟"], "what no longer can be done is not offered"


def test_the_list_is_the_living_duties_to_the_row(bank):
    me, other = bank.staff("张三"), bank.staff("王二")
    for number in range(7):
        customer = a_customer(me, f"示例{number}")
        owed(customer, CONTACT)
        if number % 2:
            owed(customer, VISIT, due=JULY)
        if number == 3:
            Duty.objects.filter(about=customer.ref, rule=CONTACT).update(met_at=NOW)
    owed(a_customer(other, "示例他人"), CONTACT)
    rows, place = [], ""
    while True:
        found = open_customers(me, NOW, place=place, most=2)
        assert found.total == 7
        rows += found.rows
        if found.after is None:
            break
        place = found.after
    listed = sorted((owed.about, owed.rule, owed.opens, owed.due) for row in rows for owed in row.owed)
    living = Duty.objects.filter(LIVING, clause="16.1", owner=me, opens__lte=NOW, closes__gt=NOW)
    assert listed == sorted(living.values_list("about", "rule", "opens", "due"))
    assert len({row.pk for row in rows}) == 7
    assert [row.due for row in rows] == sorted(row.due for row in rows)
    open_now = sum(share.open for share in shares(me, NOW))
    assert open_now == living.filter(due__gt=NOW).count()


def test_who_was_not_spoken_to_for_longest_comes_first(bank):
    me = bank.staff("张三")
    spoken = {"示例甲": 5, "示例乙": None, "示例丙": 50}
    for name, days in spoken.items():
        at = NOW - dt.timedelta(days=days) if days else None
        owed(a_customer(me, name, last_contact_at=at), CONTACT)
    assert [row.name for row in open_customers(me, NOW).rows] == ["示例乙", "示例丙", "示例甲"]


def test_the_list_of_one_demand(bank):
    me = bank.staff("张三")
    first, second = a_customer(me, "示例甲"), a_customer(me, "示例乙")
    owed(first, CONTACT)
    owed(second, VISIT)
    assert [row.name for row in open_customers(me, NOW, rule=VISIT).rows] == ["示例乙"]


@pytest.mark.parametrize(
    "place", ["x", "a_b_c", "2026-03-01_never_3", "2026-03-01T00:00:00+08:00_-infinity_x", "2026-03-01_-infinity_3"]
)
def test_a_place_that_is_none(bank, place):
    with pytest.raises(BadPlaceError):
        open_customers(bank.staff("张三"), NOW, place=place)


def furnished(bank):
    """Three customers here, two there, one in the other team; the first of each is still open."""
    for name, count in (("张三", 3), ("王二", 2), ("外人", 1)):
        for number in range(count):
            owed(a_customer(bank.staff(name), f"示例{name}{number}"), CONTACT, met_at=NOW if number else None)


def told(found):
    return [(one.name, one.owed, one.done) for one in found.rows]


def test_people_and_units_beside_each_other(bank):
    furnished(bank)
    assert told(by_person([bank.units["一组"].pk], NOW)) == [("王二", 2, 1), ("张三", 3, 2)], "by name"
    assert told(by_person([bank.units["二组"].pk], NOW)) == [("外人", 1, 0)]
    units = by_unit(None, NOW)
    assert told(units) == told(by_unit([bank.units["公司业务部"].pk], NOW)) == [("一组", 5, 3), ("二组", 1, 0)]
    (whole,) = together(units.rows)
    assert (whole.rule, whole.owed, whole.done) == (CONTACT, 6, 3)
    assert core_below([bank.units["一组"].pk], NOW) == Share(CONTACT, 5, 3)


def test_units_are_shown_as_the_clock_counted_them_and_anew_when_it_stands_still(bank):
    furnished(bank)
    before = NOW - dt.timedelta(minutes=5)
    assert tally(before) == 2
    Duty.objects.filter(met_at=None, unit=bank.units["二组"]).update(met_at=NOW)
    counted = by_unit(None, NOW)
    assert (told(counted), counted.at) == ([("一组", 5, 3), ("二组", 1, 0)], before)
    assert tally(NOW - dt.timedelta(minutes=1)) == 2
    assert told(by_unit(None, NOW))[1] == ("二组", 1, 1)
    Duty.objects.filter(unit=bank.units["二组"]).update(met_at=None)
    anew = by_unit(None, NOW + dt.timedelta(hours=1))
    assert told(anew)[1] == ("二组", 1, 0)
    assert anew.at == NOW + dt.timedelta(hours=1)


def test_a_count_of_a_period_that_is_over_goes(bank):
    furnished(bank)
    tally(NOW)
    assert tally(APRIL + dt.timedelta(days=1)) == 0
    assert not Tally.objects.exists()
