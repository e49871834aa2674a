"""The page of one log: what it shows to whom, what it proves, and what a guess at another's finds."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.models import TrailLine
from lvzhi.duties import engine
from lvzhi.worklog.actions import add_note, comment_on_log
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import MONDAY, NOW, a_bank, a_full_log, a_log
from tests.scenario import moment
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


def test_the_whole_day_is_on_the_page(bank: Bank, browser: Browser) -> None:
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    log = a_full_log(bank)
    add_note(bank.staff("张三"), at=moment("2026-03-02 21:00"), log=log, text="客户来电确认周四面谈")
    page = browser.sign_in(bank.staff("张三")).get(f"/logs/{log.pk}/").text
    for words in ("2026-03-02", "张三", "一组", "走访示例客户", "09:00–10:30", "示例甲精密制造", "同意提供报表"):
        assert words in page
    for words in (
        "抵押物评估报告未出",
        "风险经理",
        "整理贷后资料",
        "先听再讲",
        "客户来电确认周四面谈",
        "我来联系评估公司",
    ):
        assert words in page
    assert page.index("抵押物评估报告未出") < page.index("我来联系评估公司") < page.index("走访示例客户")
    assert f"RZ-2026-{log.pk:06}" in page
    assert f"/logs/{log.pk}/print/" in page


def test_the_duties_it_proves_lead_to_their_clauses(bank: Bank, browser: Browser) -> None:
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    log = a_full_log(bank)
    engine.nightly(MONDAY, moment("2026-03-02 23:00"))
    page = browser.sign_in(bank.staff("李四")).get(f"/logs/{log.pk}/").text
    proven = page[page.index("proven-title") :]
    assert "/regulation/13/" in proven
    assert "/regulation/13.2/" in proven
    assert "张三" in proven
    assert "李四" in proven


def test_the_trail_of_a_log_holds_what_was_filed_about_it(bank: Bank, browser: Browser) -> None:
    log = a_full_log(bank)
    browser.sign_in(bank.staff("李四"))
    browser.get(f"/logs/{log.pk}/print/")
    page = browser.get(f"/logs/{log.pk}/").text
    trail = page[page.index('class="trail"') :]
    assert trail.count('class="trail-at"') >= 4
    assert "/trail/?about=" not in page
    assert f"/trail/?about={log.ref}" in browser.sign_in(bank.staff("周审")).get(f"/logs/{log.pk}/").text


def test_AS_43_guessing_anothers_log_finds_nothing_and_is_on_the_trail(bank: Bank, browser: Browser) -> None:
    log = a_log(bank.staff("王丽"))
    browser.sign_in(bank.staff("张三"))
    for path in (f"/logs/{log.pk}/", f"/logs/{log.pk}/print/"):
        assert browser.get(path).status_code == 404
        line = TrailLine.objects.latest("id")
        assert (line.by, line.ref, line.result) == (bank.staff("张三"), log.ref, "refused")
        assert line.detail["path"] == path
    before = TrailLine.objects.count()
    assert browser.get("/logs/999999/").status_code == 404
    assert TrailLine.objects.count() == before


def test_AS_44_an_auditor_reads_every_log_and_changes_none(bank: Bank, browser: Browser) -> None:
    log = a_full_log(bank)
    page = browser.sign_in(bank.staff("周审")).get(f"/logs/{log.pk}/")
    assert page.status_code == 200
    assert f"/logs/{log.pk}/comments/" not in page.text
    assert f"/logs/{log.pk}/notes/" not in page.text
    before = log.comments.count()
    assert browser.post(f"/logs/{log.pk}/comments/", {"text": "看到了"}).status_code == 403
    assert log.comments.count() == before
    assert browser.sign_in(bank.staff("吴管")).get(f"/logs/{log.pk}/").status_code == 403


def test_the_number_of_queries_does_not_grow_with_what_was_said(bank: Bank, browser: Browser) -> None:
    few, many = a_full_log(bank), a_full_log(bank, MONDAY + DAY)
    for n in range(3):
        comment_on_log(bank.staff("李四"), at=moment(f"2026-03-03 20:0{n}"), log=many, text=f"第{n}条")
        add_note(bank.staff("张三"), at=moment(f"2026-03-03 21:0{n}"), log=many, text=f"补充{n}")
    browser.sign_in(bank.staff("周审"))
    counts = []
    for log in (few, few, many):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/logs/{log.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[2] <= 30, counts
