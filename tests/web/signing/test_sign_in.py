"""Signing in with number and password: who gets in, who is counted, what is said to whom."""

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import NoReverseMatch, reverse

from lvzhi.core.models import TrailLine
from lvzhi.people.models import FailedSignIn, Staff
from lvzhi.people.passwords import Argon2id
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import SECRET, Clock, decided, enter, lines


def test_number_and_password_open_the_door(browser: Browser, manager: Staff) -> None:
    answer = enter(browser, manager)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/me/").context is None  # Jinja2 keeps no context; the page itself must do
    assert manager.name in browser.get("/me/").text
    (line,) = lines("sign_in")
    assert (line.by, line.ref, line.detail, line.ip) == (manager, manager.ref, {"ways": ["password"]}, "127.0.0.1")


def test_the_number_is_taken_in_any_case(browser: Browser, manager: Staff) -> None:
    browser.post("/account/login/", {"login": f" {manager.number.lower()} ", "password": SECRET})
    assert len(lines("sign_in")) == 1


def test_one_goes_on_where_one_wanted_to_go_but_never_out_of_the_house(browser: Browser, manager: Staff) -> None:
    assert browser.get("/me/")["Location"] == "/account/login/?next=%2Fme%2F"
    there = browser.post("/account/login/", {"login": manager.number, "password": SECRET, "next": "/me/"})
    assert there["Location"] == "/me/"
    browser.post("/account/logout/")
    out = browser.post(
        "/account/login/", {"login": manager.number, "password": SECRET, "next": "https://evil.example/"}
    )
    assert out["Location"] == "/"


def test_a_wrong_password_is_not_told_from_an_unknown_number(browser: Browser, manager: Staff) -> None:
    known = enter(browser, manager, "wrong")
    unknown = browser.post("/account/login/", {"login": "T9999", "password": "wrong"})
    assert known.status_code == unknown.status_code == 422
    words = "The employee number or the password is wrong."
    assert words in known.text
    assert words in unknown.text


def test_the_trail_names_the_number_tried_and_no_password(browser: Browser, manager: Staff) -> None:
    enter(browser, manager, "a secret that is wrong")
    browser.post("/account/login/", {"login": "My-Secret-2026!", "password": "x"})
    known, unknown = lines("sign_in.failed")
    assert (known.by, known.ref, known.result) == (None, manager.ref, TrailLine.Result.REFUSED)
    assert known.detail == {"number": manager.number}
    assert unknown.detail == {"number": "my…"}, "a password typed into the wrong field is not kept"
    assert "secret that is wrong" not in str([known.detail, unknown.detail])


def test_five_wrong_passwords_lock_the_number_for_fifteen_minutes(
    browser: Browser, manager: Staff, time: Clock
) -> None:
    answers = [enter(browser, manager, "wrong").text for _n in range(5)]
    assert "After 2 more wrong attempts" in answers[2]
    assert "After 1 more wrong attempt the" in answers[3]
    assert "Try again in 15 minutes" in answers[4]
    assert "Try again in 15 minutes" in enter(browser, manager).text, "the right one does not open it either"
    enter(browser, manager)
    assert [line.detail["number"] for line in lines("sign_in.locked")] == [manager.number], "once a minute"
    time.on(minutes=2)
    enter(browser, manager)
    assert len(lines("sign_in.locked")) == 2
    time.on(minutes=13, seconds=1)
    assert enter(browser, manager).status_code == 302


def test_a_number_that_nobody_has_is_locked_with_the_same_words(browser: Browser, manager: Staff) -> None:
    def said(number: str) -> list[str]:
        answers = [browser.post("/account/login/", {"login": number, "password": "x"}) for _n in range(6)]
        return [answer.text.split('class="notice')[1].split("</p>")[0] for answer in answers]

    assert said(manager.number) == said("T9999")


def test_an_address_is_locked_when_it_tries_many_numbers(browser: Browser, bank: Bank, manager: Staff) -> None:
    decided(bank, "account.address_failures", 20)
    for n in range(20):
        browser.post("/account/login/", {"login": f"X{n}", "password": "x"})
    assert "Try again in 15 minutes" in enter(browser, manager).text
    assert enter(browser, manager, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_the_bank_sets_how_many_and_how_long(browser: Browser, bank: Bank, manager: Staff) -> None:
    decided(bank, "account.lock_failures", 3)
    decided(bank, "account.lock_minutes", 30)
    said = [enter(browser, manager, "wrong").text for _n in range(3)]
    assert "Try again in 30 minutes" in said[2]


def test_old_failures_do_not_count(browser: Browser, manager: Staff, time: Clock) -> None:
    for _n in range(4):
        enter(browser, manager, "wrong")
    time.on(minutes=16)
    assert enter(browser, manager, "wrong").text.count("Try again in") == 0
    assert FailedSignIn.objects.count() == 5


def test_who_is_shut_out_is_told_to_ask(browser: Browser, manager: Staff) -> None:
    Staff.objects.filter(pk=manager.pk).update(is_active=False)
    assert enter(browser, manager, follow=True).text.count("Please ask your administrator") == 1
    assert browser.get("/me/").status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "socialaccount_signup"])
def test_nobody_signs_up_and_no_mail_opens_the_door(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_page_can_be_read_without_being_signed_in(browser: Browser) -> None:
    answer = browser.get("/account/login/")
    assert answer.status_code == 200
    assert 'autocomplete="username"' in answer.text
    assert 'autocomplete="current-password"' in answer.text
    assert "Cache-Control" in answer.headers


def test_signing_in_and_out_of_a_page_asked_twice_does_no_harm(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    assert browser.get("/account/login/")["Location"] == "/"
    browser.post("/account/logout/")
    assert browser.post("/account/logout/")["Location"] == "/account/login/"
    assert [line.by for line in lines("sign_out")] == [manager]
    assert browser.get("/me/").status_code == 302


def test_passwords_are_kept_as_argon2id(settings: object) -> None:
    kept = make_password(SECRET, hasher=Argon2id())  # type: ignore[arg-type]
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2id().verify(SECRET, kept)


def test_a_proxy_of_the_bank_is_believed_and_nobody_else(browser: Browser, manager: Staff, settings: object) -> None:
    enter(browser, manager, HTTP_X_FORWARDED_FOR="1.2.3.4")
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
    enter(Browser(), manager, HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.2.3")
    assert [line.ip for line in lines("sign_in")] == ["127.0.0.1", "10.1.2.3"]
