"""How a phone is answered that sends by itself: by facts, and for the person alone who had written it."""

import datetime as dt
from typing import Any

import pytest

from lvzhi.people.models import Session, Staff
from lvzhi.worklog.models import WorkLog
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.offline.conftest import FORM, SAID, Phone
from tests.web.signing.conftest import Clock, enter, lines, with_password


def test_AS_47_what_is_sent_twice_is_one(phone: Phone) -> None:
    first, second = phone.send(waited="7200"), phone.send(waited="7260")
    log = WorkLog.objects.get()
    assert (first.status_code, first["X-Lvzhi-Next"]) == (204, f"/logs/{log.pk}/")
    assert (second.status_code, second["X-Lvzhi-Next"]) == (204, f"/logs/{log.pk}/")
    assert len(lines("work_log.file")) == 1
    assert "Location" not in first


def test_it_says_when_the_first_of_two_had_arrived(phone: Phone, time: Clock) -> None:
    assert "X-Lvzhi-Before" not in phone.send()
    time.on(seconds=90)
    assert phone.send()["X-Lvzhi-Before"] == "yes"


def test_the_server_decides_what_is_late_and_the_trail_says_when_the_button_was_pressed(
    phone: Phone, time: Clock
) -> None:
    phone.send(waited="7200")
    assert WorkLog.objects.get().record.recorded_at == time.at
    (line,) = lines("work_log.file")
    assert line.at == time.at
    assert line.detail["pressed_at"] == "2026-03-02T15:30:00+08:00"


@pytest.mark.parametrize("waited", ["30", "", "-5", "an hour", "999999999999"])
def test_nothing_is_said_of_a_moment_ago_or_of_nonsense(phone: Phone, waited: str) -> None:
    assert phone.send(waited=waited).status_code == 204
    assert "pressed_at" not in lines("work_log.file")[0].detail


def test_a_form_that_is_wrong_comes_back_as_a_page(phone: Phone) -> None:
    answer = phone.send(done="")
    assert answer.status_code == 422
    assert "Say what was done today." in answer.text
    assert SAID["plan-0-text"] in answer.text
    assert not WorkLog.objects.exists()


def test_without_a_session_it_has_to_wait(phone: Phone, time: Clock) -> None:
    time.on(minutes=40)
    assert phone.send().status_code == 401
    assert phone.ask("/offline/ready/").status_code == 401
    assert not Session.objects.exists(), "the phone keeps it; the server need not"
    enter(phone.browser, phone.staff)
    assert phone.send().status_code == 204
    assert WorkLog.objects.count() == 1


def test_nobody_sends_what_another_wrote(phone: Phone, bank: Bank, time: Clock) -> None:
    other = with_password(bank.staff("colleague"), time.at - dt.timedelta(days=1))
    phone.browser.post("/account/logout/")
    enter(phone.browser, other)
    assert phone.send().status_code == 409
    assert not WorkLog.objects.exists()


@pytest.mark.parametrize("who", ["", "forged"])
def test_a_form_without_the_mark_of_its_person_is_not_taken(phone: Phone, who: str) -> None:
    assert phone.send(who=who).status_code == 409
    assert not WorkLog.objects.exists()


def test_a_way_on_is_no_proof(phone: Phone) -> None:
    """The log of a day long ago is refused by leading elsewhere; nothing was done, and the phone keeps it."""
    answer = phone.send(address=f"{FORM}?on=2026-01-05")
    assert answer.status_code == 409
    assert "X-Lvzhi-Next" not in answer
    assert not WorkLog.objects.exists()


def test_a_draft_that_is_newer_than_what_arrives_stays(phone: Phone) -> None:
    assert "draft_done" not in phone.send().cookies


def test_a_stale_token_is_no_answer_to_what_was_written(manager: Staff, time: Clock) -> None:
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    answer = strict.post(FORM, SAID | {"who": mark(strict)}, headers={"X-Lvzhi-Queued": "0"})
    assert answer.status_code == 401
    assert SAID["done"] not in strict.get(FORM).text


def mark(browser: Browser) -> str:
    import re

    return re.search(r'name="who" value="([^"]+)"', browser.get(FORM).text)[1]  # type: ignore[index]


def test_a_page_that_is_put_by_takes_nothing_that_is_shown_once(phone: Phone, time: Clock) -> None:
    """Neither the words of the last action nor a form that comes back after signing in."""
    time.on(minutes=40)
    phone.browser.post(FORM, phone.hidden | SAID)
    enter(phone.browser, phone.staff)
    assert SAID["done"] not in phone.ask(FORM).text
    assert SAID["done"] in phone.browser.get(FORM).text
    phone.browser.post(FORM, phone.hidden | SAID)
    assert "Handed in: the log" not in phone.ask("/logs/").text
    assert "Handed in: the log" in phone.browser.get("/logs/").text


def test_a_page_that_leads_elsewhere_is_not_put_by(phone: Phone) -> None:
    answer: Any = phone.ask(f"{FORM}?on=2026-01-05")
    assert (answer.status_code, answer.content) == (204, b"")
