"""How long a session lasts, that there is one a person, and what it costs."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.people.actions import lock_person, reset_password
from lvzhi.people.models import FailedSignIn, Session, Staff
from lvzhi.web.signing.sessions import SessionStore
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import SECRET, Clock, decided, enter, lines, with_password


def is_in(browser: Browser) -> bool:
    return browser.get("/me/").status_code == 200


def test_fifteen_minutes_without_a_request_end_it(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    for _n in range(4):
        time.on(minutes=14)
        assert is_in(browser)
    time.on(minutes=15)
    answer = browser.get("/me/", follow=True)
    assert answer.redirect_chain[0][0] == "/account/login/?next=%2Fme%2F"
    assert "Your session has ended. Please sign in again." in answer.text
    (line,) = lines("session.expired")
    assert (line.by, line.at) == (manager, time.at)


def test_ten_hours_end_it_however_busy_one_is(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    for _n in range(59):
        time.on(minutes=10)
        assert is_in(browser)
    time.on(minutes=10)
    assert not is_in(browser)


def test_the_bank_sets_how_long(browser: Browser, bank: Bank, manager: Staff, time: Clock) -> None:
    decided(bank, "session.idle_minutes", 5)
    enter(browser, manager)
    time.on(minutes=5)
    assert not is_in(browser)


def test_a_session_is_written_at_most_once_a_minute(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    writes = 0
    for _n in range(12):
        time.on(seconds=15)
        with CaptureQueriesContext(connection) as asked:
            assert is_in(browser)
        writes += sum(one["sql"].startswith("UPDATE") for one in asked)
    assert writes == 3


def test_session_and_person_come_by_one_query(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/nothing/here/").status_code == 404
    (one,) = asked.captured_queries
    assert "people_session" in one["sql"]
    assert "people_staff" in one["sql"]


def test_a_new_sign_in_ends_the_one_before_and_says_so(manager: Staff) -> None:
    first, second = Browser(), Browser()
    enter(first, manager)
    enter(second, manager)
    assert is_in(second)
    answer = first.get("/me/", follow=True)
    assert "You have signed in elsewhere, which ended the session here." in answer.text
    assert "change your password" in answer.text
    assert is_in(second), "and the other goes on"
    assert [line.by for line in lines("session.replaced")] == [manager]


def test_nothing_is_replaced_when_nothing_was_open(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    time.on(minutes=20)
    enter(Browser(), manager)
    assert lines("session.replaced") == []


def test_signing_out_leaves_nothing_behind(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    browser.post("/account/logout/")
    assert not is_in(browser)
    assert Session.objects.exclude(staff=None).count() == 0


def test_a_copied_cookie_is_worth_nothing_after_signing_out(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    thief = Browser()
    thief.cookies = browser.cookies.copy()  # type: ignore[assignment]
    browser.post("/account/logout/")
    assert not is_in(thief)


def test_the_key_changes_at_the_door(browser: Browser, manager: Staff) -> None:
    browser.post("/tasks/", {"who": "x"})
    browser.get("/me/", follow=True)
    before = browser.cookies.get("lvzhi_session")
    enter(browser, manager)
    assert before is None or before.value != browser.cookies["lvzhi_session"].value


def test_the_cookie_is_for_this_browser_session_and_for_the_server_alone(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    cookie = browser.cookies["lvzhi_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


@pytest.mark.parametrize("verb", ["lock", "reset"])
def test_an_administrator_ends_it_at_once(browser: Browser, bank: Bank, manager: Staff, time: Clock, verb: str) -> None:
    enter(browser, manager)
    by = bank.staff("administrator")
    if verb == "lock":
        lock_person(by, at=time.at, staff=manager, reason="lost phone")
    else:
        reset_password(by, at=time.at, staff=manager, password="Qz5n-bb28-hk3x")
    assert not is_in(browser)


def test_the_end_of_a_post_is_not_the_end_of_a_session(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    manager.posts.all().delete()
    assert is_in(browser), "one's own account stays; the pages of the post are gone"
    assert browser.get("/reading/").status_code == 403


def test_what_is_over_is_removed_at_night(browser: Browser, bank: Bank, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    other = with_password(bank.staff("colleague"), time.at)
    enter(Browser(), other)
    enter(Browser(), other)
    enter(Browser(), manager, "wrong")
    time.on(days=2)
    SessionStore.clear_expired()
    assert Session.objects.count() == FailedSignIn.objects.count() == 0
    assert [line.by for line in lines("session.expired")] == [manager, other], "one line each; the replaced had its own"


def test_a_session_that_nobody_has_signed_into_is_kept_for_an_hour(browser: Browser, db: None, time: Clock) -> None:
    store = SessionStore()
    store["x"] = 1
    store.save()
    assert SessionStore(store.session_key).get("x") == 1
    time.on(hours=1)
    assert SessionStore(store.session_key).get("x") is None


def test_my_account_tells_when_it_ends_and_what_happened(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager, "wrong")
    enter(browser, manager, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537 Edg/120.0")
    said = browser.get("/me/").text
    ends = (time.at + dt.timedelta(minutes=15)).strftime("%H:%M")
    assert "08:45" in said or ends in said
    assert "Edge · Windows" in said
    assert "wrong password" in said
    assert SECRET not in said


def test_a_new_secret_key_signs_nobody_out(browser: Browser, manager: Staff, settings: Any) -> None:
    settings.SECRET_KEY = "the old one"
    enter(browser, manager)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new one", ["the old one"]
    assert is_in(browser)
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_in(browser)
