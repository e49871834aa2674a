"""Daily reports over the API: the same rows, the same rules, the same errors as on the pages (13.1)."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from lvzhi.worklog.actions import note_reports, report
from lvzhi.worklog.models import DailyReport
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank
from tests.web.clock import at_moment
from tests.worklog.day import a_customer, an_outing

pytestmark = pytest.mark.django_db
REPORTS = "/api/v1/daily-reports/"


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


def post(browser: Browser, body: dict[str, Any], **headers: str) -> Any:
    return browser.post(REPORTS, body, content_type="application/json", headers=headers)


def test_a_report_is_made_and_read(bank: Bank, browser: Browser) -> None:
    rm = browser.sign_in(bank.staff("张三"))
    answer = post(rm, {})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["way"], made["to"], made["noted_at"]) == ("in_person", "李四", None)
    assert rm.get(answer.headers["Location"]).json() == made
    note_reports(bank.staff("李四"), at=NOW, reports=[DailyReport.objects.get()])
    assert rm.get(answer.headers["Location"]).json()["noted_by"] == "李四"
    (row,) = rm.get(REPORTS).json()["items"]
    assert row["on"] == "2026-03-06"


def test_the_same_key_is_the_same_report(bank: Bank, browser: Browser) -> None:
    rm, key = browser.sign_in(bank.staff("张三")), {"Idempotency-Key": str(uuid.uuid4())}
    assert [post(rm, {}, **key).json()["id"] for _ in range(2)] == [DailyReport.objects.get().pk] * 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"way": "phone"}, "reason"),
        ({"way": "pigeon"}, "way"),
        ({"way": "phone", "absence": 999999}, "absence"),
        ({"told_at": "2026-03-06T17:00:00"}, "told_at"),
        ({"told_at": "2026-03-06T17:00:00+08:00"}, "told_at"),
    ],
)
def test_what_is_wrong_is_said_under_its_name(bank: Bank, browser: Browser, body: dict[str, Any], field: str) -> None:
    answer = post(browser.sign_in(bank.staff("张三")), body)
    assert answer.status_code == 422
    assert list(answer.json()) == [field]


def test_by_phone_from_an_outing(bank: Bank, browser: Browser) -> None:
    rm = bank.staff("张三")
    out = an_outing(rm, a_customer(rm), "2026-03-06 08:30", "2026-03-06 11:00")
    answer = post(browser.sign_in(rm), {"way": "phone", "absence": out.pk})
    assert answer.status_code == 201
    assert answer.json()["absence"] == out.pk


def test_reports_of_others_do_not_exist(bank: Bank, browser: Browser) -> None:
    made = report(bank.staff("张三"), at=NOW, told_at=NOW)
    assert browser.sign_in(bank.staff("王丽")).get(f"{REPORTS}{made.pk}/").status_code == 404
