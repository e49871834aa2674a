"""The pages of coverage: one's own, a deputy's view, a team's, several teams'."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.core.clock import moment
from lvzhi.core.models import TrailLine
from lvzhi.people.models import Deputy
from tests.desk.owing import a_customer, owed
from tests.web.desk import Desk, team

CONTACT = "contact_core_customer"
DAY = dt.date(2026, 3, 4)
NOW = moment(DAY, dt.time(10))


@pytest.fixture
def bank(db):
    bank = team()
    me = bank.staff("张三")
    for number in range(3):
        owed(a_customer(me, f"示例客户{number}"), CONTACT, met_at=NOW if number == 0 else None)
    return bank


def test_ones_own_coverage(bank):
    page = Desk(bank, "张三", DAY, "10:00").read("/coverage/")
    assert "1 of 3 contacted" in page
    assert "20 working days left" in page
    listed = page.split('id="open"')[1]
    assert "示例客户0" not in listed
    assert "示例客户1" in listed
    assert "示例客户2" in listed
    assert "no contact yet" in listed
    assert 'type="application/json" id="coverage-chart"' in page


def test_who_answers_for_nobody_sees_nobody_elses(bank):
    other = bank.staff("外人")
    page = Desk(bank, "张三", DAY, "10:00").get(f"/coverage/people/{other.pk}/")
    assert page.status_code == 404
    line = TrailLine.objects.filter(action="row.open").latest("pk")
    assert (line.ref, line.result) == (other.ref, "refused")


def test_a_deputy_sees_the_coverage_of_whom_he_stands_in_for(bank):
    absent = bank.staff("张三")
    address = f"/coverage/people/{absent.pk}/"
    assert Desk(bank, "王二", DAY, "10:00").get(address).status_code == 404
    Deputy.objects.create(staff=absent, deputy=bank.staff("王二"), during=DateRange(DAY, None))
    desk = Desk(bank, "王二", DAY, "10:00")
    assert "Customers of 张三" in desk.read(address)
    assert address in desk.read("/coverage/")


def test_a_supervisor_sees_the_team_person_by_person(bank):
    owed(a_customer(bank.staff("外人"), "示例外"), CONTACT)
    desk = Desk(bank, "李四", DAY, "10:00")
    assert desk.get("/coverage/")["Location"] == "/coverage/below/"
    page = desk.read("/coverage/below/")
    assert "张三" in page
    assert "1/3" in page
    assert "外人" not in page
    assert f"/coverage/people/{bank.staff('张三').pk}/" in page


def test_leaders_above_see_unit_by_unit_and_go_down(bank):
    owed(a_customer(bank.staff("外人"), "示例外"), CONTACT)
    desk = Desk(bank, "王五", DAY, "10:00")
    page = desk.read("/coverage/below/")
    assert "一组" in page
    assert "二组" in page
    first = bank.units["一组"]
    assert f"/coverage/units/{first.pk}/" in page
    inside = desk.read(f"/coverage/units/{first.pk}/")
    assert "张三" in inside
    assert "外人" not in inside
    assert Desk(bank, "李四", DAY, "10:00").get(f"/coverage/units/{bank.units['二组'].pk}/").status_code == 404


def test_nobody_without_a_valid_agreement_reads_names_of_customers(bank):
    me = bank.staff("张三")
    me.cleared_until = DAY - dt.timedelta(days=1)
    me.save()
    page = Desk(bank, "张三", DAY, "10:00").get("/coverage/").content.decode()
    assert "示例客户" not in page


def test_an_address_made_up_begins_at_the_top(bank):
    desk = Desk(bank, "张三", DAY, "10:00")
    assert "示例客户1" in desk.read("/coverage/?after=nonsense&rule=nonsense")


@pytest.mark.parametrize(
    ("who", "address"), [("张三", "/coverage/"), ("李四", "/coverage/below/"), ("王五", "/coverage/below/")]
)
def test_a_fixed_number_of_queries(bank, django_assert_max_num_queries, who, address):
    owed(a_customer(bank.staff("王二"), "示例王"), CONTACT)
    owed(a_customer(bank.staff("外人"), "示例外"), CONTACT)

    def queries():
        desk = Desk(bank, who, DAY, "10:00")
        desk.read(address)
        with django_assert_max_num_queries(13) as counted:
            desk.read(address)
        return len(counted)

    few = queries()
    for number in range(5):
        for name in ("张三", "王二", "外人"):
            owed(a_customer(bank.staff(name), f"示例更多{name}{number}"), CONTACT)
    assert queries() == few
