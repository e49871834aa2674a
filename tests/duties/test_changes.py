"""What everybody's deadlines are counted by takes two people to change, and both stand on the trail."""

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from lvzhi.core.calendar_reading import Row
from lvzhi.core.calendar_years import computed
from lvzhi.core.models import CalendarDay, Change, ParameterValue, TrailLine
from lvzhi.core.params import PARAMETERS
from lvzhi.duties import engine
from lvzhi.duties.actions_changes import (
    ask_day,
    ask_notice,
    ask_value,
    confirm,
    decline,
    try_again,
    withdraw,
)
from lvzhi.duties.models import Moved, Trial
from lvzhi.duties.trying import mark_failed, run_trial
from tests.bank import Bank
from tests.scenario import moment

pytestmark = pytest.mark.usefixtures("logs_alone")

AT = moment("2026-03-06 09:00")
TYPHOON = dt.date(2026, 3, 5)
KEY = "worklog.review_workdays"


@pytest.fixture
def bank(db) -> Bank:
    bank = Bank.of({"张三": "manager", "管理员": "administrator", "督导": "supervising", "审计": "auditor"})
    bank.hire("换岗", "administrator", to=dt.date(2026, 3, 9))
    bank.hire("换岗", "supervising", **{"from": dt.date(2026, 3, 9)})
    return bank


def typhoon(bank: Bank, by: str = "管理员") -> Change:
    return ask_day(bank.staff(by), at=AT, on=TYPHOON, works=False, name="台风停业", why="市府通告")


def value(bank: Bank, new: int = 4, since: dt.date = dt.date(2026, 4, 1)) -> Change:
    return ask_value(bank.staff("管理员"), at=AT, key=KEY, value=new, since=since, why="人手不足")


def tried(change: Change) -> Change:
    run_trial(change.trial, AT)
    return change


@pytest.mark.parametrize("who", ["张三", "督导", "审计"])
def test_only_an_administrator_asks(bank, who):
    with pytest.raises(PermissionDenied):
        typhoon(bank, who)


@pytest.mark.parametrize("who", ["张三", "管理员", "审计"])
def test_only_the_supervising_department_decides(bank, who):
    change = typhoon(bank)
    with pytest.raises(PermissionDenied):
        confirm(bank.staff(who), at=AT, change=change)


def test_nobody_confirms_what_he_asked_for_whatever_post_he_holds_now(bank):
    change = typhoon(bank, "换岗")
    with pytest.raises(PermissionDenied):
        confirm(bank.staff("换岗"), at=moment("2026-03-10 09:00"), change=change)
    with pytest.raises(IntegrityError, match="change_accepted_by_another"), transaction.atomic():
        Change.objects.update(accepted=True, decided_by=bank.staff("换岗"), decided_at=AT)


def test_a_confirmed_day_is_the_banks_own_and_the_list_is_kept(bank):
    engine.nightly(TYPHOON, moment("2026-03-05 00:05"))
    change = confirm(bank.staff("督导"), at=AT, change=typhoon(bank))
    day = CalendarDay.objects.get(date=TYPHOON)
    assert (day.kind, day.source, day.name) == ("holiday", "bank", "台风停业")
    assert [m.what for m in Moved.objects.filter(change=change)] == ["closed"]
    lines = TrailLine.objects.filter(ref=change.ref).order_by("id")
    assert [(line.action, line.by.name) for line in lines] == [
        ("calendar.ask_day", "管理员"), ("calendar.moved", "督导"), ("change.confirm", "督导"),
    ]  # fmt: skip
    assert lines[1].detail == {"moved": 0, "closed": 1, "raised": 0}


def test_the_list_of_moves_cannot_be_changed(bank):
    engine.nightly(TYPHOON, moment("2026-03-05 00:05"))
    confirm(bank.staff("督导"), at=AT, change=typhoon(bank))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Moved.objects.update(what="raised")


def test_a_change_is_decided_once(bank):
    change = typhoon(bank)
    confirm(bank.staff("督导"), at=AT, change=change)
    for again in (confirm, lambda by, **kw: decline(by, remark="不", **kw)):
        with pytest.raises(ValidationError, match="already decided"):
            again(bank.staff("督导"), at=AT, change=change)


def test_one_change_of_a_thing_waits_at_a_time(bank):
    typhoon(bank)
    with pytest.raises(ValidationError, match="already waiting"):
        typhoon(bank, "换岗")


def test_declined_with_a_reason_nothing_changes(bank):
    change = typhoon(bank)
    with pytest.raises(ValidationError, match="Say why"):
        decline(bank.staff("督导"), at=AT, change=change, remark=" ")
    decline(bank.staff("督导"), at=AT, change=change, remark="当日照常营业")
    assert CalendarDay.objects.get(date=TYPHOON).is_workday
    assert typhoon(bank).is_waiting


def test_who_asked_may_take_it_back_and_nobody_else(bank):
    change = typhoon(bank)
    with pytest.raises(PermissionDenied):
        withdraw(bank.staff("换岗"), at=AT, change=change)
    assert withdraw(bank.staff("管理员"), at=AT, change=change).accepted is False


