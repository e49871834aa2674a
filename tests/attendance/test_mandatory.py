"""Mandatory leave: ordered from above, unknown until it begins, nothing done under the name, handed back at the end."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from lvzhi.attendance.actions import end_leave, order_leave, withdraw_leave
from lvzhi.attendance.following import begin_ordered
from lvzhi.attendance.models import Leave
from lvzhi.people.actions.access import choose_language
from lvzhi.people.models import Deputy, Staff
from lvzhi.records.actions_approvals import withdraw_request
from lvzhi.records.models import Message
from lvzhi.worklog.actions import file_work_log
from tests.attendance.asking import PEOPLE, asked, days, fresh, how
from tests.bank import Bank, pages
from tests.scenario import moment

ORDERED, FIRST = moment("2026-03-02 10:00"), moment("2026-03-04 00:05")


@pytest.fixture
def bank(db):
    with translation.override("en"):
        yield Bank.of(PEOPLE)


def ordered(bank, by="王五", at=ORDERED, first="2026-03-04", last="2026-03-05", deputy="王二"):
    given = {"staff": bank.staff("张三"), "deputy": bank.staff(deputy), "span": days(first, last)}
    return order_leave(bank.staff(by), at=at, reason="年度强制休假", **given)


def test_nobody_below_the_head_knows_of_it_before_it_begins(bank):
    leave = ordered(bank)
    day = ORDERED.date()
    knows = {name for name, one in bank.people.items() if Leave.objects.visible_to(one, day).filter(pk=leave.pk)}
    assert knows == {"王五", "钱七", "孙八", "吴十"}
    assert not Deputy.objects.exists()
    assert not Message.objects.exists()
    later = dt.date(2026, 3, 4)
    knows = {name for name, one in bank.people.items() if Leave.objects.visible_to(one, later).filter(pk=leave.pk)}
    assert knows == {"王五", "钱七", "孙八", "吴十", "张三", "王二", "李四"}


def test_on_the_first_day_it_is_made_known_once_and_the_deputy_takes_over(bank):
    ordered(bank)
    assert begin_ordered(moment("2026-03-03 00:05")) == 0
    assert [begin_ordered(FIRST), begin_ordered(FIRST)] == [1, 0]
    assert {(m.to.name, m.kind) for m in Message.objects.all()} == {
        ("张三", "leave.ordered"),
        ("王二", "leave.deputy"),
    }
    assert Deputy.objects.get().deputy.name == "王二"


def test_ordered_for_the_same_day_it_begins_at_once(bank):
    ordered(bank, first="2026-03-02", last="2026-03-03")
    assert Deputy.objects.get().deputy.name == "王二"


def test_while_it_lasts_nothing_is_done_under_the_name_but_the_own_account(bank):
    waiting = asked(bank, "张三", days("2026-03-12"), at=ORDERED)
    ordered(bank)
    me = fresh(bank.staff("张三"))
    assert file_work_log(me, at=moment("2026-03-03 17:00"), on=dt.date(2026, 3, 3), pages=pages()).pk
    for do in (
        lambda at: file_work_log(me, at=at, on=at.date(), pages=pages()),
        lambda at: withdraw_request(me, at=at, approval=waiting.record.approval),
    ):
        with pytest.raises(PermissionDenied):
            do(moment("2026-03-04 09:00"))
    choose_language(me, at=moment("2026-03-04 09:00"), language="en")


def test_afterwards_it_is_handed_back(bank):
    leave = ordered(bank)
    begin_ordered(FIRST)
    with pytest.raises(PermissionDenied):
        end_leave(fresh(bank.staff("张三")), at=moment("2026-03-05 10:00"), leave=leave, handover="无")
    me = fresh(bank.staff("张三"))
    with pytest.raises(ValidationError, match="handed back"):
        end_leave(me, at=moment("2026-03-06 08:30"), leave=leave)
    end = end_leave(me, at=moment("2026-03-06 08:30"), leave=leave, handover="两户催收、一笔放款已交回")
    assert (end.handover, end.overdue, how(leave, "2026-03-06 09:00")) == ("两户催收、一笔放款已交回", False, "ended")
    assert Staff.objects.get(name="张三").frozen is None


def test_called_back_early_by_the_head_the_name_is_free_again(bank):
    leave = ordered(bank)
    begin_ordered(FIRST)
    end_leave(bank.staff("王五"), at=moment("2026-03-05 10:00"), leave=leave, handover="已交接")
    log = file_work_log(fresh(bank.staff("张三")), at=moment("2026-03-05 17:00"), on=dt.date(2026, 3, 5), pages=pages())
    assert log.pk


def test_taken_back_before_it_begins(bank):
    leave = ordered(bank)
    with pytest.raises(PermissionDenied):
        withdraw_leave(bank.staff("张三"), at=ORDERED, leave=leave)
    withdraw_leave(bank.staff("王五"), at=ORDERED, leave=leave)
    assert Staff.objects.get(name="张三").frozen is None
    assert begin_ordered(FIRST) == 0


@pytest.mark.parametrize("who", ["李四", "张三", "吴十", "管理"])
def test_only_the_head_and_those_above_order_it(bank, who):
    with pytest.raises(PermissionDenied):
        ordered(bank, by=who)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first": "2026-03-01", "last": "2026-03-03"}, "whole days from today"),
        ({"first": "2026-03-07", "last": "2026-03-08"}, "whole days from today"),
        ({"deputy": "吴十"}, "cannot stand in"),
    ],
)
def test_what_cannot_be_ordered(bank, given, said):
    with pytest.raises(ValidationError, match=said):
        ordered(bank, **given)


def test_one_at_a_time(bank):
    ordered(bank)
    with pytest.raises(ValidationError, match="ordered for this person already"):
        ordered(bank, first="2026-03-09", last="2026-03-09")
