"""Deadlines follow the calendar: only what the calendar moved, only what is living, everybody at once."""

import datetime as dt
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.calendar import DAY
from lvzhi.core.calendar_years import computed
from lvzhi.core.clock import midnight_after
from lvzhi.core.models import CalendarDay, Change, NightRun, ParameterValue
from lvzhi.core.writing import rehearsing
from lvzhi.duties import engine
from lvzhi.duties.models import Duty, Moved
from lvzhi.duties.moving import move_deadlines, rehearse
from lvzhi.records.models import Message
from lvzhi.worklog.actions import file_work_log, read_log
from lvzhi.worklog.models import PlanOutcome
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.scenario import moment

pytestmark = pytest.mark.usefixtures("logs_alone")

THURSDAY = dt.date(2026, 3, 5)
NEW_YEARS_EVE = dt.date(2026, 12, 31)


def bank_of(managers: int = 1) -> Bank:
    people = {"李四": "supervisor", "管理员": "administrator", "督导": "supervising"}
    return Bank.of(people | {f"经理{n}": "manager" for n in range(managers)})


def night(day: dt.date) -> None:
    engine.nightly(day, moment(f"{day} 00:05"))


def file_logs(bank: Bank, day: dt.date) -> None:
    for name, staff in bank.people.items():
        if name.startswith("经理"):
            outcomes = [PlanOutcome(item=item, result="done") for item in plan_to_answer(staff, day)]
            file_work_log(staff, at=moment(f"{day} 17:50"), on=day, pages=pages(outcomes=outcomes))


def day_change(bank: Bank, on: dt.date, kind: str) -> Change:
    content = {"kind": kind, "name": "台风停业"}
    by = bank.staff("管理员")
    return Change.objects.create(
        kind="day", key=on.isoformat(), content=content, why="按上级通知", by=by, at=moment("2026-03-01 09:00")
    )


def new_year_notice(bank: Bank) -> Change:
    """An invented notice: as computed, but the Monday after New Year is off, too, for the Saturday after it."""
    days = [[d.isoformat(), one.kind, one.name] for d, one in sorted(computed(2027).items())]
    extra = [["2027-01-04", "holiday", "New Year's Day"], ["2027-01-09", "makeup", "New Year's Day"]]
    content = {"days": days + extra}
    return Change.objects.create(
        kind="notice",
        key="2027",
        content=content,
        why="国务院通知",
        by=bank.staff("管理员"),
        at=moment("2026-12-31 09:00"),
    )


def state(bank: Bank) -> list[Any]:
    return list(Duty.objects.order_by("pk").values()) + list(CalendarDay.objects.order_by("date").values())


def test_a_deadline_across_new_year_follows_the_notice(db):
    bank = bank_of()
    file_logs(bank, NEW_YEARS_EVE)
    night(NEW_YEARS_EVE)
    duty = Duty.objects.get(rule="read_work_log")
    assert duty.due == midnight_after(dt.date(2027, 1, 5))
    moves = move_deadlines(new_year_notice(bank), moment("2026-12-31 20:00"))
    duty.refresh_from_db()
    assert duty.due == midnight_after(dt.date(2027, 1, 6))
    assert moves.counts == {("read_work_log", "moved"): 1}
    assert [(m.what, m.was, m.due) for m in moves.first] == [
        ("moved", midnight_after(dt.date(2027, 1, 5)), midnight_after(dt.date(2027, 1, 6)))
    ]
    assert not CalendarDay.objects.filter(date__year=2027, source="computed").exists()


def test_the_owner_is_told_once(db):
    bank = bank_of()
    file_logs(bank, NEW_YEARS_EVE)
    night(NEW_YEARS_EVE)
    move_deadlines(new_year_notice(bank), moment("2026-12-31 20:00"))
    told = Message.objects.filter(kind="duty.moved")
    assert [(m.to.name, m.facts) for m in told] == [("李四", {"count": 1})]


def test_a_rehearsal_leaves_everything_as_it_was(db):
    bank = bank_of()
    file_logs(bank, NEW_YEARS_EVE)
    night(NEW_YEARS_EVE)
    change, before = new_year_notice(bank), state(bank)
    moves = rehearse(change, moment("2026-12-31 20:00"))
    assert (moves.total, moves.first[0].due) == (1, midnight_after(dt.date(2027, 1, 6)))
    assert state(bank) == before
    assert not Moved.objects.exists()
    assert rehearse(change, moment("2026-12-31 20:00")).total == 1


def test_what_is_done_with_stays(db):
    bank = bank_of()
    file_logs(bank, NEW_YEARS_EVE)
    night(NEW_YEARS_EVE)
    read_log(bank.staff("李四"), at=moment("2026-12-31 18:00"), log=bank.staff("经理0").work_logs.get())
    before = list(Duty.objects.order_by("pk").values())
    assert move_deadlines(new_year_notice(bank), moment("2026-12-31 20:00")).total == 0
    assert list(Duty.objects.order_by("pk").values()) == before


