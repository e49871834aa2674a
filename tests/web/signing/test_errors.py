"""What a person sees when a page cannot be shown; and the language in which it is said."""

from typing import Any

import pytest
from django.test import override_settings

from lvzhi.people.models import Staff
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import enter, lines


def test_there_is_nothing_here_signed_in_or_not(browser: Browser, manager: Staff) -> None:
    assert browser.get("/nothing/").status_code == 404
    assert "There is nothing here" in browser.get("/nothing/").text
    enter(browser, manager)
    assert browser.get("/nothing/").status_code == 404


def test_not_for_your_post(browser: Browser, bank: Bank) -> None:
    page = browser.sign_in(bank.staff("manager")).get("/reading/")
    assert (page.status_code, "This page is not for your post" in page.text) == (403, True)


def test_too_large_to_send(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    page = browser.post("/logs/new/", {"done": "长" * 2_000_000})
    assert (page.status_code, "This is too large to send" in page.text) == (413, True)


def test_could_not_be_understood(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    page = browser.post("/logs/new/", {f"f{n}": "x" for n in range(2100)})
    assert (page.status_code, "This request could not be understood" in page.text) == (400, True)


def test_our_fault_is_said_without_the_database(browser: Browser, manager: Staff, monkeypatch: Any) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    enter(browser, manager)
    browser.raise_request_exception = False
    monkeypatch.setattr("lvzhi.web.page.frame", broken)
    page = browser.get("/")
    assert (page.status_code, "Something went wrong here" in page.text) == (500, True)


@pytest.mark.parametrize("address", ["/nothing/", "/account/login/"])
def test_pages_outside_the_frame_keep_to_the_policy(browser: Browser, db: None, address: str) -> None:
    page = browser.get(address)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert page["Cache-Control"]
    assert ' style="' not in page.text
    assert " onclick" not in page.text


def test_the_language_is_the_browsers_until_somebody_chooses(browser: Browser, db: None, settings: Any) -> None:
    settings.LANGUAGE_CODE = "zh-hans"
    assert browser.get("/account/login/", headers={"Accept-Language": "en"})["Content-Language"] == "en"
    assert browser.get("/account/login/", headers={"Accept-Language": "zh-CN"})["Content-Language"] == "zh-hans"
    assert browser.get("/account/login/", headers={"Accept-Language": "de"})["Content-Language"] == "zh-hans"
    browser.post("/me/language/", {"language": "en", "next": "/account/login/"})
    assert browser.get("/account/login/", headers={"Accept-Language": "zh-CN"})["Content-Language"] == "en"


def test_the_language_goes_with_the_person(browser: Browser, manager: Staff) -> None:
    enter(browser, manager)
    assert browser.post("/me/language/", {"language": "en", "next": "/logs/"})["Location"] == "/logs/"
    assert len(lines("language.choose")) == 1
    other = Browser()
    enter(other, manager)
    assert other.get("/me/", headers={"Accept-Language": "zh-CN"})["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["", "de", "zh-hans'; --"])
def test_a_language_that_is_not_spoken_changes_nothing(browser: Browser, manager: Staff, language: str) -> None:
    enter(browser, manager)
    assert browser.post("/me/language/", {"language": language, "next": "https://evil.example/"})["Location"] == "/me/"
    assert lines("language.choose") == []


@override_settings(ALLOWED_HOSTS=["bank.example"])
def test_another_name_of_the_machine_is_refused(browser: Browser, db: None) -> None:
    assert browser.get("/account/login/").status_code == 400
