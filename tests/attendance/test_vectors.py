"""The figures of vectors.yaml: what is owed on leave, and what becomes of leaving without approval."""

from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.utils import translation

from lvzhi.attendance.actions import start_leave
from lvzhi.attendance.register import LEAVES
from lvzhi.attendance.span import Span
from lvzhi.core.clock import moment as start_of
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.worklog.actions import file_work_log
from tests.attendance.asking import PEOPLE, asked, days, granted, hours
from tests.bank import Bank, pages
from tests.scenario import moment

CASES = yaml.safe_load(Path(__file__).with_name("vectors.yaml").read_text("utf-8"))
LOGS = [case for case in CASES if case["kind"] == "log"]
LEAVES_WITHOUT = [case for case in CASES if case["kind"] == "private_leave"]


@pytest.fixture
def bank(db):
    return Bank.of(PEOPLE)


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case["id"])
def test_is_a_log_owed_and_may_it_be_entered(bank, case):
    day, who = case["date"], bank.staff("张三")
    if case["on_leave"]:
        granted(bank, "张三", days(f"{day}"), at=moment("2026-02-25 10:00"))
    engine.nightly(day, start_of(day))
    owed = Duty.objects.living().filter(rule="keep_work_log", owner=who, opens=start_of(day)).exists()
    assert owed == case["expected"]["owed"]
    assert file_work_log(who, at=moment(f"{day} 17:00"), on=day, pages=pages()).pk
    assert case["expected"]["may_be_entered"]


@pytest.mark.parametrize("case", LEAVES_WITHOUT, ids=lambda case: case["id"])
def test_leaving_without_approval(bank, case):
    expected, left = case["expected"], moment(case["left_at"])
    with translation.override("zh-hans"):
        leave = asked(bank, "张三", hours(f"{left:%Y-%m-%d}", "10:00", "11:30"), at=moment("2026-11-20 09:00"))
        with pytest.raises(ValidationError):
            start_leave(bank.staff("张三"), at=left, leave=leave)
        assert expected["may_leave"] is False
        afterwards = moment("2026-11-20 14:00")
        span = hours(f"{left:%Y-%m-%d}", "13:00", "13:30")
        with pytest.raises(ValidationError) as wrong:
            asked(bank, "王二", span, at=afterwards)
        assert ("late_reason" in wrong.value.error_dict) == expected["late_entry_reason_required"]
        entered = asked(bank, "王二", span, at=afterwards, late_reason="临时急事，先电话报告")
        blocks = LEAVES.form.paper(LEAVES.rows.get(pk=entered.pk)).blocks
        assert expected["late_entry_mark"] in [getattr(block, "heading", "") for block in blocks]


def test_hours_are_no_working_day(db):
    assert (
        Span.of_hours(
            start_of(LOGS[0]["date"]).date(), start_of(LOGS[0]["date"]).time(), moment("2026-02-28 09:00").time()
        ).workdays()
        == 0
    )