def test_a_day_that_becomes_off_closes_what_it_asked_and_moves_what_counted_it(db):
    bank = bank_of()
    file_logs(bank, THURSDAY)
    for n in range(3):
        night(THURSDAY + n * DAY)
    friday = THURSDAY + DAY
    moves = move_deadlines(day_change(bank, friday, "holiday"), moment("2026-03-07 09:00"))
    assert moves.counts == {("keep_work_log", "closed"): 1, ("read_work_log", "moved"): 1}
    closed = Duty.objects.get(rule="keep_work_log", closed_at__isnull=False)
    assert (closed.opens, closed.closed_why != "") == (moment(f"{friday}"), True)
    assert Duty.objects.get(rule="read_work_log").due == midnight_after(dt.date(2026, 3, 10))


def test_a_past_day_that_becomes_worked_is_owed_now(db):
    bank = bank_of()
    for n in range(4):
        night(THURSDAY + n * DAY)
    saturday = THURSDAY + 2 * DAY
    moves = move_deadlines(day_change(bank, saturday, "makeup"), moment("2026-03-08 09:00"))
    assert moves.counts == {("keep_work_log", "raised"): 1}
    assert Duty.objects.get(opens=moment(f"{saturday}")).state(moment("2026-03-08 09:00")) == "late"


def test_a_log_already_written_on_that_day_meets_it_at_once(db):
    bank = bank_of()
    for n in range(4):
        night(THURSDAY + n * DAY)
    saturday = THURSDAY + 2 * DAY
    file_logs(bank, saturday)
    move_deadlines(day_change(bank, saturday, "makeup"), moment("2026-03-08 09:00"))
    assert Duty.objects.get(rule="keep_work_log", opens=moment(f"{saturday}")).met_at is not None


def test_days_on_which_the_system_did_not_run_yet_raise_nothing(db):
    bank = bank_of()
    night(THURSDAY + 4 * DAY)
    moves = move_deadlines(day_change(bank, THURSDAY + 2 * DAY, "makeup"), moment("2026-03-09 09:00"))
    assert moves.total == 0


def test_there_and_back_again(db):
    bank = bank_of()
    file_logs(bank, NEW_YEARS_EVE)
    night(NEW_YEARS_EVE)
    before = Duty.objects.get(rule="read_work_log").due
    at = moment("2026-12-31 20:00")
    there = day_change(bank, dt.date(2027, 1, 4), "holiday")
    move_deadlines(there, at)
    Change.objects.filter(pk=there.pk).update(decided_at=at, decided_by=bank.staff("督导"), accepted=True)
    assert Duty.objects.get(rule="read_work_log").due != before
    back = Change.objects.create(
        kind="day",
        key="2027-01-04",
        content={"kind": "workday", "name": ""},
        why="恢复",
        by=bank.staff("管理员"),
        at=at,
    )
    assert move_deadlines(back, at).counts == {("read_work_log", "moved"): 1}
    assert Duty.objects.get(rule="read_work_log").due == before


def test_a_parameter_set_since_is_no_move_of_the_calendar(db):
    """The duty was raised with two working days; three are in force now. A day far from it turns: nothing moves."""
    bank = bank_of()
    file_logs(bank, THURSDAY)
    night(THURSDAY)
    ParameterValue.objects.create(
        key="worklog.review_workdays", since=THURSDAY + DAY, value=3, why="试行", by=bank.staff("管理员"),
        confirmed_by=bank.staff("督导"), at=moment("2026-03-05 20:00"),
    )  # fmt: skip
    night(THURSDAY + DAY)
    far = day_change(bank, dt.date(2026, 3, 20), "holiday")
    assert rehearse(far, moment("2026-03-06 12:00")).total == 0
    near = day_change(bank, dt.date(2026, 3, 9), "holiday")
    moves = move_deadlines(near, moment("2026-03-06 12:00"))
    assert [(m.was, m.due) for m in moves.first] == [
        (midnight_after(dt.date(2026, 3, 9)), midnight_after(dt.date(2026, 3, 10)))
    ]


def test_a_change_of_names_alone_moves_nothing_and_asks_nobody(db):
    bank = bank_of()
    night(THURSDAY)
    change = Change.objects.create(
        kind="day", key="2026-10-01", content={"kind": "holiday", "name": "国庆"}, why="更名",
        by=bank.staff("管理员"), at=moment("2026-03-05 20:00"),
    )  # fmt: skip
    assert move_deadlines(change, moment("2026-03-05 20:00")).total == 0
    assert CalendarDay.objects.get(date="2026-10-01").name == "国庆"


def test_statements_do_not_grow_with_people(db):
    bank = bank_of(1)
    few = statements_of(bank, THURSDAY)
    for n in range(1, 15):
        bank.hire(f"经理{n}", "manager")
    many = statements_of(bank, THURSDAY + 7 * DAY)
    assert few == (1, ANY)
    assert many == (15, few[1])


def statements_of(bank: Bank, first: dt.date) -> tuple[int, int]:
    """Two days of logs, then the Saturday after is to be worked: how many duties it raises, in how many statements."""
    for n in range(4):
        if n < 2:
            file_logs(bank, first + n * DAY)
        night(first + n * DAY)
    change = day_change(bank, first + 2 * DAY, "makeup")
    with rehearsing(), CaptureQueriesContext(connection) as seen:
        moves = move_deadlines(change, moment(f"{first + 3 * DAY} 09:00"))
    NightRun.objects.all().delete()
    Duty.objects.living().update(closed_at=moment("2026-03-31 00:00"), closed_why="test")
    return moves.of("raised"), len(seen)
