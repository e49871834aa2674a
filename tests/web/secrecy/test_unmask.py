"""AS-41: a telephone is masked; it is shown whole once, with a reason, on record, and not without bound."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from lvzhi.core.models import TrailLine
from lvzhi.core.params import tried
from lvzhi.customers.models import ContactPerson
from lvzhi.people.models import Staff
from lvzhi.records.models import Message
from lvzhi.secrecy.models import Unmasking
from tests.bank import Bank
from tests.customers.made import a_customer, somebody_there
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
WHOLE, MASKED = "13812345678", "138****5678"
REASON = "核对预约时间"


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def person(bank: Bank) -> ContactPerson:
    return somebody_there(bank.staff("李四"), a_customer(bank.staff("李四"), bank.staff("张三")))


def address(person: ContactPerson, field: str = "phone") -> str:
    return f"/unmask/contact_person/{person.pk}/{field}/"


def ask(browser: Browser, person: ContactPerson, reason: str = REASON, once: Any = None) -> Any:
    return browser.post(address(person), {"once": once or uuid.uuid4(), "reason": reason})


def test_AS_41_masked_on_the_page_whole_with_a_reason_and_the_trail_knows(
    bank: Bank, person: ContactPerson, browser: Browser
) -> None:
    browser.sign_in(bank.staff("张三"))
    page = browser.get(f"/customers/{person.customer_id}/").text
    assert MASKED in page
    assert WHOLE not in page
    assert address(person) in page
    asked = browser.get(address(person))
    assert MASKED in asked.text
    assert WHOLE not in asked.text
    assert not Unmasking.objects.exists()
    shown = ask(browser, person)
    assert WHOLE in shown.text
    assert shown["Cache-Control"] == "no-store"
    one = Unmasking.objects.get()
    assert (one.owner.name, one.about, one.field, one.reason) == ("张三", person.ref, "phone", REASON)
    line = TrailLine.objects.get(action="unmask")
    assert (line.by, line.at, line.ref, line.detail) == (
        bank.staff("张三"),
        NOW,
        one.ref,
        {"row": person.ref, "field": "phone", "reason": REASON},
    )
    assert WHOLE not in browser.get(address(person)).text
    assert WHOLE not in browser.get(f"/secrecy/shown/{one.pk}/").text


def test_AS_41_without_a_reason_nothing_is_shown(bank: Bank, person: ContactPerson, browser: Browser) -> None:
    browser.sign_in(bank.staff("张三"))
    for reason in ("", "看看", "    看    "):
        answer = ask(browser, person, reason)
        assert answer.status_code == 422
        assert WHOLE not in answer.text
        assert "id_reason_error" in answer.text
    assert not Unmasking.objects.exists()


def test_the_same_form_sent_again_shows_nothing_a_second_time(
    bank: Bank, person: ContactPerson, browser: Browser
) -> None:
    browser.sign_in(bank.staff("张三"))
    once = uuid.uuid4()
    assert WHOLE in ask(browser, person, once=once).text
    with at_moment(NOW.replace(minute=5)):
        assert WHOLE not in ask(browser, person, once=once).text
    assert Unmasking.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("王丽", 404), ("赵六", 404), ("吴管", 403), ("周审", 403)])
def test_who_does_not_see_the_customer_sees_no_number_and_auditors_ask_for_none(
    bank: Bank, person: ContactPerson, browser: Browser, who: str, status: int
) -> None:
    answer = ask(browser.sign_in(bank.staff(who)), person)
    assert answer.status_code == status
    assert not Unmasking.objects.exists()
    assert TrailLine.objects.filter(by=bank.staff(who), result="refused").exists()


@pytest.mark.parametrize("field", ["name", "pk", "customer", "nothing"])
def test_only_what_is_masked_can_be_unmasked(bank: Bank, person: ContactPerson, browser: Browser, field: str) -> None:
    browser.sign_in(bank.staff("张三"))
    assert browser.get(address(person, field)).status_code == 404
    assert browser.get(f"/unmask/work_log/1/{field}/").status_code == 404


def test_there_is_a_bound_for_a_day_and_the_supervisor_hears_when_it_is_reached(
    bank: Bank, person: ContactPerson, browser: Browser
) -> None:
    browser.sign_in(bank.staff("张三"))
    with tried({"secrecy.unmask_per_day": 2}):
        assert WHOLE in ask(browser, person).text
        assert not told(bank.staff("李四"))
        assert WHOLE in ask(browser, person).text
        assert told(bank.staff("李四")) == [{"who": "张三", "count": 2, "on": "2026-03-06"}]
        refused = ask(browser, person)
        assert WHOLE not in refused.text
        assert refused.status_code == 422
        with at_moment(NOW.replace(day=7)):
            browser.sign_in(bank.staff("张三"))
            assert WHOLE in ask(browser, person).text
    assert Unmasking.objects.count() == 3
    assert len(told(bank.staff("李四"))) == 1


def told(staff: Staff) -> list[dict[str, Any]]:
    return list(Message.objects.filter(to=staff, kind="unmask.many").values_list("facts", flat=True))


def test_the_register_is_seen_by_the_person_and_above(bank: Bank, person: ContactPerson, browser: Browser) -> None:
    ask(browser.sign_in(bank.staff("张三")), person)
    for who, seen in (("张三", True), ("李四", True), ("王五", True), ("周审", True), ("王丽", False), ("赵六", False)):
        assert (REASON in browser.sign_in(bank.staff(who)).get("/secrecy/shown/").text) is seen, who
