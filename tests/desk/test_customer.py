"""The page of a customer: who opens it, what waits, and each kind of step of the story, by one statement."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.contacts.actions import call_off_appointment, move_appointment
from lvzhi.contacts.models import Promise
from lvzhi.contacts.saying import Agreed
from lvzhi.core.calendar import DAY
from lvzhi.customers.models import Closure, Customer
from lvzhi.desk import customer as desk
from lvzhi.duties.models import Duty
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Post, Role
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer, an_appointment, an_outing, stands_in
from tests.scenario import moment

NOW = moment("2026-03-02 09:00")
TODAY = NOW.date()
PEOPLE = {
    "张三": "manager",
    "王二": "manager",
    "代班": {"role": "manager", "unit": "二组"},
    "外人": {"role": "manager", "unit": "二组"},
    "李四": "supervisor",
    "孙立": {"role": "supervisor", "unit": "二组"},
    "王五": "department_head",
    "钱七": "president",
    "主管部": "supervising",
    "审计员": "auditor",
    "管理员": "administrator",
    "未签": {"role": "department_head", "signed": False},
    "过期": {"role": "supervisor", "signed": TODAY - DAY},
    "调走": {"role": "supervisor", "until": TODAY},
}


@pytest.fixture
def bank(db: None) -> Bank:
    made = Bank.of({name: post for name, post in PEOPLE.items() if name != "调走"})
    made.hire("调走", "manager", "二组")
    Post.objects.create(
        staff=made.staff("调走"), unit=made.units["一组"], role=Role.SUPERVISOR,
        during=DateRange(TODAY - 30 * DAY, TODAY),
    )  # fmt: skip
    stands_in(made, "代班", "张三", TODAY, TODAY)
    stands_in(made, "外人", "王二", TODAY - 9 * DAY, TODAY - DAY)
    return made


@pytest.fixture
def customers(bank: Bank) -> list[Customer]:
    """One managed, one backed up by somebody else, one that nobody looks after, one closed, one of another team."""
    return [
        a_customer(bank, "示例甲公司", "张三"),
        a_customer(bank, "示例乙公司", "王二", backup=bank.staff("张三")),
        a_customer(bank, "示例丙公司"),
        a_customer(bank, "示例丁公司", "张三", closed_on=TODAY, closed_why="销户"),
        a_customer(bank, "示例戊公司", "外人"),
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_customer_opens_for_those_who_see_it_in_lists_and_for_nobody_else(
    bank: Bank, customers: list[Customer], name: str
) -> None:
    staff = bank.staff(name)
    seen = set(Customer.objects.visible_to(staff, TODAY))
    assert {one for one in customers if desk.opened(one.pk, staff, NOW)} == seen


def test_the_statement_tells_visible_from_hidden(bank: Bank, customers: list[Customer]) -> None:
    def sees(name: str) -> str:
        return "".join(one.name[2] for one in customers if desk.opened(one.pk, bank.staff(name), NOW))

    assert [sees(name) for name in ("张三", "代班", "外人", "李四", "孙立", "主管部")] == [
        "甲乙丁", "甲丁", "戊", "甲乙丙丁", "戊", "甲乙丙丁戊",
    ]  # fmt: skip
    assert [sees(name) for name in ("管理员", "未签", "过期", "调走")] == ["", "", "", ""]
    assert desk.opened(10**30, bank.staff("审计员"), NOW) is None


def kinds(found: desk.Opened | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(f"{step.at:%m-%d}", step.kind) for step in found.story.steps]


def test_every_kind_of_step_is_told_the_newest_first(bank: Bank, customers: list[Customer]) -> None:
    me, one = bank.staff("张三"), customers[3]
    Customer.objects.filter(pk=one.pk).update(closed_on=None)
    one.refresh_from_db()
    promises = [Promise(text="送测算表", ours=True), Promise(text="给报表", ours=False, due_on=TODAY)]
    early = NOW - 20 * DAY
    a_contact(me, one, early, mode="call", promises=promises, next_on=TODAY)
    an_outing(me, early + DAY, one)
    off = an_appointment(me, one, early, early + 2 * DAY)
    call_off_appointment(me, at=early, appointment=off, reason="对方出差")
    moved = an_appointment(me, one, early, early + 3 * DAY)
    move_appointment(
        me, at=early, appointment=moved, agreed=Agreed(starts=NOW + DAY, purpose="商谈续作"), reason="对方改期"
    )
    Closure.objects.create(customer=one, during=lasting(TODAY, None), why="销户")

    found = desk.opened(one.pk, me, NOW)
    assert kinds(found)[:5] == [
        ("03-02", "closed"), ("02-13", "appointment"), ("02-12", "appointment"), ("02-11", "absence"),
        ("02-10", "contact"),
    ]  # fmt: skip
    assert found is not None
    assert sorted(kinds(found)[5:]) == [("01-01", "management"), ("01-01", "tier")]
    closed, later, cancelled, out, contact = (step.row for step in found.story.steps[:5])
    assert closed.why == "销户"
    assert (later.off, later.moved_to, later.moved_why) == (None, NOW + DAY, "对方改期")
    assert (cancelled.off, cancelled.moved_to, str(cancelled.how)) == ("对方出差", None, "Visit at the customer's")
    assert (out.owner, str(out.why), out.result) == ("张三", "Customer visit", None)
    assert (contact.whom, contact.effective, contact.next_on) == ("陈会计", True, TODAY)
    assert contact.promises == [["送测算表", True], ["给报表", False]]
    assert [one.starts for one in found.waiting.appointments] == [NOW + DAY]
    assert found.waiting.promises == [("给报表", False, TODAY), ("送测算表", True, None)]


def test_duties_are_shown_to_their_owner_and_to_those_above(bank: Bank, customers: list[Customer]) -> None:
    one = customers[1]
    Duty.objects.create(
        rule="contact_core_customer", clause="16.1", owner=bank.staff("王二"), unit=bank.units["一组"], about=one.ref,
        opens=NOW - DAY, due=NOW, closes=NOW + DAY, proof="contact",
    )  # fmt: skip

    def owed(name: str) -> list[tuple[str, str]]:
        found = desk.opened(one.pk, bank.staff(name), NOW)
        assert found is not None
        assert found.waiting == desk.between_us(one, bank.staff(name), NOW)
        return [(due.owner, due.state(NOW)) for due in found.waiting.duties]

    assert owed("王二") == owed("李四") == owed("审计员") == [("王二", "late")]
    assert owed("张三") == []


def test_what_waits_and_what_was_are_bounded(
    bank: Bank, customers: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "STEPS", 3)
    monkeypatch.setattr(desk, "PROMISES", 2)
    me, one = bank.staff("张三"), customers[0]
    for day in range(5):
        a_contact(me, one, NOW - day * dt.timedelta(days=1), at=NOW, promises=[Promise(text=f"第{day}件")])
    found = desk.opened(one.pk, me, NOW + DAY)
    assert found is not None
    assert len(found.story.steps) == 3
    assert found.story.earlier == NOW - 2 * DAY
    assert len(found.waiting.promises) == 2
    further = desk.opened(one.pk, me, NOW + DAY, found.story.earlier)
    assert kinds(further)[:2] == [("02-27", "contact"), ("02-26", "contact")]
