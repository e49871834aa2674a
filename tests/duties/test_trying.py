"""A value is tried on the past before it is set: counted from the records, without touching a duty."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.calendar import DAY
from lvzhi.core.models import Change
from lvzhi.core.params import PARAMETERS
from lvzhi.duties import engine
from lvzhi.duties.actions import excuse_duty
from lvzhi.duties.models import Duty, Trial
from lvzhi.duties.trying import askers, run_trial, span
from lvzhi.worklog.actions import file_work_log, read_log
from lvzhi.worklog.models import PlanOutcome
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.scenario import moment

pytestmark = pytest.mark.usefixtures("logs_alone")

MONDAY = dt.date(2026, 3, 2)
FRIDAY_EVENING = moment("2026-03-13 20:00")
counted: dict[str, int] = {}


def bank_with_a_week(managers: int = 1) -> Bank:
    """Logs of Monday to Friday; Monday's is read next day, Tuesday's on Friday, the others never."""
    people = {"李四": "supervisor", "管理员": "administrator", "督导": "supervising"}
    bank = Bank.of(people | {f"经理{n}": "manager" for n in range(managers)})
    for n in range(12):
        day = MONDAY + n * DAY
        engine.nightly(day, moment(f"{day} 00:05"))
        if n < 5:
            file_logs(bank, day)
        for read_on, of in ((1, MONDAY), (4, MONDAY + DAY)):
            if n == read_on:
                read_logs(bank, day, of)
    return bank


def file_logs(bank: Bank, day: dt.date) -> None:
    for name, staff in bank.people.items():
        if name.startswith("经理"):
            outcomes = [PlanOutcome(item=item, result="done") for item in plan_to_answer(staff, day)]
            file_work_log(staff, at=moment(f"{day} 17:50"), on=day, pages=pages(outcomes=outcomes))


def read_logs(bank: Bank, day: dt.date, of: dt.date) -> None:
    for name, staff in bank.people.items():
        if name.startswith("经理"):
            read_log(bank.staff("李四"), at=moment(f"{day} 08:30"), log=staff.work_logs.get(on=of))


def trial_of(bank: Bank, key: str, value: object, at: dt.datetime = FRIDAY_EVENING) -> Trial:
    change = Change.objects.create(
        kind="parameter", key=key, content={"value": value, "since": "2026-04-01"}, why="试算",
        by=bank.staff("管理员"), at=at,
    )  # fmt: skip
    first, last = span(at.date())
    return Trial.objects.create(change=change, first=first, last=last)


def run(trial: Trial, at: dt.datetime = FRIDAY_EVENING) -> list[dict[str, object]]:
    run_trial(trial, at)
    trial.refresh_from_db()
    assert (trial.finished_at, trial.done) == (at, trial.days)
    return trial.result


def test_a_longer_term_would_have_met_more(db):
    bank = bank_with_a_week()
    assert run(trial_of(bank, "worklog.review_workdays", 5)) == [
        {"rule": "read_work_log", "now": {"met": 1, "met_late": 1, "late": 3}, "new": {"met": 2, "late": 2, "open": 1}}
    ]


def test_the_present_numbers_are_those_of_the_register(db):
    bank = bank_with_a_week()
    [found] = run(trial_of(bank, "worklog.review_workdays", 1))
    states = [d.state(FRIDAY_EVENING) for d in Duty.objects.filter(rule="read_work_log")]
    assert found["now"] == {state: states.count(state) for state in set(states)}


def test_an_earlier_deadline_of_the_log_itself(db):
    bank = bank_with_a_week()
    found = {one["rule"]: one for one in run(trial_of(bank, "worklog.deadline", "17:30"))}
    assert found["keep_work_log"] == {
        "rule": "keep_work_log", "now": {"met": 5, "late": 4}, "new": {"met_late": 5, "late": 4}
    }  # fmt: skip


def test_trying_leaves_every_duty_as_it_was(db):
    bank = bank_with_a_week()
    before = list(Duty.objects.order_by("pk").values())
    run(trial_of(bank, "worklog.review_workdays", 5))
    assert list(Duty.objects.order_by("pk").values()) == before
    assert PARAMETERS["worklog.review_workdays"].on(MONDAY) == 2


def test_what_was_excused_counts_as_excused_either_way(db):
    bank = bank_with_a_week()
    bank.hire("王五", "department_head")
    duty = Duty.objects.filter(rule="read_work_log", met_at=None).order_by("opens").first()
    excuse_duty(bank.staff("王五"), at=FRIDAY_EVENING, duty=duty, reason="系统停用")
    [found] = run(trial_of(bank, "worklog.review_workdays", 5))
    assert (found["now"]["excused"], found["new"]["excused"]) == (1, 1)


def test_a_parameter_that_no_rule_asks_has_nothing_to_try(db):
    bank = bank_with_a_week()
    assert run(trial_of(bank, "worklog.late_days", 5)) == []


def test_who_asks_what_is_found_by_asking(db):
    found = askers.__wrapped__(dt.date(2026, 3, 13))
    assert found["worklog.review_workdays"] == ("read_work_log",)
    assert found["worklog.reminders"] == ("keep_work_log",)
    assert "worklog.late_days" not in found


def test_the_span_is_a_year_or_as_long_as_the_rules_have_run(db):
    today = dt.date(2026, 3, 13)
    assert span(today) == (today, today - DAY)
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    assert span(today) == (MONDAY, today - DAY)
    engine.nightly(dt.date(2024, 6, 3), moment("2024-06-03 00:05"))
    assert span(today) == (dt.date(2025, 3, 13), today - DAY)


@pytest.mark.parametrize("managers", [1, 6])
def test_statements_do_not_grow_with_people(db, managers):
    bank = bank_with_a_week(managers)
    trial = trial_of(bank, "worklog.review_workdays", 5)
    askers(FRIDAY_EVENING.date())
    with CaptureQueriesContext(connection) as seen:
        [found] = run(trial)
    assert found["now"]["met"] == managers
    assert len(seen) == counted.setdefault("statements", len(seen))
