"""Signing on the page: read, tick, password; what is wrong stands beside the field; sent twice is signed once."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from lvzhi.core.models import TrailLine
from lvzhi.people.models import FailedSignIn, Staff
from lvzhi.secrecy.models import Agreement
from lvzhi.secrecy.wording import checksum, delivered
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank
from tests.verbs.secrecy import reworded, signed
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
SIGN = "/secrecy/sign/"
SECRET = "Kx7m-qp49-tn9w"


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def newcomer(bank: Bank) -> Staff:
    staff = bank.staff("张三")
    staff.set_password(SECRET)
    staff.cleared_until = None
    staff.save()
    return staff


def answers(**more: Any) -> dict[str, Any]:
    """What somebody sends who has read the page."""
    digest = delivered("in_office").digest("zh-hans")
    return {"once": uuid.uuid4(), "digest": digest, "agreed": "on", "password": SECRET} | more


def test_who_signs_sees_everything_again_and_comes_where_he_wanted_to(newcomer: Staff, browser: Browser) -> None:
    browser.sign_in(newcomer)
    sign = browser.get("/logs/?late=yes")["Location"]
    assert "示例支行" in browser.get(sign).text
    answer = browser.post(sign, answers())
    assert answer.status_code == 302
    assert answer["Location"] == "/logs/?late=yes"
    assert browser.get("/logs/?late=yes").status_code == 200
    one = Agreement.objects.get(owner=newcomer)
    assert (one.version, one.how, one.unit.name, one.party.name) == (1, "password", "一组", "示例支行")
    assert (str(one.signed_on), str(one.valid_until)) == ("2026-03-06", "2027-03-05")
    assert checksum(one.text) == one.digest
    assert one.text.startswith("一、保密范围")
    line = TrailLine.objects.get(action="agreement.sign")
    assert (line.ref, line.by, "password" in line.detail) == (one.ref, newcomer, False)


@pytest.mark.parametrize(
    ("wrong", "beside"),
    [
        ({"agreed": ""}, "agreed"),
        ({"password": "wrong"}, "password"),
        ({"password": ""}, "password"),
        ({"digest": "0" * 64}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_signed(
    newcomer: Staff, browser: Browser, wrong: dict[str, str], beside: str
) -> None:
    answer = browser.sign_in(newcomer).post(SIGN, answers(**wrong))
    assert answer.status_code == 422
    assert (f'id="id_{beside}_error"' if beside else 'role="alert"') in answer.text
    assert not Agreement.objects.exists()
    assert browser.get("/")["Location"] == SIGN


def test_a_wrong_password_counts_as_one_at_the_door(newcomer: Staff, browser: Browser) -> None:
    browser.sign_in(newcomer).post(SIGN, answers(password="wrong"))
    assert FailedSignIn.objects.filter(number=newcomer.number.lower()).count() == 1


def test_sent_twice_is_signed_once(newcomer: Staff, browser: Browser) -> None:
    sent = answers()
    browser.sign_in(newcomer)
    assert [browser.post(SIGN, sent).status_code for _n in range(2)] == [302, 200]
    assert Agreement.objects.count() == 1


def test_in_english_the_english_text_is_kept(newcomer: Staff, browser: Browser) -> None:
    browser.cookies["django_language"] = "en"
    page = browser.sign_in(newcomer).get(SIGN).text
    digest = delivered("in_office").digest("en")
    assert digest in page
    browser.post(SIGN, answers(digest=digest))
    assert Agreement.objects.get().text.startswith("1. What is secret")


def test_an_auditor_signs_his_own(bank: Bank, browser: Browser) -> None:
    auditor = bank.staff("周审")
    auditor.set_password(SECRET)
    auditor.cleared_until = None
    auditor.save()
    assert browser.sign_in(auditor).post(SIGN, answers()).status_code == 302
    assert browser.get("/trail/").status_code == 200


def test_while_it_lasts_there_is_nothing_to_sign_and_the_page_says_until_when(
    newcomer: Staff, browser: Browser
) -> None:
    one = signed(newcomer, NOW)
    page = browser.sign_in(newcomer).get(SIGN)
    assert "2027-03-05" in page.text
    assert f"/secrecy/{one.pk}/" in page.text
    assert 'name="agreed"' not in page.text


def test_new_words_are_signed_anew_from_their_day_on(bank: Bank, browser: Browser) -> None:
    bank.hire("赵督", "supervising")
    bank.hire("钱行", "president")
    staff = bank.staff("张三")
    signed(staff, NOW)
    reworded(bank.staff("赵督"), bank.staff("钱行"), NOW, NOW.date().replace(day=20))
    browser.sign_in(staff)
    assert browser.get("/logs/").status_code == 200
    assert "10. More" in browser.get(SIGN).text
    with at_moment(NOW.replace(day=20)):
        browser.sign_in(staff)
        assert browser.get("/logs/")["Location"].startswith(SIGN)
        signed(staff, NOW.replace(day=20))
        assert browser.get("/logs/").status_code == 200
    assert list(Agreement.objects.order_by("record").values_list("version", flat=True)) == [1, 2]
