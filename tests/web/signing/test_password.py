"""Passwords: what they look like, when they have to be changed, and that nothing else passes before."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from lvzhi.people.models import Session, Staff
from lvzhi.people.passwords import check_new
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import SECRET, Clock, decided, enter, lines, with_password

NEW = "Qz5n-bb28-hk3x"


def change(browser: Browser, old: str = SECRET, new: str = NEW, again: str = "") -> object:
    return browser.post("/me/password/", {"old": old, "password": new, "again": again or new})


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Kx7m-qp49", "too short"),
        ("kxwmbqplhtnw", "one class"),
        ("kxwmbqplhtn7", "two classes"),
        ("Welcome12345", "everybody tries it"),
        ("Aa1!Aa1!Aa1!", "a few signs repeated"),
        ("T0001-t0001-T0001", "the number"),
    ],
)
def test_what_is_no_password(bank: Bank, manager: Staff, time: Clock, password: str, why: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        check_new(manager, password, time.at)
    assert "password" in wrong.value.message_dict, why


@pytest.mark.parametrize("password", ["Kx7m-qp49-tn9z", "correct Horse 9", "ganz-lange-woerter-UND-mehr"])
def test_what_is_one(bank: Bank, manager: Staff, time: Clock, password: str) -> None:
    check_new(manager, password, time.at)


def test_one_changes_it_oneself(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    answer = change(browser)
    assert answer["Location"] == "/me/"  # type: ignore[index]
    assert "Your password is changed." in browser.get("/me/").text
    (line,) = lines("password.change")
    assert (line.by, line.ref, line.detail) == (manager, manager.ref, {})
    browser.post("/account/logout/")
    assert enter(browser, manager).status_code == 422
    assert enter(browser, manager, NEW).status_code == 302


def test_who_changes_it_stays_in_and_every_other_browser_is_out(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    thief = Browser()
    thief.cookies["lvzhi_session"] = browser.cookies["lvzhi_session"].value
    change(browser)
    assert browser.get("/me/").status_code == 200
    assert thief.get("/me/").status_code == 302


def test_all_that_is_wrong_is_said_beside_the_field(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    said = change(browser, new="short").text  # type: ignore[attr-defined]
    assert said.count('class="field-error"') >= 2
    assert "differ" in change(browser, again="Qz5n-bb28-hk3y").text  # type: ignore[attr-defined]
    assert "The password is wrong." in change(browser, old="x").text  # type: ignore[attr-defined]
    assert lines("password.change") == []


def test_a_wrong_present_password_counts_like_one_at_the_door(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    for _n in range(5):
        change(browser, old="wrong")
    assert "Try again in 15 minutes" in change(browser).text  # type: ignore[attr-defined]
    assert len(lines("sign_in.failed")) == 5


def test_none_of_the_last_five_comes_back(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    used = [SECRET, *(f"Wort-{n}-Kette-{n}x" for n in range(5))]
    for old, new in pairwise(used):
        assert change(browser, old, new)["Location"] == "/me/"  # type: ignore[index]
    assert "one of your last 5 passwords" in change(browser, used[-1], used[1]).text  # type: ignore[attr-defined]
    assert change(browser, used[-1], SECRET)["Location"] == "/me/", "the sixth before may"  # type: ignore[index]


@pytest.mark.parametrize("address", ["/", "/logs/", "/me/", "/regulation/", "/api/v1/logs"])
def test_before_a_first_password_nothing_else_passes(
    browser: Browser, manager: Staff, time: Clock, address: str
) -> None:
    with_password(manager, time.at, for_once=True)
    enter(browser, manager)
    answer = browser.get(address)
    assert (answer.status_code, answer.get("Location")) in [(302, "/me/password/"), (403, None)]
    assert browser.post("/logs/new/", {"done": "x"}).status_code == 403


def test_the_first_sign_in_asks_for_a_password_of_ones_own(browser: Browser, manager: Staff, time: Clock) -> None:
    with_password(manager, time.at, for_once=True)
    assert "Choose a password of your own" in enter(browser, manager, follow=True).text
    assert change(browser)["Location"] == "/"  # type: ignore[index]
    assert browser.get("/").status_code == 200
    assert Staff.objects.get(pk=manager.pk).must_change_password is False


def test_one_may_sign_out_or_change_the_language_instead(browser: Browser, manager: Staff, time: Clock) -> None:
    with_password(manager, time.at, for_once=True)
    enter(browser, manager)
    assert browser.post("/me/language/", {"language": "en", "next": "/me/password/"})["Location"] == "/me/password/"
    assert browser.post("/account/logout/")["Location"] == "/account/login/"


def test_after_ninety_days_it_has_to_be_changed(browser: Browser, manager: Staff, time: Clock) -> None:
    with_password(manager, time.at)
    time.on(days=89, hours=23)
    enter(browser, manager)
    assert browser.get("/").status_code == 200
    time.on(hours=2)
    browser.get("/")
    assert "older than 90 days" in enter(browser, manager, follow=True).text
    change(browser)
    assert browser.get("/").status_code == 200


def test_the_bank_sets_the_days(browser: Browser, bank: Bank, manager: Staff, time: Clock) -> None:
    decided(bank, "password.days", 30)
    with_password(manager, time.at - dt.timedelta(days=31))
    assert "older than 30 days" in enter(browser, manager, follow=True).text


def test_a_password_that_was_typed_is_never_kept_for_later(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    time.on(minutes=20)
    change(browser)
    kept = str([row.get_decoded() for row in Session.objects.all()])
    assert NEW not in kept
    assert SECRET not in kept
