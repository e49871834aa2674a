"""What every action does: one transaction, one check, one line on the trail, its moment from whoever calls it."""

import ast
import datetime as dt
import inspect
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lvzhi.core.action import ACTIONS
from lvzhi.core.models import Change, TrailLine
from lvzhi.people.actions import appoint, withdraw_post
from lvzhi.people.models import Role
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.models import Filing, Message, Record, Task
from lvzhi.worklog.actions import add_note, comment_on_log, file_work_log, read_log
from lvzhi.worklog.actions import logs as log_actions
from lvzhi.worklog.models import LogComment, LogNote, PlanItem, WorkLog
from tests.bank import Bank, pages
from tests.scenario import moment

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def bank(db) -> Bank:
    return Bank.of(
        {
            "张三": "manager",
            "李四": "supervisor",
            "王五": {"role": "manager", "unit": "二组"},
            "管理": "administrator",
        }
    )


@pytest.fixture
def log(bank: Bank, at: dt.datetime) -> WorkLog:
    return file_work_log(bank.staff("张三"), at=at, on=MONDAY, pages=pages())


def test_one_action_is_one_line(bank, at):
    before = TrailLine.objects.count()
    log = file_work_log(bank.staff("张三"), at=at, on=MONDAY, pages=pages())
    read_log(bank.staff("李四"), at=at, log=log)
    comment_on_log(bank.staff("李四"), at=at, log=log, text="好")
    lines = list(TrailLine.objects.order_by("id"))[before:]
    assert [(line.action, line.by.name, line.result, line.at) for line in lines] == [
        ("work_log.file", "张三", "done", at),
        ("work_log.read", "李四", "done", at),
        ("work_log.comment", "李四", "done", at),
    ]
    assert [line.ref.partition("/")[0] for line in lines] == [
        "work_log",
        "work_log_reading",
        "work_log_comment",
    ]


def test_the_moment_is_the_one_the_caller_gave(bank):
    """A demo and a test live in other times than the machine: record, filing and trail all bear the given moment."""
    then = moment("2026-03-02 17:50")
    log = file_work_log(bank.staff("张三"), at=then, on=MONDAY, pages=pages())
    task = give_task(bank.staff("李四"), at=then, owner=bank.staff("张三"), title="复核", due_on=MONDAY)
    moments = {
        log.record.recorded_at,
        task.record.recorded_at,
        *Filing.objects.values_list("recorded_at", flat=True),
        *Message.objects.values_list("at", flat=True),
        *TrailLine.objects.values_list("at", flat=True),
    }
    assert moments == {then}


def test_every_action_takes_by_first_and_its_moment_by_name():
    for name, verb in ACTIONS.items():
        taken = list(inspect.signature(verb.needs).parameters)
        assert taken[0] == "by", name
        assert "at" in taken, name


def test_no_action_asks_the_clock_itself():
    """`now` and `today` belong to the edges; below them the moment is an argument."""
    packages = ("people", "records", "worklog", "duties", "regulation", "desk")
    asked = [
        f"{path}:{node.lineno}"
        for package in packages
        for path in Path("lvzhi", package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and name_of(node.func) in {"now", "today", "utcnow"}
    ]
    assert asked == []


def name_of(called: ast.expr) -> str:
    return getattr(called, "id", getattr(called, "attr", ""))


def test_who_may_not_is_refused_and_the_trail_says_so(bank, log, at):
    before = Record.objects.count()
    with pytest.raises(PermissionDenied):
        read_log(bank.staff("王五"), at=at, log=log)
    line = TrailLine.objects.latest("id")
    assert (line.action, line.by, line.ref, line.result) == (
        "work_log.read",
        bank.staff("王五"),
        log.ref,
        "refused",
    )
    assert Record.objects.count() == before


def test_what_is_wrong_leaves_nothing_behind(bank, log, at):
    """The second log of a day is found out by the database, after its head was written: the head goes, too."""
    records, lines = Record.objects.count(), TrailLine.objects.count()
    with pytest.raises(ValidationError):
        file_work_log(bank.staff("张三"), at=at, on=MONDAY, pages=pages(plan=("别的",)))
    assert (Record.objects.count(), TrailLine.objects.count(), PlanItem.objects.count()) == (
        records,
        lines,
        1,
    )


def test_a_crash_in_the_middle_leaves_nothing(bank, at, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(log_actions, "attach", broken)
    with pytest.raises(OSError, match="disk"):
        file_work_log(bank.staff("张三"), at=at, on=MONDAY, pages=pages())
    assert [m.objects.count() for m in (Record, WorkLog, PlanItem, Filing, TrailLine)] == [0, 0, 0, 0, 0]


def test_sent_twice_is_done_once(bank, log, at):
    once, later = uuid.uuid4(), at + dt.timedelta(seconds=1)
    note = add_note(bank.staff("张三"), at=at, once=once, log=log, text="补充")
    again = add_note(bank.staff("张三"), at=later, once=once, log=log, text="补充")
    assert again == note
    assert (LogNote.objects.count(), TrailLine.objects.filter(action="work_log.add_note").count()) == (1, 1)


def test_another_form_is_another_deed(bank, log, at):
    for _ in range(2):
        comment_on_log(bank.staff("李四"), at=at, once=uuid.uuid4(), log=log, text="好")
    assert LogComment.objects.count() == 2


def test_a_token_counts_for_one_person_alone(bank, log, at):
    """Whoever finds out another's token neither gets at the other's result nor keeps the other from acting."""
    once = uuid.uuid4()
    own = comment_on_log(bank.staff("张三"), at=at, once=once, log=log, text="甲")
    other = comment_on_log(bank.staff("李四"), at=at, once=once, log=log, text="乙")
    assert own != other


def test_a_refused_attempt_does_not_use_up_its_token(bank, log, at):
    once = uuid.uuid4()
    with pytest.raises(PermissionDenied):
        add_note(bank.staff("李四"), at=at, once=once, log=log, text="补充")
    assert not TrailLine.objects.filter(once=once).exists()


def test_what_a_retry_made_may_be_gone_since(bank, at):
    """A post taken back twice by the same form is taken back once, and the second time says so."""
    admin, once = bank.staff("管理"), uuid.uuid4()
    soon = appoint(
        admin,
        at=at,
        staff=bank.staff("张三"),
        unit=bank.units["二组"],
        role=Role.MANAGER,
        first=MONDAY + dt.timedelta(9),
    )
    withdraw_post(admin, at=at, once=once, post=soon)
    with pytest.raises(ValidationError):
        withdraw_post(admin, at=at, once=once, post=soon)
    assert TrailLine.objects.filter(action="post.withdraw").count() == 1


def test_a_task_is_finished_once(bank, at):
    task = give_task(bank.staff("李四"), at=at, owner=bank.staff("张三"), title="复核", due_on=MONDAY)
    finish_task(bank.staff("张三"), at=at, task=task, result="完成")
    with pytest.raises(ValidationError):
        finish_task(bank.staff("张三"), at=at, task=Task.objects.get(), result="又完成")


def test_a_change_waits_for_another_person():
    """Maker is not checker: even in the database."""
    names = {constraint.name for constraint in Change._meta.constraints}
    assert {"change_accepted_by_another", "one_change_waits_at_a_time"} <= names
