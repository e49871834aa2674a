"""Parameters as people use them: what is in force and why, another value asked for, tried, confirmed."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.calendar import DAY
from lvzhi.core.models import Change, ParameterValue
from lvzhi.core.params import PARAMETERS
from lvzhi.duties import engine
from lvzhi.duties.models import Duty, Trial
from lvzhi.duties.trying import mark_failed
from lvzhi.jobs.tasks import try_value
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.scenario import moment
from tests.web.clock import at_moment

KEY = "worklog.deadline"
URL = f"/parameters/{KEY}/"
MONDAY = dt.date(2026, 3, 2)
NOW = moment("2026-03-13 20:00")
ASKED = {"value": "18:00", "since": "2026-04-01", "why": "下班前交齐"}


@pytest.fixture
def bank(db) -> Iterator[Bank]:
    bank = Bank.of({"张三": "manager", "管理员": "administrator", "督导": "supervising", "审计": "auditor"})
    for n in range(12):
        engine.nightly(MONDAY + n * DAY, moment(f"{MONDAY + n * DAY} 00:05"))
    with at_moment(NOW):
        yield bank


def browse(bank: Bank, who: str, language: str = "en") -> Browser:
    return Browser(headers={"accept-language": language}).sign_in(bank.staff(who))


def page(bank: Bank, who: str, path: str = URL, **more: object) -> str:
    return browse(bank, who).get(path, **more).content.decode()


def ask(bank: Bank, **other: str) -> Trial:
    came = browse(bank, "管理员").post(URL, ASKED | other)
    assert came.status_code == 302, came.content.decode()
    return Trial.objects.get()


def test_asked_for_tried_confirmed(bank):
    trial = ask(bank)
    assert "0 of 11 days" in page(bank, "督导")
    assert 'value="confirm"' not in page(bank, "督导")
    try_value(trial=trial.pk)
    shown = page(bank, "督导")
    assert 'value="confirm"' in shown
    assert "with 18:00" in shown
    assert 'value="confirm"' not in page(bank, "管理员")
    assert browse(bank, "督导").post(URL, {"do": "confirm"}).status_code == 302
    assert PARAMETERS[KEY].on(dt.date(2026, 4, 1)) == "18:00"
    history = page(bank, "张三")
    for words in ("下班前交齐", "管理员", "督导", "2026-04-01"):
        assert words in history
    assert "18:00 from 2026-04-01" in page(bank, "张三", "/parameters/")


def test_the_trial_counts_what_the_year_would_have_been(bank):
    trial = ask(bank)
    try_value(trial=trial.pk)
    trial.refresh_from_db()
    assert Duty.objects.late(NOW).filter(rule="keep_work_log").count() == 9
    assert [one["now"] for one in trial.result if one["rule"] == "keep_work_log"] == [{"late": 9}]


def test_the_page_waits_for_the_trial_with_and_without_script(bank):
    trial = ask(bank)
    shown = page(bank, "督导")
    assert 'hx-trigger="every 2s"' in shown
    assert "Look again" in shown
    part = page(bank, "督导", headers={"HX-Request": "true", "HX-Target": "trial"})
    assert part.strip().startswith('<div id="trial"')
    assert part.strip() in shown
    try_value(trial=trial.pk)
    over = browse(bank, "督导").get(URL, headers={"HX-Request": "true", "HX-Target": "trial"})
    assert over.headers["HX-Refresh"] == "true"
    assert "hx-trigger" not in page(bank, "督导")


def test_a_trial_that_broke_off_says_so_and_can_be_started_again(bank):
    trial = ask(bank)
    mark_failed(trial, "connection lost")
    shown = page(bank, "督导")
    assert "connection lost" in shown
    assert browse(bank, "督导").post(URL, {"do": "again"}).status_code == 302
    assert "0 of 11 days" in page(bank, "督导")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"value": "25:00"}, "Give a time of day from 12:00 to 24:00."),
        ({"value": "soon"}, "Give a time of day"),
        ({"value": "24:00"}, "already in force"),
        ({"since": "2026-03-13"}, "from tomorrow on"),
        ({"since": "x"}, "field-error"),
        ({"why": ""}, "field-error"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(bank, given, problem):
    came = browse(bank, "管理员").post(URL, ASKED | given)
    assert came.status_code == 422
    assert problem in came.content.decode()
    assert (given.get("why", "下班前交齐")) in came.content.decode()
    assert not Change.objects.exists()


def test_only_an_administrator_asks(bank):
    for who in ("张三", "督导", "审计"):
        assert browse(bank, who).post(URL, ASKED).status_code == 403
        assert 'id="value"' not in page(bank, who)
    assert 'id="value"' in page(bank, "管理员")


def test_taken_back(bank):
    ask(bank)
    assert browse(bank, "管理员").post(URL, {"do": "withdraw"}).status_code == 302
    assert 'id="value"' in page(bank, "管理员")


def test_a_number_that_only_pages_ask_needs_no_worker(bank):
    url = "/parameters/worklog.late_days/"
    browse(bank, "管理员").post(url, {"value": "5", "since": "2026-04-01", "why": "放宽"})
    assert "No rule asks this number" in page(bank, "督导", url)
    assert browse(bank, "督导").post(url, {"do": "confirm"}).status_code == 302
    assert ParameterValue.objects.get().value == 5


def test_every_parameter_has_its_page_and_its_place_in_the_list(bank):
    listed = page(bank, "张三", "/parameters/")
    for key in PARAMETERS:
        assert f'href="/parameters/{key}/"' in listed
        assert browse(bank, "张三").get(f"/parameters/{key}/").status_code == 200
    assert browse(bank, "张三").get("/parameters/none.such/").status_code == 404


def test_the_rules_that_ask_are_named(bank):
    assert "Work log" in page(bank, "张三")
    assert "no rule; the pages ask it" in page(bank, "张三", "/parameters/worklog.late_days/")


def test_the_list_takes_the_same_queries_however_many_values_there_are(bank):
    def queries() -> int:
        browser = browse(bank, "张三")
        browser.get("/parameters/")
        with CaptureQueriesContext(connection) as seen:
            browser.get("/parameters/")
        return len(seen)

    counts = []
    for key in ("worklog.deadline", "worklog.late_days", "session.idle_minutes"):
        ParameterValue.objects.create(
            key=key, since=MONDAY, value=PARAMETERS[key].default, why="x", by=bank.staff("管理员"),
            confirmed_by=bank.staff("督导"), at=NOW,
        )  # fmt: skip
        counts.append(queries())
    assert len(set(counts)) == 1
