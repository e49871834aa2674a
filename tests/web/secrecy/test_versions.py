"""Other words for the agreement through the pages: proposed, decided by another, seen by whom."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from lvzhi.secrecy.models import AgreementVersion
from lvzhi.secrecy.wording import newest
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, PEOPLE
from tests.verbs.secrecy import MORE
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
NEW = "/secrecy/versions/new/"


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield Bank.of(PEOPLE | {"赵督": "supervising", "钱行": "president"})


def propose(browser: Browser, **more: Any) -> Any:
    given = {"once": uuid.uuid4(), "since": "2026-03-20", "why": "补充一条"} | MORE | more
    return browser.post(NEW, given)


def decide(browser: Browser, version: AgreementVersion, do: str, remark: str = "") -> Any:
    return browser.post(f"/secrecy/versions/{version.pk}/", {"once": uuid.uuid4(), "do": do, "remark": remark})


def test_proposed_by_one_and_confirmed_by_another(bank: Bank, browser: Browser) -> None:
    browser.sign_in(bank.staff("赵督"))
    assert "一、保密范围" in browser.get(NEW).text
    assert propose(browser).status_code == 302
    version = AgreementVersion.objects.get()
    assert decide(browser, version, "confirm").status_code == 403
    browser.sign_in(bank.staff("钱行"))
    assert "waits" in browser.get(f"/secrecy/versions/{version.pk}/").text
    assert decide(browser, version, "confirm").status_code == 302
    assert newest().number == 2
    page = browser.sign_in(bank.staff("张三")).get("/secrecy/versions/").text
    for words in ("10. More", "补充一条", "confirmed by 钱行"):
        assert words in page


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(bank: Bank, browser: Browser) -> None:
    answer = propose(browser.sign_in(bank.staff("赵督")), since="2026-03-08", why="补充说明")
    assert answer.status_code == 422
    assert "id_since_error" in answer.text
    assert "补充说明" in answer.text
    assert "另行约定" in answer.text
    assert not AgreementVersion.objects.exists()


def test_what_waits_is_seen_by_who_decides_alone(bank: Bank, browser: Browser) -> None:
    propose(browser.sign_in(bank.staff("赵督")))
    version = AgreementVersion.objects.get()
    for who, status in (("张三", 404), ("李四", 404), ("钱行", 200), ("周审", 200), ("吴管", 403)):
        assert browser.sign_in(bank.staff(who)).get(f"/secrecy/versions/{version.pk}/").status_code == status


def test_declined_with_a_reason_or_taken_back_without(bank: Bank, browser: Browser) -> None:
    propose(browser.sign_in(bank.staff("赵督")))
    version = AgreementVersion.objects.get()
    browser.sign_in(bank.staff("钱行"))
    assert decide(browser, version, "decline").status_code == 422
    assert decide(browser, version, "nonsense").status_code == 403
    assert decide(browser, version, "decline", "待法务复核").status_code == 302
    assert "待法务复核" in browser.get(f"/secrecy/versions/{version.pk}/").text
    assert newest().number == 1
