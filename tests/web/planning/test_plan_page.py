"""The page of the plan: proposals with their reasons, dropped or taken over."""

import datetime as dt
import re
import uuid

import pytest

from lvzhi.contacts.models import Appointment
from lvzhi.core.clock import ZONE, moment
from lvzhi.desk.models import Dropped
from tests.desk.owing import a_customer, owed
from tests.web.desk import Desk, team

CONTACT = "contact_core_customer"
DAY = dt.date(2026, 3, 4)  # Wednesday
NOW = moment(DAY, dt.time(8))


@pytest.fixture
def bank(db):
    bank = team()
    me = bank.staff("张三")
    owed(a_customer(me, "示例甲", district="城东区"), CONTACT)
    owed(a_customer(me, "示例乙", district="城东区"), CONTACT)
    owed(a_customer(me, "示例丙", district="高新区"), CONTACT)
    return bank


def test_the_week_is_proposed_with_its_reasons(bank):
    page = Desk(bank, "张三", DAY, "08:00").read("/plan/")
    assert "2026-03-04 Wed" in page
    assert "2026-03-03" not in page, "nothing in the past"
    assert "2026-03-07" not in page, "no rest day"
    assert page.count('name="visit"') == 3
    assert "on the way with 示例甲" in page
    assert "by 2026-03-31" in page


def test_the_next_week_and_how_many_a_day(bank):
    desk = Desk(bank, "张三", DAY, "08:00")
    page = desk.read("/plan/?week=next&a_day=1")
    assert "2026-03-09 Mon" in page
    for day in page.split('class="section"')[1:]:
        assert day.count('name="visit"') <= 1


def test_a_dropped_proposal_does_not_come_back_this_week(bank):
    desk = Desk(bank, "张三", DAY, "08:00")
    customer = bank.staff("张三").customers.get(name="示例甲")
    assert desk.post("/plan/", {"drop": customer.pk}).status_code == 302
    assert Dropped.objects.get().until == dt.date(2026, 3, 8)
    assert "示例甲" not in desk.read("/plan/?a_day=5").split("<form")[-1]
    assert "示例甲" in desk.read("/coverage/"), "what is owed stays owed"
    later = Desk(bank, "张三", dt.date(2026, 3, 9), "08:00").read("/plan/")
    assert "示例甲" in later


def test_nobody_drops_a_customer_of_somebody_else(bank):
    other = a_customer(bank.staff("外人"), "示例外")
    assert Desk(bank, "张三", DAY, "08:00").post("/plan/", {"drop": other.pk}).status_code == 404
    assert Desk(bank, "张三", DAY, "08:00").post("/plan/", {"drop": "x"}).status_code == 404
    assert not Dropped.objects.exists()


def test_an_empty_week_says_so(bank):
    page = Desk(bank, "张三", dt.date(2026, 3, 8), "10:00").read("/plan/")  # a Sunday
    assert "No working day is left in this week." in page


def test_a_fixed_number_of_queries(bank, django_assert_max_num_queries):
    def queries():
        desk = Desk(bank, "张三", DAY, "08:00")
        desk.read("/plan/")
        with django_assert_max_num_queries(16) as counted:
            desk.read("/plan/")
        return len(counted)

    few = queries()
    for number in range(5):
        owed(a_customer(bank.staff("张三"), f"示例更多{number}"), CONTACT)
    assert queries() == few


def proposals(page):
    return re.findall(r'name="visit" value="([^"]+)"', page)


def test_one_proposal_is_taken_over(bank):
    desk = Desk(bank, "张三", DAY, "08:00")
    first, *_rest = proposals(desk.read("/plan/"))
    assert desk.post("/plan/", {"take": first}).status_code == 302
    made = Appointment.objects.get()
    assert made.owner == bank.staff("张三")
    assert f"{made.customer_id}@{made.starts.astimezone(ZONE):%Y-%m-%dT%H:%M}" == first
    assert "2026-03-31" in made.purpose
    page = desk.read("/plan/")
    assert "1 appointment is made." in page
    assert "settled" in page
    assert first not in proposals(page)
    assert str(made.customer_id) not in {key.split("@")[0] for key in proposals(page)}


def test_all_that_is_marked_is_taken_over_and_a_retry_does_no_harm(bank):
    desk = Desk(bank, "张三", DAY, "08:00")
    keys = proposals(desk.read("/plan/"))
    once = uuid.uuid4()
    for _again in range(2):
        assert desk.post("/plan/", {"visit": keys, "once": once}).status_code == 302
    assert Appointment.objects.count() == len(keys) == 3
    assert proposals(desk.read("/plan/")) == []


def test_nobody_is_promised_to_two_at_once(bank):
    desk = Desk(bank, "张三", DAY, "08:00")
    keys = proposals(desk.read("/plan/"))
    moment_ = keys[0].split("@")[1]
    same = [f"{key.split('@')[0]}@{moment_}" for key in keys]
    desk.post("/plan/", {"visit": same})
    assert Appointment.objects.count() == 1
    assert "is at that time" in desk.read("/plan/")


@pytest.mark.parametrize("when", ["2026-03-04T03:00", "2026-03-07T09:30", "2026-03-03T09:30", "nonsense", ""])
def test_a_time_that_the_planner_does_not_give_is_refused(bank, when):
    desk = Desk(bank, "张三", DAY, "08:00")
    customer = bank.staff("张三").customers.first()
    desk.post("/plan/", {"take": f"{customer.pk}@{when}"})
    assert not Appointment.objects.exists()
    assert "this time is not free any more" in desk.read("/plan/")


def test_nothing_marked_says_so(bank):
    desk = Desk(bank, "张三", DAY, "08:00")
    assert desk.post("/plan/", {}).status_code == 302
    assert "Mark what you want to take over." in desk.read("/plan/")
