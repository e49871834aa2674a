"""The lists of article 17: who sees which rows, and the same number of queries for one row and for three."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.customers.models import ContactPerson
from lvzhi.secrecy.actions import unmask
from tests.bank import Bank
from tests.customers.made import a_customer, somebody_there
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank
from tests.secrecy.asking import asked
from tests.verbs.secrecy import signed
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
LISTS = {"agreements": "/secrecy/", "unmaskings": "/secrecy/shown/", "exports": "/exports/"}


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def person(bank: Bank) -> ContactPerson:
    return somebody_there(bank.staff("李四"), a_customer(bank.staff("李四"), bank.staff("张三")))


def one_more(bank: Bank, person: ContactPerson, who: str) -> None:
    """A row of each kind."""
    staff = bank.staff(who)
    signed(staff, NOW)
    asked(staff, NOW)
    if who == "张三":
        unmask(staff, at=NOW, row=person, field="phone", reason="核对预约时间")


def queries(browser: Browser, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", LISTS)
def test_three_rows_cost_what_one_costs(bank: Bank, person: ContactPerson, browser: Browser, name: str) -> None:
    one_more(bank, person, "张三")
    browser.sign_in(bank.staff("王五")).get(LISTS[name])
    first = queries(browser, LISTS[name])
    for who in ("王丽", "李四"):
        one_more(bank, person, who)
    for _n in range(2):
        unmask(bank.staff("张三"), at=NOW, row=person, field="phone", reason="核对预约时间")
    assert queries(browser, LISTS[name]) == first


SEEN = {"张三": {"张三"}, "李四": {"张三"}, "赵六": {"王丽"}, "王五": {"张三", "王丽"}, "周审": {"张三", "王丽"}}


@pytest.mark.parametrize("who", SEEN)
def test_agreements_are_seen_by_the_person_and_above(bank: Bank, browser: Browser, who: str) -> None:
    for name in ("张三", "王丽"):
        signed(bank.staff(name), NOW)
    page = browser.sign_in(bank.staff(who)).get("/api/v1/agreements/").json()
    owners = {row["owner"] for row in page["items"]}
    assert owners == SEEN[who]


def test_an_agreement_on_paper_and_over_the_api_is_the_whole_text(bank: Bank, browser: Browser) -> None:
    one = signed(bank.staff("张三"), NOW)
    browser.sign_in(bank.staff("张三"))
    assert browser.get(f"/secrecy/{one.pk}/print/")["Content-Type"] == "application/pdf"
    page = browser.get(f"/secrecy/{one.pk}/").text
    told = browser.get(f"/api/v1/agreements/{one.pk}/").json()
    assert (told["text"], told["digest"], told["number"]) == (one.text, one.digest, f"BM-2026-{one.pk:06}")
    for words in ("九、签署", "示例支行", one.digest[:16], f"BM-2026-{one.pk:06}"):
        assert words in page
