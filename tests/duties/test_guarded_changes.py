"""Rehearsing and trying on the product's own connections: what is not opened for writing cannot write."""

import datetime as dt

import pytest

from lvzhi.core.models import CalendarDay, Change
from lvzhi.core.writing import writing
from lvzhi.duties import engine
from lvzhi.duties.models import Duty, Trial
from lvzhi.duties.moving import rehearse
from lvzhi.duties.trying import run_trial, span
from tests.bank import Bank
from tests.scenario import moment

pytestmark = pytest.mark.usefixtures("logs_alone")

DAY = dt.date(2026, 3, 5)
AT = moment("2026-03-06 09:00")


@pytest.fixture
def bank(guarded: None) -> Bank:
    with writing():
        bank = Bank.of({"张三": "manager", "管理员": "administrator"})
    engine.nightly(DAY, moment(f"{DAY} 00:05"))
    return bank


def change_of(bank: Bank, sort: str, key: str, **content: str) -> Change:
    with writing():
        return Change.objects.create(kind=sort, key=key, content=content, why="x", by=bank.staff("管理员"), at=AT)


def test_a_rehearsal_commits_nothing(bank):
    change = change_of(bank, "day", DAY.isoformat(), kind="holiday", name="")
    assert rehearse(change, AT).counts == {("keep_work_log", "closed"): 1}
    assert CalendarDay.objects.get(date=DAY).is_workday
    assert Duty.objects.get().closed_at is None


def test_a_trial_commits_its_result_alone(bank):
    change = change_of(bank, "parameter", "worklog.deadline", value="18:00", since="2026-04-01")
    first, last = span(AT.date())
    with writing():
        trial = Trial.objects.create(change=change, first=first, last=last)
    run_trial(trial, AT)
    trial.refresh_from_db()
    assert trial.result == [{"rule": "keep_work_log", "now": {"late": 1}, "new": {"late": 1}}]
    assert Duty.objects.count() == 1
