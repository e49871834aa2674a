"""AS-44: administrators run the system and see no business; auditors see all and change nothing."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import get_resolver

from lvzhi.core.models import TrailLine
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.people.actions import create_administrator
from lvzhi.people.models import Staff
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import WorkLog
from tests.bank import Bank, pages
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import SECRET, START, Clock, enter, lines, with_password

DAY = START.date()
OWN = (  # one's own account and agreement: everybody's, an auditor's too
    "/me/", "/me/password/", "/me/language/", "/secrecy/sign/", "/secrecy/leaving/sign/",
)  # fmt: skip
ANY = {"code": "13", "key": "worklog.late_days", "provider_id": "bank"}


def addresses(resolver: Any = None, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    """Every address of the product with something put in for what varies, and its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from addresses(entry, route)
            continue
        yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found: ANY.get(found[1], "1"), route), entry.callback


@pytest.fixture
def log(bank: Bank, time: Clock) -> WorkLog:
    """One log, and the duty it fulfils."""
    engine.nightly(DAY, time.at)
    return file_work_log(bank.staff("manager"), at=time.at, on=DAY, pages=pages())


@pytest.mark.parametrize(
    "address", ["/logs/", "/logs/new/", "/logs/excel/", "/logs/print/", "/reading/", "/tasks/", "/trail/"]
)
def test_AS_44_an_administrator_opens_no_page_of_the_business(browser: Browser, bank: Bank, address: str) -> None:
    browser.sign_in(bank.staff("administrator"))
    assert browser.get(address).status_code == 403
    (line,) = lines("page.open")
    assert (line.by, line.result, line.detail["path"]) == (bank.staff("administrator"), "refused", address)


def test_AS_44_an_administrator_opens_no_log_and_no_duty_of_others(browser: Browser, bank: Bank, log: WorkLog) -> None:
    browser.sign_in(bank.staff("administrator"))
    duty = Duty.objects.first()
    assert duty is not None
    for address in (
        f"/logs/{log.pk}/",
        f"/logs/{log.pk}/print/",
        f"/duties/{duty.pk}/",
        f"/api/v1/work-logs/{log.pk}/",
    ):
        assert browser.get(address).status_code in (403, 404), address
    for address in ("/", "/go/?q=走访", "/messages/", "/regulation/13/"):
        page = browser.get(address)
        assert "走访示例客户" not in page.text, address


def test_AS_44_an_administrator_reads_no_business_through_the_api(browser: Browser, bank: Bank, log: WorkLog) -> None:
    browser.sign_in(bank.staff("administrator"))
    answer = browser.get("/api/v1/work-logs/")
    assert answer.status_code == 403 or "走访示例客户" not in answer.text


def business() -> list[str]:
    return [address for address, _view in addresses() if address not in OWN and not address.startswith("/account/")]


def test_AS_44_an_auditor_changes_nothing(browser: Browser, bank: Bank, log: WorkLog) -> None:
    browser.sign_in(bank.staff("auditor"))
    before = TrailLine.objects.filter(result=TrailLine.Result.DONE).count()
    answers = {address: browser.post(address, {"text": "x"}).status_code for address in business()}
    assert len(answers) > 40
    assert {address for address, status in answers.items() if status not in (403, 404, 405)} == set()
    assert TrailLine.objects.filter(result=TrailLine.Result.DONE).count() == before


def test_AS_44_an_auditor_reads_what_others_wrote(browser: Browser, bank: Bank, log: WorkLog) -> None:
    browser.sign_in(bank.staff("auditor"))
    assert "走访示例客户" in browser.get(f"/logs/{log.pk}/").text
    assert browser.get("/trail/").status_code == 200


def test_AS_44_an_auditor_keeps_the_own_password(browser: Browser, bank: Bank, time: Clock) -> None:
    auditor = with_password(bank.staff("auditor"), time.at - dt.timedelta(days=1))
    enter(browser, auditor)
    new = {"old": SECRET, "password": "Qz5n-bb28-hk3x", "again": "Qz5n-bb28-hk3x"}
    assert browser.post("/me/password/", new)["Location"] == "/me/"


