"""The door through both connections as in the product: `default` cannot write, `signin` can."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.db.utils import InternalError

from lvzhi.people.models import FailedSignIn, Session, Staff
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import SECRET, Clock, enter, lines
from tests.web.signing.test_held import FORM, TYPED, opened, typed

pytestmark = pytest.mark.usefixtures("guarded")

SHARED = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}


@pytest.fixture
def shared(settings: Any, bank: Bank) -> None:
    """The cache that all machines share, as in the product."""
    settings.CACHES = SHARED
    cache.clear()


def test_in_and_out_and_a_new_password(browser: Browser, manager: Staff) -> None:
    assert enter(browser, manager).status_code == 302
    new = {"old": SECRET, "password": "Qz5n-bb28-hk3x", "again": "Qz5n-bb28-hk3x"}
    assert browser.post("/me/password/", new)["Location"] == "/me/"
    assert browser.get("/me/").status_code == 200
    browser.post("/account/logout/")
    assert [line.action for line in lines("sign_in", "password.change", "sign_out")] == [
        "sign_in",
        "password.change",
        "sign_out",
    ]


def test_a_wrong_password_is_counted_although_nothing_came_of_it(browser: Browser, manager: Staff) -> None:
    for _n in range(6):
        enter(browser, manager, "wrong")
    assert FailedSignIn.objects.count() == 5
    assert len(lines("sign_in.locked")) == 1


def test_what_was_typed_is_held_and_given_back(browser: Browser, manager: Staff, time: Clock) -> None:
    enter(browser, manager)
    hidden = opened(browser)
    time.on(minutes=40)
    browser.post(FORM, typed(hidden))
    enter(browser, manager)
    assert TYPED in browser.get(FORM).text


def test_the_shared_cache_is_written_through_signin(shared: None) -> None:
    assert cache.add("lvzhi.test", 1)
    assert not cache.add("lvzhi.test", 1)
    assert cache.get("lvzhi.test") == 1
    with connections["signin"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_cache")
        assert cursor.fetchone() == (1,)
    with pytest.raises(InternalError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_cache")


def test_codes_are_counted_in_the_shared_cache(shared: None, browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    browser.get("/account/app/")
    browser.post("/account/again/", {"password": SECRET, "next": "/account/app/"})
    for _n in range(5):
        assert browser.post("/account/app/", {"code": "000000"}).status_code == 422
    assert "Too many attempts in a short time" in browser.post("/account/app/", {"code": "000000"}).text


def test_reading_pages_leaves_the_second_connection_alone(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    connections["signin"].close()
    assert browser.get("/messages/").status_code == 200
    assert connections["signin"].connection is None
    assert Session.objects.count() == 1
