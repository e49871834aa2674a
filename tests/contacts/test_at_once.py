"""Two tabs, a phone and a desk: whoever leaves is in one place, whoever comes back comes back once (12.1, 16.1)."""

import uuid

import pytest

from lvzhi.contacts.actions import come_back, keep_promise
from lvzhi.contacts.models import Absence, AbsenceReturn, Away, Contact, Promise, PromiseKept
from lvzhi.contacts.saying import Back
from lvzhi.core.writing import writing
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer, an_outing, said
from tests.core.at_once import at_once
from tests.scenario import moment

OUT, HOME = moment("2026-03-02 09:00"), moment("2026-03-02 10:30")


@pytest.fixture
def bank(guarded: None) -> Bank:
    with writing():
        return Bank.of({"张三": "manager", "李四": "supervisor"})


def kinds(came: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in came)


def test_two_outings_at_once_and_one_stands(bank: Bank) -> None:
    came = at_once(lambda: an_outing(bank.staff("张三"), OUT), lambda: an_outing(bank.staff("张三"), OUT))
    assert kinds(came) == ["Absence", "ValidationError"]
    assert (Absence.objects.count(), Away.objects.count()) == (1, 1)


def test_back_twice_at_once_and_there_is_one_contact(bank: Bank) -> None:
    with writing():
        customer = a_customer(bank, "示例甲", "张三")
    out = an_outing(bank.staff("张三"), OUT, customer)

    def press() -> AbsenceReturn:
        back = Back(at=HOME, result="同意下月开户")
        contact = said(moment("2026-03-02 09:30"))
        return come_back(bank.staff("张三"), at=HOME, absence=out, back=back, contact=contact, once=uuid.uuid4())

    assert kinds(at_once(press, press)) == ["AbsenceReturn", "ValidationError"]
    assert (AbsenceReturn.objects.count(), Contact.objects.count()) == (1, 1)


def test_a_promise_is_settled_once(bank: Bank) -> None:
    with writing():
        customer = a_customer(bank, "示例甲", "张三")
    spoken = a_contact(bank.staff("张三"), customer, OUT, promises=[Promise(text="提供方案")])
    promise = spoken.promises.get()
    came = at_once(
        lambda: keep_promise(bank.staff("张三"), at=HOME, promise=promise),
        lambda: keep_promise(bank.staff("张三"), at=HOME, promise=promise, given_up=True, remark="对方不再需要"),
    )
    assert kinds(came) == ["PromiseKept", "ValidationError"]
    assert PromiseKept.objects.count() == 1
