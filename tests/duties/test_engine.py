"""The engine: repeating is free, everybody at once costs as many statements as one, a retry and a crash do no harm."""

import datetime as dt
from unittest.mock import ANY

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lvzhi.core.calendar import DAY
from lvzhi.core.models import NightRun
from lvzhi.duties import engine
from lvzhi.duties.models import Duty, Notice, Proof
from lvzhi.duties.rule import RULES
from lvzhi.records.models import Filing, Message, Record
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import PlanOutcome
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.scenario import moment

pytestmark = pytest.mark.usefixtures("logs_alone")

MONDAY = dt.date(2026, 3, 2)


def night(day: dt.date) -> engine.Night:
    return engine.nightly(day, moment(f"{day} 00:05"))


def test_a_night_names_every_rule_it_asked(db):
    Bank.of({"张三": "manager"})
    run = night(MONDAY)
    assert set(run.raised) == set(RULES)
    assert (run.raised["keep_work_log"], run.raised["read_work_log"], run.workday) == (1, 0, True)


def test_twice_the_same_night_adds_nothing(db):
    Bank.of({"张三": "manager", "李四": "supervisor"})
    night(MONDAY)
    night(MONDAY + DAY)
    before = [m.objects.count() for m in (Duty, Proof, Notice, Message)]
    again = night(MONDAY + DAY)
    assert (set(again.raised.values()), again.settled, again.escalated) == ({0}, 0, 0)
    assert [m.objects.count() for m in (Duty, Proof, Notice, Message)] == before


def test_statements_do_not_grow_with_people(db):
    bank = Bank.of({"李四": "supervisor", "经理0": "manager"})
    assert statements_of_two_days(bank, MONDAY) == (1, 1, ANY)
    few = statements_of_two_days(bank, MONDAY + 2 * DAY)
    for n in range(1, 40):
        bank.hire(f"经理{n}", "manager")
    many = statements_of_two_days(bank, MONDAY + 7 * DAY)
    assert (few[:2], many[:2]) == ((1, 1), (40, 40))
    assert few[2] == many[2]


def test_after_a_night_that_raised_many_duties_the_database_counts_them_first(db, monkeypatch):
    """Or it would match them one by one: what it knows of the table is from before that night."""
    bank = Bank.of({"李四": "supervisor"} | {f"经理{n}": "manager" for n in range(3)})
    counted = []
    for day, many in ((MONDAY, len(bank.people)), (MONDAY + DAY, 2)):
        monkeypatch.setattr(engine, "MANY", many)
        with CaptureQueriesContext(connection) as sent:
            night(day)
        counted.append([one["sql"] for one in sent if one["sql"].startswith("ANALYZE")])
    assert counted == [[], ["ANALYZE duties_duty"]]


def statements_of_two_days(bank: Bank, day: dt.date) -> tuple[int, int, int]:
    """All logs of a day are handed in; how many duties and statements the next night makes."""
    night(day)
    for name, staff in bank.people.items():
        if name.startswith("经理"):
            outcomes = [PlanOutcome(item=i, result="done") for i in plan_to_answer(staff, day)]
            file_work_log(staff, at=moment(f"{day} 17:00"), on=day, pages=pages(outcomes=outcomes))
    with CaptureQueriesContext(connection) as asked:
        run = night(day + DAY)
    return run.raised["keep_work_log"], run.raised["read_work_log"], len(asked)


def test_a_record_counts_at_once(db):
    zhang = Bank.of({"张三": "manager"}).staff("张三")
    night(MONDAY)
    log = file_work_log(zhang, at=moment(f"{MONDAY} 17:50"), on=MONDAY, pages=pages())
    duty = Duty.objects.get()
    assert duty.state(moment(f"{MONDAY} 18:00")) == "met"
    assert [p.record_id for p in duty.proofs.all()] == [log.record_id]


def test_a_record_written_before_the_night_still_counts(db):
    zhang = Bank.of({"张三": "manager"}).staff("张三")
    file_work_log(zhang, at=moment(f"{MONDAY} 17:50"), on=MONDAY, pages=pages())
    assert night(MONDAY).settled == 1
    assert Duty.objects.get().met_at == moment(f"{MONDAY} 17:50")


def test_reminders_go_to_who_still_owes_and_stop_when_the_log_is_in(db):
    bank = Bank.of({"张三": "manager", "王二": "manager", "李四": "supervisor"})
    night(MONDAY)
    assert engine.tick(moment(f"{MONDAY} 17:29")) == 0
    assert engine.tick(moment(f"{MONDAY} 17:31")) == 2
    assert engine.tick(moment(f"{MONDAY} 17:36")) == 0
    file_work_log(bank.staff("张三"), at=moment(f"{MONDAY} 18:10"), on=MONDAY, pages=pages())
    assert engine.tick(moment(f"{MONDAY} 20:01")) == 1
    reminded = [m.to.name for m in Message.objects.filter(kind="duty.soon").select_related("to")]
    assert sorted(reminded) == sorted(["张三", "王二", "王二"])
    assert engine.tick(moment("2026-03-03 00:01")) == 1
    assert Message.objects.get(kind="duty.late").to == bank.staff("李四")


def test_missed_nights_are_caught_up_in_order(db):
    Bank.of({"张三": "manager"})
    night(MONDAY)
    runs = engine.catch_up(moment("2026-03-06 07:30"))
    assert [r.date for r in runs] == [MONDAY + n * DAY for n in (1, 2, 3, 4)]
    assert Duty.objects.count() == 5
    assert NightRun.objects.count() == 5
    assert [r.date for r in engine.catch_up(moment("2026-03-06 09:00"))] == [MONDAY + 4 * DAY]


def test_the_first_night_of_all_is_today(db):
    assert [r.date for r in engine.catch_up(moment("2026-03-06 07:30"))] == [dt.date(2026, 3, 6)]


def test_closing_keeps_the_duty_with_its_reason(db):
    Bank.of({"张三": "manager"})
    night(MONDAY)
    assert engine.close(Duty.objects.all(), "离任", moment(f"{MONDAY} 12:00")) == 1
    duty = Duty.objects.get()
    assert (duty.state(moment("2026-03-09 00:00")), duty.closed_why) == ("closed", "离任")
    assert engine.close(Duty.objects.all(), "again", moment("2026-03-09 00:00")) == 0


@pytest.mark.parametrize("model", [Record, Filing, Proof, Notice])
def test_what_happened_cannot_be_changed_or_deleted(db, model):
    bank = Bank.of({"张三": "manager", "李四": "supervisor"})
    night(MONDAY)
    file_work_log(bank.staff("张三"), at=moment("2026-03-03 08:00"), on=MONDAY, pages=pages(late_reason="停电"))
    Duty.objects.update(met_at=None)
    engine.escalate(moment("2026-03-03 09:00"))
    row = model.objects.first()
    assert row is not None
    field = next(f for f in model._meta.concrete_fields if not f.primary_key)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")
