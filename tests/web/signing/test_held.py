"""A session that ends in the middle of a form, and a form whose token is stale: what was typed is not lost."""

import datetime as dt
import re

import pytest

from lvzhi.people.models import Session, Staff
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import Clock, enter, lines, with_password

FORM = "/logs/new/"
TYPED = "走访示例客户，核对回款；约定下周再谈"


def opened(browser: Browser, address: str = FORM) -> dict[str, str]:
    """The hidden fields of the form, as the browser has them on the screen."""
    page = browser.get(address)
    assert page.status_code == 200
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: value for name, value in pairs if name in {"once", "who", "csrfmiddlewaretoken"}}


def typed(hidden: dict[str, str]) -> dict[str, str]:
    return hidden | {"done": TYPED}


def test_what_was_typed_comes_back_after_signing_in(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    time.on(minutes=40)
    answer = browser.post(FORM, typed(hidden))
    assert (answer.status_code, answer["Location"]) == (303, "/account/login/?next=%2Flogs%2Fnew%2F")
    assert "What you typed is kept" in browser.get(answer["Location"]).text
    signed_in = browser.post("/account/login/", {"login": manager.number, "password": "Kx7m-qp49-tn9w", "next": FORM})
    page = browser.get(signed_in["Location"])
    assert page.status_code == 200
    assert TYPED in page.text
    assert "This has not been sent yet." in page.text
    assert lines("work_log.file") == []
    assert TYPED not in browser.get(FORM).text, "given back once"


def test_it_comes_back_to_the_same_person_alone(browser: Browser, bank: Bank, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    time.on(minutes=40)
    browser.post(FORM, typed(hidden))
    enter(browser, with_password(bank.staff("colleague"), time.at - dt.timedelta(days=1)))
    assert TYPED not in browser.get(FORM).text
    assert TYPED not in str([row.get_decoded() for row in Session.objects.all()]), "nor does it lie about"


def test_a_sign_in_elsewhere_loses_nothing_either(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    enter(Browser(), manager)
    answer = browser.post(FORM, typed(hidden), follow=True)
    assert "You have signed in elsewhere" in answer.text
    assert "What you typed is kept" in answer.text
    enter(browser, manager)
    assert TYPED in browser.get(FORM).text


def test_signing_out_in_another_tab_loses_nothing_either(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    browser.post("/account/logout/")
    browser.post(FORM, typed(hidden))
    enter(browser, manager)
    assert TYPED in browser.get(FORM).text


def test_it_is_kept_for_an_hour(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    time.on(minutes=40)
    browser.post(FORM, typed(hidden))
    time.on(minutes=61)
    enter(browser, manager)
    assert TYPED not in browser.get(FORM).text


@pytest.mark.parametrize("who", ["", "forged", "W1sxLCAiIl1d:abc:def"])
def test_what_nobody_of_the_bank_opened_is_not_kept(browser: Browser, manager: Staff, who: str) -> None:
    answer = browser.post(FORM, {"who": who, "done": TYPED})
    assert answer["Location"] == "/account/login/?next=%2F"
    assert not Session.objects.exists(), "a stranger fills no table"


def test_what_is_far_too_long_is_not_kept(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    time.on(minutes=40)
    browser.post(FORM, typed(hidden) | {"learned": "长" * 50_000})
    assert not Session.objects.exists()


def test_files_have_to_be_chosen_again(browser: Browser, manager: Staff, time: Clock, tmp_path) -> None:  # type: ignore[no-untyped-def]
    enter(browser, manager)
    hidden = opened(browser)
    time.on(minutes=40)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 x")
    with path.open("rb") as file:
        browser.post(FORM, typed(hidden) | {"files": file})
    enter(browser, manager)
    assert "Files have to be chosen again." in browser.get(FORM).text


def test_htmx_is_sent_with_the_whole_page(browser: Browser, manager: Staff) -> None:
    answer = browser.get("/logs/", headers={"HX-Request": "true", "HX-Target": "main"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/account/login/?next=%2Flogs%2F"


def test_a_button_leads_back_to_the_page_on_which_it_stood(browser: Browser, db: None) -> None:
    answer = browser.post("/messages/read/", headers={"Referer": "http://testserver/messages/?page=2"})
    assert answer.status_code == 404 or answer["Location"] == "/account/login/?next=%2Fmessages%2F%3Fpage%3D2"
    elsewhere = browser.post("/tasks/", headers={"Referer": "https://evil.example/x"})
    assert elsewhere["Location"] == "/account/login/?next=%2F"


@pytest.fixture
def strict(db: None) -> Browser:
    return Browser(enforce_csrf_checks=True)


def token(browser: Browser, address: str = "/account/login/") -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(address).text)[1]  # type: ignore[index]


def test_a_stale_token_in_a_second_tab_loses_no_text(strict: Browser, manager: Staff, time: Clock) -> None:
    enter(strict, manager, headers={"X-CSRFToken": token(strict)})
    hidden = opened(strict)
    time.on(minutes=20)
    strict.get("/me/")
    enter(strict, manager, headers={"X-CSRFToken": token(strict)})  # in another tab; the token is a new one
    answer = strict.post(FORM, typed(hidden))
    assert (answer.status_code, answer["Location"]) == (303, FORM)
    page = strict.get(FORM).text
    assert TYPED in page
    assert "This has not been sent yet." in page
    fresh = opened(strict)
    assert fresh["csrfmiddlewaretoken"] != hidden["csrfmiddlewaretoken"]


def test_a_forged_form_is_refused_and_shows_nothing(strict: Browser, manager: Staff) -> None:
    enter(strict, manager, headers={"X-CSRFToken": token(strict)})
    answer = strict.post(FORM, {"done": "forged"})
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.text
    assert "forged" not in strict.get(FORM).text


def test_another_persons_mark_is_a_forged_form(strict: Browser, bank: Bank, manager: Staff, time: Clock) -> None:
    other = Browser()
    enter(other, with_password(bank.staff("colleague"), time.at - dt.timedelta(days=1)))
    hidden = opened(other)
    enter(strict, manager, headers={"X-CSRFToken": token(strict)})
    assert strict.post(FORM, typed(hidden)).status_code == 403
    assert TYPED not in strict.get(FORM).text


def test_two_sign_in_pages_side_by_side(strict: Browser, manager: Staff) -> None:
    old = token(strict)
    enter(strict, manager, headers={"X-CSRFToken": old})
    assert enter(strict, manager, headers={"X-CSRFToken": old})["Location"] == "/"
    strict.post("/account/logout/", headers={"X-CSRFToken": token(strict, "/me/")})
    again = strict.post("/account/login/?next=/me/", {"login": "x"}, headers={"X-CSRFToken": "x" * 64})
    assert again["Location"] == "/account/login/?next=/me/"


def test_a_double_click_does_it_once(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    hidden = opened(browser, "/me/password/")
    new = {"old": "Kx7m-qp49-tn9w", "password": "Qz5n-bb28-hk3x", "again": "Qz5n-bb28-hk3x"}
    browser.post("/me/password/", hidden | new)
    browser.post("/me/password/", hidden | new | {"old": "Qz5n-bb28-hk3x"})
    assert len(lines("password.change")) == 1