def test_AS_43_a_guessed_log_is_not_there_and_the_attempt_is_on_the_trail(
    browser: Browser, bank: Bank, log: WorkLog
) -> None:
    browser.sign_in(bank.staff("colleague"))
    assert browser.get(f"/logs/{log.pk}/").status_code == 404
    assert browser.get(f"/logs/{log.pk + 999}/").status_code == 404
    (line,) = [line for line in lines("row.open") if line.result == TrailLine.Result.REFUSED]
    assert (line.by, line.ref) == (bank.staff("colleague"), log.ref)


class TestAdministration:
    """What an administrator does about somebody's access, through the pages."""

    @pytest.fixture
    def admin(self, browser: Browser, bank: Bank) -> Staff:
        admin = bank.staff("administrator")
        browser.sign_in(admin)
        return admin

    def test_a_new_password_for_one_sign_in(self, browser: Browser, admin: Staff, manager: Staff) -> None:
        page = browser.get(f"/me/access/{manager.pk}/password/").text
        offered = page.split('name="password" value="')[1].split('"')[0]
        assert browser.post(f"/me/access/{manager.pk}/password/", {"password": offered}).status_code == 302
        (line,) = lines("password.reset")
        assert (line.by, line.detail) == (admin, {"staff": manager.ref})
        other = Browser()
        assert enter(other, manager, offered, follow=True).redirect_chain[-1][0] == "/me/password/"

    def test_a_weak_one_is_refused(self, browser: Browser, admin: Staff, manager: Staff) -> None:
        assert browser.post(f"/me/access/{manager.pk}/password/", {"password": "Welcome1"}).status_code == 422

    def test_locked_and_unlocked_with_a_reason(self, browser: Browser, admin: Staff, manager: Staff) -> None:
        address = f"/me/access/{manager.pk}/"
        assert browser.post(f"{address}lock/", {"reason": ""}).status_code == 422
        assert browser.post(f"{address}lock/", {"reason": "left the bank"})["Location"] == address
        assert "locked by an administrator" in browser.get(address).text
        assert enter(Browser(), manager)["Location"] == "/account/login/"
        browser.post(f"{address}unlock/", {"reason": "is back"})
        assert enter(Browser(), manager)["Location"] == "/"
        assert [line.detail["reason"] for line in lines("person.lock", "person.unlock")] == ["left the bank", "is back"]

    def test_wrong_passwords_are_forgotten_when_unlocked(self, browser: Browser, admin: Staff, manager: Staff) -> None:
        for _n in range(5):
            enter(Browser(), manager, "wrong")
        assert "locked for a while" in browser.get(f"/me/access/{manager.pk}/").text
        browser.post(f"/me/access/{manager.pk}/unlock/", {"reason": "called, known by voice"})
        assert enter(Browser(), manager).status_code == 302

    @pytest.mark.parametrize("verb", ["password", "lock", "unlock", "second-factor"])
    def test_nobody_looks_after_the_own_access(self, browser: Browser, admin: Staff, verb: str) -> None:
        told = {"reason": "x", "password": "Qz5n-bb28-hk3x"}
        assert browser.post(f"/me/access/{admin.pk}/{verb}/", told).status_code == 403
        assert "another administrator" in browser.get(f"/me/access/{admin.pk}/").text

    @pytest.mark.parametrize("role", ["manager", "supervisor", "department_head", "auditor"])
    def test_others_have_no_business_here(self, browser: Browser, bank: Bank, role: str) -> None:
        browser.sign_in(bank.staff(role))
        assert browser.get(f"/me/access/{bank.staff('colleague').pk}/").status_code == 403


def test_the_first_administrator_is_made_by_nobody_and_gets_a_house(db: None, time: Clock) -> None:
    made = create_administrator(None, at=time.at, number="A0001", name="系统管理员", password=SECRET)
    assert made.posts.get().unit.parent is None
    (line,) = lines("administrator.create")
    assert (line.by, line.ref, line.detail) == (None, made.ref, {"number": "A0001", "name": "系统管理员"})
    browser = Browser()
    assert enter(browser, made)["Location"] == "/"
    assert browser.get("/me/").status_code == 200, "whoever chose the password on the machine need not change it"


def test_nobody_else_makes_one(bank: Bank, time: Clock) -> None:
    with pytest.raises(PermissionDenied):
        create_administrator(bank.staff("manager"), at=time.at, number="A1", name="x", password=SECRET)
    assert not Staff.objects.filter(number="A1").exists()
