"""Two connections at the same moment, with real transactions: nothing is done twice, lost or broken off."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from lvzhi.core.models import TrailLine
from lvzhi.duties import engine
from lvzhi.duties.actions import excuse_duty
from lvzhi.duties.models import Duty
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.models import Record, TaskDone
from lvzhi.worklog.actions import file_work_log, read_log
from lvzhi.worklog.actions import logs as log_actions
from lvzhi.worklog.models import LogReading, WorkLog
from tests.bank import Bank, pages
from tests.core.at_once import Gate, at_once, beside, somebody_waits, until
from tests.scenario import moment

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "signin"])
MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def bank(transactional_db) -> Bank:
    return Bank.of({"张三": "manager", "李四": "supervisor", "赵六": "department_head", "钱七": "president"})


def test_the_same_form_from_two_connections_makes_one_record(bank, at, monkeypatch):
    """The second waits until the first is through, then gets what the first has made."""
    gate, once = Gate(), uuid.uuid4()
    monkeypatch.setattr(log_actions, "attach", gate.pass_through)

    def send() -> WorkLog:
        return file_work_log(bank.staff("张三"), at=at, once=once, on=MONDAY, pages=pages())

    with beside(send) as first:
        assert gate.reached.wait(10)
        with beside(send) as second:
            until(somebody_waits)
            gate.opened.set()
    assert first.result() == second.result()
    assert (WorkLog.objects.count(), Record.objects.count(), TrailLine.objects.count()) == (1, 1, 1)


def test_two_tabs_hand_in_the_same_day(bank, at):
    """Different forms of the same day: one log stands, the other person at the keyboard is told in words."""

    def send(done: str) -> WorkLog:
        return file_work_log(bank.staff("张三"), at=at, once=uuid.uuid4(), on=MONDAY, pages=pages(done))

    said = at_once(lambda: send("甲"), lambda: send("乙"))
    assert sorted(type(one).__name__ for one in said) == ["ValidationError", "WorkLog"]
    assert (WorkLog.objects.count(), Record.objects.count()) == (1, 1)


def test_two_leaders_open_a_log_at_the_same_time(bank, at):
    log = file_work_log(bank.staff("张三"), at=at, on=MONDAY, pages=pages())
    people = ("李四", "赵六", "李四", "赵六")
    at_once(*[lambda who=who: read_log(bank.staff(who), at=at, log=log) for who in people])
    assert sorted(mark.reader.name for mark in LogReading.objects.all()) == ["李四", "赵六"]


def test_two_leaders_excuse_a_duty_at_the_same_time(bank):
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    duty, at = Duty.objects.get(rule="keep_work_log"), moment("2026-03-02 10:00")
    said = at_once(
        lambda: excuse_duty(bank.staff("赵六"), at=at, duty=duty, reason="培训"),
        lambda: excuse_duty(bank.staff("钱七"), at=at, duty=duty, reason="病假"),
    )
    assert sorted(type(one).__name__ for one in said) == ["Duty", "ValidationError"]
    stands = Duty.objects.get(rule="keep_work_log")
    assert (stands.excused_by.name, stands.excuse) in {("赵六", "培训"), ("钱七", "病假")}
    assert TrailLine.objects.filter(action="duty.excuse").count() == 1


def test_two_tabs_finish_a_task_at_the_same_time(bank, at):
    task = give_task(bank.staff("李四"), at=at, owner=bank.staff("张三"), title="复核", due_on=MONDAY)
    finish = [lambda n=n: finish_task(bank.staff("张三"), at=at, task=task, result=f"完成{n}") for n in range(4)]
    said = at_once(*finish)
    assert [type(one) for one in said].count(TaskDone) == 1
    assert [type(one) for one in said].count(ValidationError) == 3
    assert TaskDone.objects.count() == 1


def test_whoever_reads_meanwhile_sees_all_or_nothing(bank, at, monkeypatch):
    """Until an action is through, nothing of it is there for others."""
    gate = Gate()
    monkeypatch.setattr(log_actions, "attach", gate.pass_through)
    with beside(lambda: file_work_log(bank.staff("张三"), at=at, on=MONDAY, pages=pages())):
        assert gate.reached.wait(10)
        assert (WorkLog.objects.count(), Record.objects.count(), TrailLine.objects.count()) == (0, 0, 0)
        gate.opened.set()
    assert (WorkLog.objects.count(), Record.objects.count(), TrailLine.objects.count()) == (1, 1, 1)
