"""Handing in, adding to, reading and talking about a log, by the actions alone (13, 13.2)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.core.models import ParameterValue
from lvzhi.records.models import Message
from lvzhi.worklog.actions import add_note, comment_on_log, file_work_log, read_log
from lvzhi.worklog.models import Difficulty, LogLine, LogReading, PlanOutcome, WorkLog
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages

MONDAY = dt.date(2026, 3, 2)
TUESDAY = MONDAY + DAY


@pytest.fixture
def bank(db):
    people = {"张三": "manager", "李四": "supervisor", "王五": "department_head", "审计员": "auditor"}
    return Bank.of(people | {"外人": {"role": "supervisor", "unit": "二组"}})


def hand_in(bank, on=MONDAY, at="17:50", day=None, **more):
    when = moment(day or on, dt.time.fromisoformat(at))
    return file_work_log(bank.staff("张三"), at=when, on=on, pages=pages(**more))


def test_a_log_keeps_the_order_of_its_parts(bank):
    lines = [
        LogLine(starts=dt.time(9), ends=dt.time(10), work="care", content="先"),
        LogLine(starts=dt.time(8), ends=dt.time(9), work="office", content="后"),
    ]
    log = hand_in(bank, lines=lines, difficulties=[Difficulty(text="一"), Difficulty(text="二")], plan=("甲", "乙"))
    assert [line.content for line in log.lines.order_by("position")] == ["先", "后"]
    assert [one.text for one in log.difficulties.order_by("position")] == ["一", "二"]
    assert [one.position for one in log.plan.order_by("position")] == [1, 2]


@pytest.mark.parametrize(
    ("more", "field"), [({"done": "  "}, "done"), ({"plan": ()}, "plan"), ({"done": "x", "plan": ()}, "plan")]
)
def test_a_log_has_a_body_and_a_plan(bank, more, field):
    with pytest.raises(ValidationError) as wrong:
        hand_in(bank, **more)
    assert field in wrong.value.message_dict
    assert not WorkLog.objects.exists()


def test_the_last_plan_is_answered_for_thing_by_thing(bank):
    hand_in(bank, plan=("甲", "乙"))
    asked = plan_to_answer(bank.staff("张三"), TUESDAY)
    assert [item.text for item in asked] == ["甲", "乙"]
    with pytest.raises(ValidationError, match="planned last time"):
        hand_in(bank, on=TUESDAY, outcomes=[PlanOutcome(item=asked[0], result="done")])
    hand_in(bank, on=TUESDAY, outcomes=[PlanOutcome(item=item, result="dropped") for item in asked])
    assert plan_to_answer(bank.staff("张三"), TUESDAY + DAY)[0].log.on == TUESDAY


def test_the_last_second_of_the_day_is_in_time_and_midnight_is_late(bank):
    log = hand_in(bank, at="23:59:59.999999")
    assert not log.is_late
    with pytest.raises(ValidationError, match="Say why the log is late"):
        hand_in(bank, on=TUESDAY, day=TUESDAY + DAY, at="00:00", outcomes=answered(bank, TUESDAY))
    late = hand_in(
        bank, on=TUESDAY, day=TUESDAY + DAY, at="00:00", late_reason="停电", outcomes=answered(bank, TUESDAY)
    )
    assert late.is_late
    assert late.record.happened_at == moment(TUESDAY, dt.time(23, 59))


def answered(bank, on):
    return [PlanOutcome(item=item, result="done") for item in plan_to_answer(bank.staff("张三"), on)]


def test_how_long_a_missing_log_is_taken_is_a_parameter(bank):
    with pytest.raises(ValidationError, match="at most 3 days late"):
        hand_in(bank, day=MONDAY + 4 * DAY, at="09:00", late_reason="出差")
    ParameterValue.objects.create(
        key="worklog.late_days",
        since=MONDAY,
        value=5,
        why="试行",
        at=moment(MONDAY),
        by=bank.staff("王五"),
        confirmed_by=bank.staff("李四"),
    )
    assert hand_in(bank, day=MONDAY + 4 * DAY, at="09:00", late_reason="出差").is_late


def test_nobody_writes_ahead_or_for_a_day_without_the_post(bank):
    for on, by in ((TUESDAY, "张三"), (MONDAY, "李四")):
        with pytest.raises(PermissionDenied):
            file_work_log(bank.staff(by), at=moment(MONDAY, dt.time(17)), on=on, pages=pages())


def test_a_locked_log_is_locked_in_the_database(bank):
    log = hand_in(bank)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE worklog_worklog SET done = 'x' WHERE record_id = %s", [log.pk])


def test_a_note_stands_below_and_tells_who_has_read(bank):
    log = hand_in(bank)
    read_log(bank.staff("李四"), at=moment(MONDAY, dt.time(18)), log=log)
    note = add_note(bank.staff("张三"), at=moment(MONDAY, dt.time(19)), log=log, text="更正")
    assert note.record.corrects_id == log.pk
    assert Message.objects.get(kind="log.note").to == bank.staff("李四")
    with pytest.raises(PermissionDenied):
        add_note(bank.staff("李四"), at=moment(MONDAY, dt.time(19)), log=log, text="不是我的")


def test_a_log_is_read_once_and_again_after_others_have_spoken(bank):
    log, lead = hand_in(bank), bank.staff("李四")
    first = read_log(lead, at=moment(TUESDAY, dt.time(8)), log=log)
    comment_on_log(lead, at=moment(TUESDAY, dt.time(8, 5)), log=log, text="我自己的话")
    assert read_log(lead, at=moment(TUESDAY, dt.time(9)), log=log) == first
    comment_on_log(bank.staff("张三"), at=moment(TUESDAY, dt.time(9, 30)), log=log, text="回复")
    assert read_log(lead, at=moment(TUESDAY, dt.time(10)), log=log) != first
    assert LogReading.objects.count() == 2


@pytest.mark.parametrize("who", ["张三", "审计员", "外人"])
def test_only_who_answers_for_the_unit_leaves_a_read_mark(bank, who):
    with pytest.raises(PermissionDenied):
        read_log(bank.staff(who), at=moment(TUESDAY, dt.time(8)), log=hand_in(bank))


def test_a_comment_tells_the_others_in_the_talk_and_not_the_speaker(bank):
    log = hand_in(bank)
    for who, at in (("李四", 8), ("王五", 9), ("张三", 10)):
        comment_on_log(bank.staff(who), at=moment(TUESDAY, dt.time(at)), log=log, text=f"{who}说")
    told = Message.objects.filter(kind="log.comment").order_by("pk").values_list("facts__who", "to__name")
    assert sorted(told) == sorted(
        [("李四", "张三"), ("王五", "张三"), ("王五", "李四"), ("张三", "李四"), ("张三", "王五")]
    )
