"""The brief before a visit: everything one should know on the way, on a page and on one sheet."""

import datetime as dt
from io import BytesIO

import pytest

from lvzhi.contacts.models import Contact, Mode, Promise, PromiseKept, Satisfaction
from lvzhi.core.clock import moment
from lvzhi.core.models import TrailLine
from lvzhi.customers.models import ContactPerson
from lvzhi.desk.brief import anniversary, brief
from lvzhi.records.models import keep
from tests.desk.owing import a_customer, owed
from tests.web.desk import Desk, team

CONTACT = "contact_core_customer"
DAY = dt.date(2026, 3, 4)
NOW = moment(DAY, dt.time(8))


@pytest.fixture
def bank(db):
    return team()


@pytest.fixture
def customer(bank):
    me = bank.staff("张三")
    found = a_customer(me, "示例甲精密", phone="", last_contact_at=NOW - dt.timedelta(days=20), industry="机械")
    position = ContactPerson.Position.FINANCE
    ContactPerson.objects.create(customer=found, name="周女士", position=position, phone="13812345678", is_first=True)
    return found


def spoke(customer, days=20, **more):
    """A contact as it lies in the tables."""
    me, at = customer.manager, NOW - dt.timedelta(days=days)
    given = {
        "mode": Mode.VISIT, "purposes": ["needs"], "minutes": "谈了新产线的资金安排，对方在比较几家银行的报价。",
        "result": "同意提供报表", "next_step": "送去融资方案", "effective": True, "persons": "周女士",
    }  # fmt: skip
    return Contact.objects.create(
        record=keep("contact", by=me, at=at),
        customer=customer,
        owner=me,
        unit=customer.unit,
        met_at=at,
        **(given | more),
    )


def promised(contact, text, position=1, **more):
    return Promise.objects.create(contact=contact, position=position, text=text, **more)


def test_the_page_says_whom_what_and_what_to_ask(bank, customer):
    contact = spoke(customer, needs="新增两台设备需要融资", signals="订单比去年少两成", satisfaction=Satisfaction.BAD)
    promised(contact, "送去利率报价", due_on=DAY)
    promised(contact, "提供三季度报表", 2, ours=False, due_on=DAY - dt.timedelta(days=3))
    owed(customer, CONTACT)
    page = Desk(bank, "张三", DAY, "08:00").read(f"/customers/{customer.pk}/brief/")
    assert "We promised: 送去利率报价. Bring the answer." in page
    assert "They promised: 提供三季度报表. Has it come?" in page
    assert "Agreed last time: 送去融资方案. How does it stand?" in page
    assert "新增两台设备需要融资" in page
    assert "订单比去年少两成" in page
    assert "Dissatisfied on 2026-02-12" in page
    assert "138****5678" in page
    assert "13812345678" not in page
    assert "2026-03-31 Tue 24:00" in page


def test_what_is_kept_is_not_asked_again(bank, customer):
    promise = promised(spoke(customer), "送去利率报价")
    PromiseKept.objects.create(record=keep("promise_kept", by=customer.manager, at=NOW), promise=promise)
    asked = brief(customer, bank.staff("张三"), NOW).questions
    assert not any("利率报价" in one for one in asked)


def test_what_nobody_knows_is_asked(bank):
    unknown = a_customer(bank.staff("张三"), "示例新", industry="")
    asked = " ".join(brief(unknown, bank.staff("张三"), NOW).questions)
    assert "spoken to them yet" in asked or "尚" in asked
    assert len(brief(unknown, bank.staff("张三"), NOW).questions) == 4


def test_who_is_near_and_owed_a_visit(bank, customer):
    me = bank.staff("张三")
    owed(a_customer(me, "示例邻居"), CONTACT)
    owed(a_customer(me, "示例远处", district="高新区"), CONTACT)
    page = Desk(bank, "张三", DAY, "08:00").read(f"/customers/{customer.pk}/brief/")
    near = page.split('id="near"')[1]
    assert "示例邻居" in near
    assert "示例远处" not in near


def test_one_sheet_of_paper_and_a_line_on_the_trail(bank, customer):
    pypdf = pytest.importorskip("pypdf")
    for days in (10, 20, 30, 40):
        contact = spoke(customer, days, minutes="很长的纪要" * 200, needs="需要" * 100, signals="变化" * 100)
        for position in range(1, 4):
            promised(contact, f"承诺{position}" * 20, position, due_on=DAY)
    answer = Desk(bank, "张三", DAY, "08:00").get(f"/customers/{customer.pk}/brief/print/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert len(pypdf.PdfReader(BytesIO(answer.getvalue())).pages) == 1
    assert TrailLine.objects.filter(action="plan.print_brief", ref=customer.ref).count() == 1


def test_an_outsider_gets_neither(bank, customer):
    desk = Desk(bank, "外人", DAY, "08:00")
    for address in ("brief/", "brief/print/"):
        assert desk.get(f"/customers/{customer.pk}/{address}").status_code == 404
    assert TrailLine.objects.filter(action="row.open", result="refused").count() == 2


@pytest.mark.parametrize(
    ("since", "years"),
    [(dt.date(2016, 3, 10), 10), (dt.date(2016, 6, 1), None), (dt.date(2026, 3, 1), None), (None, None)],
)
def test_the_years_of_the_relation(since, years):
    assert anniversary(since, DAY) == years


def test_an_anniversary_across_the_turn_of_the_year():
    assert anniversary(dt.date(2020, 12, 28), dt.date(2026, 1, 3)) == 5
    assert anniversary(dt.date(2020, 2, 29), dt.date(2026, 2, 27)) == 6


def test_a_fixed_number_of_queries(bank, customer, django_assert_max_num_queries):
    def queries():
        desk = Desk(bank, "张三", DAY, "08:00")
        desk.read(f"/customers/{customer.pk}/brief/")
        with django_assert_max_num_queries(16) as counted:
            desk.read(f"/customers/{customer.pk}/brief/")
        return len(counted)

    promised(spoke(customer), "一")
    owed(customer, CONTACT)
    few = queries()
    for number in range(3):
        promised(spoke(customer, 30 + number), "再")
        owed(a_customer(bank.staff("张三"), f"示例邻{number}"), CONTACT)
    assert queries() == few
