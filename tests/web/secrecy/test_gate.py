"""AS-01: without a valid confidentiality agreement there is the signing page, one's own account, and nothing else."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from lvzhi.core.models import TrailLine
from lvzhi.people.models import Role, Staff
from lvzhi.worklog.models import WorkLog
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank, a_log
from tests.web.access.addresses import ADDRESSES
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
SIGN = "/secrecy/sign/"
OPEN = re.compile("me|password|set_language|sign_(agreement|leaving)|(account|mfa|openid_connect)_.*")


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def log(bank: Bank) -> WorkLog:
    return a_log(bank.staff("张三"))


@pytest.fixture
def unsigned(bank: Bank, log: WorkLog, browser: Browser) -> Browser:
    """张三 at a browser, whose agreement has ended yesterday."""
    return browser.sign_in(without(bank.staff("张三"), NOW.date() - dt.timedelta(days=1)))


def without(staff: Staff, until: dt.date | None = None) -> Staff:
    staff.cleared_until = until
    staff.save()
    return staff


def test_AS_01_every_page_leads_to_the_signing_page_and_nowhere_else(unsigned: Browser) -> None:
    plain = {name for name, one in ADDRESSES.items() if not one.pattern.converters and not name.startswith("api:")}
    for name in sorted(plain):  # none of these changes anything by being opened
        answer = unsigned.get(reverse(name))
        if OPEN.fullmatch(name):
            assert not answer.get("Location", "").startswith(SIGN), name
        else:
            assert answer["Location"].startswith(SIGN), name
    assert len(plain) > 25


@pytest.mark.parametrize("address", ["/", "/logs/", "/logs/excel/", "/go/find/?q=张三", "/messages/"])
def test_AS_01_page_export_and_search_give_nothing(unsigned: Browser, address: str) -> None:
    answer = unsigned.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN)
    assert "走访示例客户" not in answer.text
    page = unsigned.get(answer["Location"])
    assert page.status_code == 200
    assert "走访示例客户" not in page.text


def test_AS_01_the_own_log_its_print_and_what_htmx_asks_for(unsigned: Browser, log: WorkLog) -> None:
    for address in (f"/logs/{log.pk}/", f"/logs/{log.pk}/print/"):
        assert unsigned.get(address)["Location"] == f"{SIGN}?next={address.replace('/', '%2F')}"
    answer = unsigned.get("/logs/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(SIGN)


def test_AS_01_the_api_refuses_clearly_and_the_trail_knows(unsigned: Browser, log: WorkLog) -> None:
    for address in ("work-logs/", f"work-logs/{log.pk}/", "agreements/", "me/", "openapi.json"):
        answer = unsigned.get(f"/api/v1/{address}")
        assert answer.status_code == 403
        assert "confidentiality agreement" in answer.json()["detail"]
    assert TrailLine.objects.filter(result="refused", detail__path=f"/api/v1/work-logs/{log.pk}/").count() == 1


def test_AS_01_the_signing_page_shows_no_way_round(unsigned: Browser) -> None:
    page = unsigned.get(SIGN).text
    assert "What is secret" in page
    for address in ("/logs/", "/messages/", "/go/", "/regulation/"):
        assert f'href="{address}"' not in page
    for address in ("/me/", "/me/language/", "/account/logout/"):
        assert address in page


@pytest.mark.parametrize("who", ["张三", "李四", "王五", "周审"])
def test_everybody_in_business_signs_and_auditors_too(bank: Bank, browser: Browser, who: str) -> None:
    assert browser.sign_in(without(bank.staff(who))).get("/")["Location"] == SIGN


def test_the_administrator_signs_nothing(bank: Bank, browser: Browser) -> None:
    browser.sign_in(without(bank.staff("吴管")))
    assert browser.get("/").status_code == 200
    assert browser.get(SIGN).status_code == 403
    assert not bank.staff("吴管").holds(NOW.date(), *(set(Role) - {Role.ADMINISTRATOR}))


def test_on_its_last_day_an_agreement_is_still_valid(bank: Bank, browser: Browser) -> None:
    browser.sign_in(without(bank.staff("张三"), NOW.date()))
    assert browser.get("/logs/").status_code == 200
    with at_moment(NOW + dt.timedelta(days=1)):
        browser.sign_in(bank.staff("张三"))
        assert browser.get("/logs/")["Location"].startswith(SIGN)


def test_the_gate_costs_no_query(bank: Bank, browser: Browser, django_assert_num_queries) -> None:
    browser.sign_in(without(bank.staff("张三"), NOW.date() - dt.timedelta(days=1)))
    with django_assert_num_queries(1):  # the session with its person and posts
        browser.get("/logs/")
