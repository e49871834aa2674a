"""The relationship manager's day: what lies on its line, what is promised, what belongs to one customer."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.contacts.models import Promise
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.desk.agenda import FEW, agenda
from lvzhi.people.models import Deputy
from lvzhi.records.actions import give_task
from tests.contacts.house import a_contact, a_customer, a_return, an_appointment, an_outing
from tests.desk.owing import MARCH, owed
from tests.web.desk import MONDAY, TUESDAY, Desk, night, section, team

MORNING = moment(MONDAY, dt.time(9))
CORE, VISIT = "contact_core_customer", "visit_key_customer"


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def at(clock, day=MONDAY):
    return moment(day, dt.time.fromisoformat(clock))


def test_equal_lines_stand_in_the_order_of_their_numbers(bank):
    me, boss = bank.staff("张三"), bank.staff("李四")
    given = [give_task(boss, at=MORNING, owner=me, title=f"任务{n}", due_on=TUESDAY) for n in range(12)]
    shown = [item.about for item in agenda(me, MORNING, 100)["soon"].items if item.rule == "do_follow_up"]
    assert shown == [task.ref for task in given]


def test_appointments_and_outings_lie_on_the_line_of_the_day(bank):
    me = bank.staff("张三")
    customer = a_customer(bank, "示例甲", "张三")
    made = an_appointment(me, customer, MORNING, at("15:00"), ends=at("16:00"))
    moved = an_appointment(me, customer, MORNING, at("10:00", TUESDAY))
    absence = an_outing(me, at("10:00"), a_customer(bank, "示例乙", "张三"))
    page = Desk(bank, "张三", MONDAY, "10:30").read("/")
    line = page.split("dayline-items")[1].split("</ol>")[0]
    assert "15:00–16:00" in line
    assert f"/appointments/{made.pk}/" in line
    assert f"/outings/{absence.pk}/" in line
    assert str(moved.pk) not in line.replace(str(made.pk), "")
    assert f"/outings/{absence.pk}/back/" in page.split('class="page-actions')[1], "who is out comes back first"
    a_return(absence, at("11:00"))
    later = Desk(bank, "张三", MONDAY, "11:30").read("/")
    assert "10:00–11:00" in later
    assert "I am back" not in later


def test_a_promise_stands_among_what_is_due_until_it_is_kept(bank):
    me = bank.staff("张三")
    customer = a_customer(bank, "示例甲", "张三")
    promises = [Promise(position=1, text="送去利率报价", due_on=MONDAY), Promise(position=2, ours=False, text="交报表")]
    contact = a_contact(me, customer, at("09:00"), promises=promises)
    desk = Desk(bank, "张三", MONDAY, "10:00")
    today = section(desk.read("/"), "today")
    assert "Promised: 送去利率报价" in today
    assert "示例甲" in today
    assert "交报表" not in today
    settle = f"/contacts/{contact.pk}/promises/1/"
    assert settle in today
    assert desk.post(settle, {"remark": "已送达"}).status_code == 302
    assert "送去利率报价" not in desk.read("/")


def test_several_things_of_one_customer_stand_together_under_its_name(bank):
    me = bank.staff("张三")
    first, second = a_customer(bank, "示例甲", "张三"), a_customer(bank, "示例乙", "张三")
    owed(first, CORE, MARCH, at("00:00", TUESDAY + 2 * DAY))
    owed(second, CORE, MARCH, at("00:00", TUESDAY + 3 * DAY))
    owed(first, VISIT, MARCH, at("00:00", TUESDAY + 4 * DAY))
    soon = agenda(me, MORNING)["soon"].items
    assert [(item.name, item.rule, item.again) for item in soon if item.customer] == [
        ("示例甲", CORE, False), ("示例甲", VISIT, True), ("示例乙", CORE, False),
    ]  # fmt: skip
    part = section(Desk(bank, "张三", MONDAY, "09:00").read("/"), "soon")
    assert part.count("row-group") == 1
    assert f'href="/customers/{first.pk}/"' in part


def test_many_contacts_of_a_kind_are_one_line_that_leads_to_their_list(bank):
    for number in range(FEW + 1):
        owed(a_customer(bank, f"示例{number}", "张三"), CORE, MARCH, at("00:00", TUESDAY + 2 * DAY))
    page = Desk(bank, "张三", MONDAY, "09:00").read("/")
    soon = section(page, "soon")
    assert f"Contact of the month: {FEW + 1} customers" in soon
    assert f"/coverage/?rule={CORE}" in soon
    assert "示例1" not in soon


def test_what_was_missed_for_good_is_counted_and_not_offered(bank):
    february = (moment(dt.date(2026, 2, 1)), moment(dt.date(2026, 3, 1)))
    owed(a_customer(bank, "示例甲", "张三"), CORE, *february)
    page = Desk(bank, "张三", MONDAY, "09:00").read("/")
    assert "1 thing of an earlier period was missed" in page
    assert "示例甲" not in page
    assert agenda(bank.staff("张三"), moment(dt.date(2026, 4, 15)))["missed"].total == 0, "not for ever"


def test_who_stands_in_for_whom(bank):
    Deputy.objects.create(staff=bank.staff("张三"), deputy=bank.staff("王二"), during=DateRange(MONDAY, TUESDAY + DAY))
    mine = Desk(bank, "张三", MONDAY, "09:00").read("/")
    assert "王二 stands in for you until 2026-03-03 Tue." in mine
    his = Desk(bank, "王二", MONDAY, "09:00").read("/")
    assert "You stand in for 张三 until 2026-03-03 Tue." in his
    assert f"/coverage/people/{bank.staff('张三').pk}/" in his
