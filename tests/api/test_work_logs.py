"""Work logs over the API: the same rows, the same rules, the same errors as on the pages."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.models import TrailLine
from lvzhi.worklog.models import WorkLog
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import MONDAY, NOW, a_bank, a_full_log, a_log
from tests.scenario import moment
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LOGS = "/api/v1/work-logs/"
FRIDAY = {"on": "2026-03-06", "done": "走访示例客户", "plan": ["整理贷后资料"]}


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


def post(browser: Browser, body: dict[str, Any], **headers: str) -> Any:
    return browser.post(LOGS, body, content_type="application/json", headers=headers)


def test_the_list_holds_the_own_rows_with_their_columns(bank: Bank, browser: Browser) -> None:
    log = a_full_log(bank)
    a_log(bank.staff("王丽"))
    answer = browser.sign_in(bank.staff("张三")).get(LOGS).json()
    assert answer["count"] == {"value": 1, "capped": False}
    assert (answer["next"], answer["previous"]) == (None, None)
    (row,) = answer["items"]
    assert row["id"] == log.pk
    assert row["on"] == "2026-03-02"
    assert row["owner"] == "张三"
    assert row["difficulties"] == 1
    assert row["late"] is False
    assert row["handed_in"].startswith("2026-03-02T09:50")


def test_filters_order_and_pages_are_those_of_the_page(bank: Bank, browser: Browser) -> None:
    logs = [a_log(bank.staff("张三"), MONDAY + n * DAY) for n in range(3)]
    other = a_log(bank.staff("王丽"))
    browser.sign_in(bank.staff("王五"))
    page = browser.get(f"{LOGS}?owner=张三&sort=on&limit=2").json()
    assert [row["id"] for row in page["items"]] == [logs[0].pk, logs[1].pk]
    after = browser.get(page["next"]).json()
    assert [row["id"] for row in after["items"]] == [logs[2].pk]
    assert after["next"] is None
    assert browser.get(after["previous"]).json()["items"] == page["items"]
    assert [row["id"] for row in browser.get(f"{LOGS}?on_to=2026-03-02&owner=王").json()["items"]] == [other.pk]


def test_what_is_wrong_with_a_question_is_said_by_field(bank: Bank, browser: Browser) -> None:
    browser.sign_in(bank.staff("王五"))
    answer = browser.get(f"{LOGS}?on_from=x&late=perhaps")
    assert answer.status_code == 422
    assert set(answer.json()) == {"on_from", "late"}
    assert browser.get(f"{LOGS}?limit=0").json().keys() == {"limit"}


def test_one_log_whole(bank: Bank, browser: Browser) -> None:
    log = a_full_log(bank)
    told = browser.sign_in(bank.staff("周审")).get(f"{LOGS}{log.pk}/").json()
    assert told["number"] == f"RZ-2026-{log.pk:06}"
    assert (told["owner"], told["owner_name"], told["unit"]) == ("T0001", "张三", "一组")
    assert told["lines"][0] | {"result": ""} == {
        "starts": "09:00:00", "ends": "10:30:00", "work": "marketing",
        "whom": "示例甲精密制造", "content": "拜访财务负责人", "result": "",
    }  # fmt: skip
    assert told["difficulties"] == [{"text": "抵押物评估报告未出", "helper": "风险经理", "urgent": True}]
    assert told["plan"][0]["text"] == "整理贷后资料"
    assert told["readings"][0]["by"] == "李四"
    assert told["comments"][0]["text"] == "我来联系评估公司"


def test_AS_43_anothers_log_does_not_exist_and_the_guess_is_on_the_trail(bank: Bank, browser: Browser) -> None:
    log = a_log(bank.staff("王丽"))
    browser.sign_in(bank.staff("张三"))
    for pk in (log.pk, 999_999):
        answer = browser.get(f"{LOGS}{pk}/")
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})
    line = TrailLine.objects.get(action="row.open")
    assert (line.by, line.ref, line.result) == (bank.staff("张三"), log.ref, "refused")


def test_a_log_is_handed_in_through_the_same_action(bank: Bank, browser: Browser) -> None:
    before = a_log(bank.staff("张三"), MONDAY + 3 * DAY)
    item = before.plan.get()
    body = FRIDAY | {
        "lines": [{"starts": "09:00", "ends": "10:30", "work": "care", "content": "电话回访"}],
        "outcomes": [{"item": item.pk, "result": "done"}],
        "difficulties": [{"text": "评估报告未出", "urgent": True}],
    }
    answer = post(browser.sign_in(bank.staff("张三")), body)
    assert answer.status_code == 201, answer.content
    log = WorkLog.objects.get(on="2026-03-06")
    assert answer["Location"] == f"{LOGS}{log.pk}/"
    assert answer.json()["id"] == log.pk
    assert log.outcomes.get().item == item
    assert TrailLine.objects.filter(action="work_log.file", ref=log.ref).exists()


def test_the_same_key_sent_again_does_nothing_new(bank: Bank, browser: Browser) -> None:
    key = str(uuid.uuid4())
    browser.sign_in(bank.staff("张三"))
    answers = [post(browser, FRIDAY, **{"Idempotency-Key": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert WorkLog.objects.count() == 1
    assert post(browser, FRIDAY).status_code == 422
    assert post(browser, FRIDAY, **{"Idempotency-Key": "x"}).json().keys() == {"Idempotency-Key"}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"done": " "}, {"done"}),
        ({"plan": []}, {"plan"}),
        ({"plan": ["长" * 300]}, {"plan.0.text"}),
        ({"on": "2026-13-01"}, {"on"}),
        ({"on": "2026-03-05"}, {"late_reason"}),
        ({"on": "2026-02-05"}, {"__all__"}),
        ({"outcomes": [{"item": 5, "result": "done"}]}, {"outcomes.0.item"}),
        ({"lines": [{"starts": "10:00", "ends": "09:00", "work": "care", "content": "x"}]}, {"lines.0.__all__"}),
        ({"lines": [{"starts": "09:00", "ends": "10:00", "work": "fishing", "content": "x"}]}, {"lines.0.work"}),
        ({"lines": [{"starts": "noon", "ends": "10:00", "work": "care", "content": "x"}]}, {"lines.0.starts"}),
        ({"lines": "none"}, {"lines"}),
        ({"done": None}, {"done"}),
        ({"done": "a\x00b"}, {"done"}),
    ],
)
def test_what_is_wrong_with_a_log_is_said_by_field_and_nothing_is_written(
    bank: Bank, browser: Browser, change: dict[str, Any], wrong: set[str]
) -> None:
    answer = post(browser.sign_in(bank.staff("张三")), FRIDAY | change)
    assert answer.status_code == 422, answer.content
    assert set(answer.json()) == wrong
    assert all(isinstance(said, str) for errors in answer.json().values() for said in errors)
    assert not WorkLog.objects.exists()


def test_what_the_action_refuses_is_a_403(bank: Bank, browser: Browser) -> None:
    answer = post(browser.sign_in(bank.staff("张三")), FRIDAY | {"on": "2026-03-07"})
    assert (answer.status_code, answer.json()) == (403, {"detail": "Forbidden"})
    assert TrailLine.objects.filter(action="work_log.file", result="refused").exists()


@pytest.mark.parametrize("who", ["李四", "王五", "周审", "吴管"])
def test_AS_44_who_keeps_no_logs_hands_none_in(bank: Bank, browser: Browser, who: str) -> None:
    assert post(browser.sign_in(bank.staff(who)), FRIDAY).status_code == 403
    assert browser.get(LOGS).status_code == (403 if who == "吴管" else 200)
    assert not WorkLog.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(bank: Bank, browser: Browser) -> None:
    counts = []
    for day in range(3):
        a_log(bank.staff("张三"), MONDAY + day * DAY, at=moment(f"{MONDAY + day * DAY} 17:50"))
        if day == 1:
            continue
        browser.sign_in(bank.staff("王五"))
        browser.get(LOGS)
        with CaptureQueriesContext(connection) as asked:
            browser.get(LOGS)
        counts.append(len(asked))
    assert counts[0] == counts[1], counts