@pytest.mark.parametrize(
    ("on", "works", "problem"),
    [
        ("2026-02-03", False, "30 days back"),
        ("2199-01-01", False, "does not reach"),
        ("2026-03-09", True, "already so"),
    ],
)
def test_days_that_cannot_be_set(bank, on, works, problem):
    with pytest.raises(ValidationError, match=problem):
        ask_day(bank.staff("管理员"), at=AT, on=dt.date.fromisoformat(on), works=works, name="", why="x")


def test_a_notice_makes_its_year_official_and_lays_out_one_more(bank):
    ask_day(bank.staff("管理员"), at=AT, on=dt.date(2027, 3, 8), works=False, name="行庆", why="行庆放假")
    confirm(bank.staff("督导"), at=AT, change=Change.objects.get())
    rows = [Row(n, d.isoformat(), one.kind, one.name) for n, (d, one) in enumerate(computed(2027).items())]
    change = ask_notice(bank.staff("管理员"), at=AT, year=2027, rows=rows, why="国办通知")
    assert CalendarDay.objects.filter(date__year=2027, source="computed").exists()
    confirm(bank.staff("督导"), at=AT, change=change)
    year = CalendarDay.objects.filter(date__year=2027)
    assert set(year.exclude(date="2027-03-08").values_list("source", flat=True)) == {"published"}
    assert year.get(date="2027-03-08").source == "bank"
    rows = [Row(n, d.isoformat(), one.kind, one.name) for n, (d, one) in enumerate(computed(2028).items())]
    confirm(bank.staff("督导"), at=AT, change=ask_notice(bank.staff("管理员"), at=AT, year=2028, rows=rows, why="通知"))
    assert CalendarDay.objects.order_by("-date").first().date == dt.date(2036, 12, 31)


def test_a_bad_notice_leaves_nothing_behind(bank):
    with pytest.raises(ValidationError, match="statutory holiday"):
        ask_notice(bank.staff("管理员"), at=AT, year=2027, rows=[Row(1, "2027-01-01", "off", "元旦")], why="x")
    with pytest.raises(ValidationError, match="This year is over"):
        ask_notice(bank.staff("管理员"), at=AT, year=2025, rows=[], why="x")
    assert not Change.objects.exists()


def test_a_value_counts_from_its_day_on_and_never_before(bank):
    confirm(bank.staff("督导"), at=AT, change=tried(value(bank)))
    one = PARAMETERS[KEY]
    assert [one.on(dt.date(2026, 3, 31)), one.on(dt.date(2026, 4, 1))] == [2, 4]
    row = ParameterValue.objects.get()
    assert (row.by.name, row.confirmed_by.name, row.why) == ("管理员", "督导", "人手不足")


def test_a_value_is_tried_before_it_is_set(bank):
    change = value(bank)
    assert job_of(change) == {"trial": change.trial.pk}
    with pytest.raises(ValidationError, match="has not been tried"):
        confirm(bank.staff("督导"), at=AT, change=change)


def test_a_value_that_no_rule_asks_needs_no_trial(bank):
    since = dt.date(2026, 4, 1)
    change = ask_value(bank.staff("管理员"), at=AT, key="worklog.late_days", value=5, since=since, why="放宽")
    assert (change.trial.finished_at, change.trial.result) == (AT, [])
    confirm(bank.staff("督导"), at=AT, change=change)


def job_of(change: Change) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'lvzhi.jobs.tasks.try_value'")
        return json.loads(cursor.fetchone()[0])


def test_a_trial_that_broke_off_is_started_again(bank):
    change = value(bank)
    with pytest.raises(ValidationError, match="under way"):
        try_again(bank.staff("督导"), at=AT, change=change)
    mark_failed(change.trial, "connection lost")
    try_again(bank.staff("督导"), at=AT, change=change)
    assert Trial.objects.get().failed == ""


@pytest.mark.parametrize(
    ("new", "since", "problem"),
    [(4, "2026-03-06", "from tomorrow on"), (21, "2026-04-01", "not allowed"), (2, "2026-04-01", "already in force")],
)
def test_values_that_cannot_be_asked_for(bank, new, since, problem):
    with pytest.raises(ValidationError, match=problem):
        value(bank, new, dt.date.fromisoformat(since))


def test_a_value_whose_day_has_come_meanwhile_is_not_set_behind_everybodys_back(bank):
    change = tried(value(bank, since=dt.date(2026, 3, 10)))
    with pytest.raises(ValidationError, match="has come"):
        confirm(bank.staff("督导"), at=moment("2026-03-10 09:00"), change=change)


def test_no_value_without_a_second_person(bank):
    with pytest.raises(IntegrityError, match="parameter_set_by_two"), transaction.atomic():
        ParameterValue.objects.create(key=KEY, since=TYPHOON, value=3, why="x", by=bank.staff("管理员"), at=AT)
