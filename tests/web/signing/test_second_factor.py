"""Authenticator app and recovery codes, through the pages and through both connections as in the product.

Passkeys need a browser and have their journey.
"""

import re
import time as real_time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from lvzhi.people.actions import reset_second_factor
from lvzhi.people.models import Staff
from lvzhi.web.signing.adapters import SecondFactorAdapter
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import SECRET, Clock, enter, lines, with_password

pytestmark = pytest.mark.usefixtures("guarded")


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows; `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(real_time.time()) // 30 + steps))


def set_up(browser: Browser) -> tuple[str, list[str]]:
    """Set the app up as one does: password once more, picture, code. Gives the secret and the recovery codes."""
    assert browser.get("/account/app/")["Location"].startswith("/account/again/")
    assert browser.post("/account/again/", {"password": SECRET, "next": "/account/app/"})["Location"] == "/account/app/"
    page = browser.get("/account/app/").text
    secret = re.search(r"<code[^>]*>([A-Z2-7]{16,})</code>", page)[1]  # type: ignore[index]
    answer = browser.post("/account/app/", {"code": code_of(secret)})
    assert answer["Location"] == "/account/codes/"
    codes = re.findall(r"<li><code>(\d{4} \d{4})</code></li>", browser.get("/account/codes/").text)
    cache.clear()  # half a minute goes by
    return secret, codes


@pytest.fixture
def secret(browser: Browser, manager: Staff) -> str:
    enter(browser, manager)
    secret, _codes = set_up(browser)
    browser.post("/account/logout/")
    return secret


def test_the_app_is_set_up_with_a_picture_that_the_page_may_show(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    secret, codes = set_up(browser)
    assert len(secret) >= 16
    assert len(codes) == 10
    assert [line.action for line in lines("second_factor.added", "recovery_codes.added")] == [
        "second_factor.added",
        "recovery_codes.added",
    ]
    assert "****" not in browser.get("/me/").text
    assert "10 left" in browser.get("/me/").text


def test_recovery_codes_are_shown_once(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    _secret, codes = set_up(browser)
    again = browser.get("/account/codes/").text
    assert not any(code in again for code in codes)
    assert "not shown again" in again


def test_the_secret_is_not_readable_in_the_database(browser: Browser, manager: Staff, secret: str) -> None:
    kept = Authenticator.objects.get(user=manager, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret


def test_an_earlier_secret_key_still_reads_it(settings: object) -> None:
    settings.SECRET_KEY = "the old one"  # type: ignore[attr-defined]
    kept = SecondFactorAdapter().encrypt("ABCDEF")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new one", ["the old one"]  # type: ignore[attr-defined]
    assert SecondFactorAdapter().decrypt(kept) == "ABCDEF"


def test_after_the_password_the_code(browser: Browser, manager: Staff, secret: str) -> None:
    assert enter(browser, manager)["Location"] == "/account/code/"
    assert browser.get("/me/").status_code == 302, "half in is not in"
    assert browser.get("/account/code/").status_code == 200
    assert browser.post("/account/code/", {"code": code_of(secret)})["Location"] == "/"
    assert browser.get("/me/").status_code == 200
    assert lines("sign_in")[-1].detail == {"ways": ["password", "mfa"]}


def test_a_clock_half_a_minute_wrong_does_no_harm(browser: Browser, manager: Staff, secret: str) -> None:
    enter(browser, manager)
    assert browser.post("/account/code/", {"code": code_of(secret, -1)}).status_code == 302
    browser.post("/account/logout/")
    enter(browser, manager)
    assert browser.post("/account/code/", {"code": code_of(secret, -3)}).status_code == 422


def test_a_code_serves_once(browser: Browser, manager: Staff, secret: str) -> None:
    code = code_of(secret)
    enter(browser, manager)
    assert browser.post("/account/code/", {"code": code}).status_code == 302
    thief = Browser()
    enter(thief, manager)
    assert thief.post("/account/code/", {"code": code}).status_code == 422


def test_wrong_codes_are_counted_and_on_the_trail(browser: Browser, manager: Staff, secret: str) -> None:
    enter(browser, manager)
    for _n in range(5):
        assert "The code is wrong" in browser.post("/account/code/", {"code": "000000"}).text
    assert "Too many wrong attempts" in browser.post("/account/code/", {"code": code_of(secret)}).text
    failed = lines("second_factor.failed")
    assert len(failed) == 5
    assert {(line.by, line.ref) for line in failed} == {(None, manager.ref)}


def test_a_recovery_code_opens_once(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    _secret, codes = set_up(browser)
    browser.post("/account/logout/")
    enter(browser, manager)
    assert browser.post("/account/code/", {"code": codes[0]})["Location"] == "/"
    browser.post("/account/logout/")
    cache.clear()
    enter(browser, manager)
    assert browser.post("/account/code/", {"code": codes[0]}).status_code == 422
    assert browser.post("/account/code/", {"code": codes[1]}).status_code == 302
    assert "8 left" in browser.get("/me/").text


def again(browser: Browser, next_: str) -> None:
    browser.post("/account/again/", {"password": SECRET, "next": next_})


def test_it_is_removed_after_confirming_who_one_is(browser: Browser, manager: Staff, secret: str) -> None:
    enter(browser, manager)
    browser.post("/account/code/", {"code": code_of(secret)})
    assert browser.get("/account/app/remove/")["Location"].startswith("/account/again/")
    again(browser, "/account/app/remove/")
    assert browser.get("/account/app/remove/").status_code == 200
    browser.post("/account/app/remove/")
    assert not Authenticator.objects.exists(), "the recovery codes go with it"
    assert len(lines("second_factor.removed")) == 1
    browser.post("/account/logout/")
    assert enter(browser, manager)["Location"] == "/"


def test_new_recovery_codes_replace_the_old_ones(browser: Browser, manager: Staff, secret: str) -> None:
    enter(browser, manager)
    browser.post("/account/code/", {"code": code_of(secret)})
    again(browser, "/account/codes/new/")
    assert browser.get("/account/codes/new/").status_code == 200
    assert browser.post("/account/codes/new/")["Location"] == "/account/codes/"
    assert len(lines("recovery_codes.renewed")) == 1


@pytest.mark.parametrize("address", ["/account/passkeys/add/", "/account/app/", "/account/2fa/"])
def test_these_pages_are_for_people_who_are_signed_in(browser: Browser, db: None, address: str) -> None:
    answer = browser.get(address)
    assert (answer.status_code, answer.get("Location", "")[:15]) in [(302, "/account/login/"), (404, "")]


def test_a_passkey_page_offers_what_the_browser_needs(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    again(browser, "/account/passkeys/add/")
    page = browser.get("/account/passkeys/add/").text
    assert 'id="passkey-data"' in page
    assert "challenge" in page
    assert not re.search(r"<script(?![^>]*(src|application/json))", page), "nothing inline that runs"


def test_passkey_data_for_signing_in(browser: Browser, db: None) -> None:
    answer = browser.get("/account/passkey/", headers={"Accept": "application/json"})
    assert "challenge" in answer.json()["request_options"]["publicKey"]
    assert browser.get("/account/passkey/")["Location"] == "/account/login/"


class TestRequired:
    """LVZHI_REQUIRE_MFA=1: administrators and auditors have a second factor."""

    @pytest.fixture(autouse=True)
    def required(self, settings: object) -> None:
        settings.REQUIRE_MFA = True  # type: ignore[attr-defined]

    def test_it_is_set_up_before_anything_else(self, browser: Browser, bank: Bank, time: Clock) -> None:
        auditor = with_password(bank.staff("auditor"), time.at)
        assert "Your post needs a second factor" in enter(browser, auditor, follow=True).text
        for address in ("/", "/messages/", "/regulation/"):
            assert browser.get(address)["Location"] == "/me/"
        set_up(browser)
        assert browser.get("/").status_code == 200

    def test_others_are_not_asked(self, browser: Browser, manager: Staff) -> None:
        assert enter(browser, manager)["Location"] == "/"
        assert browser.get("/").status_code == 200

    def test_the_last_one_cannot_be_removed(self, browser: Browser, bank: Bank, time: Clock) -> None:
        auditor = with_password(bank.staff("auditor"), time.at)
        enter(browser, auditor)
        set_up(browser)
        again(browser, "/account/app/remove/")
        assert "Your post needs a second factor." in browser.post("/account/app/remove/").text
        assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_an_administrator_takes_it_away_from_who_has_lost_it(
    browser: Browser, bank: Bank, manager: Staff, secret: str, time: Clock
) -> None:
    reset_second_factor(bank.staff("administrator"), at=time.at, staff=manager, reason="phone lost")
    assert enter(browser, manager)["Location"] == "/"
