"""Leave through its actions: asked, approved by length, begun, taken back, ended."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from lvzhi.attendance.actions import confirm_return, end_leave, start_leave, withdraw_leave
from lvzhi.attendance.models import Leave, OffDuty
from lvzhi.contacts.models import Absence, AbsenceChange, AbsenceReturn, Away, Business
from lvzhi.core.models import TrailLine
from lvzhi.people.models import Deputy
from lvzhi.records.actions_approvals import decide
from lvzhi.records.models import Filing, Message, Record
from tests.attendance.asking import HALF, PEOPLE, SUNDAY, approve, asked, back, days, granted, hours, how
from tests.bank import Bank
from tests.scenario import moment


@pytest.fixture
def bank(db):
    with translation.override("en"):
        yield Bank.of(PEOPLE)


def test_one_record_stands_in_both_books(bank):
    leave = asked(bank, "张三", days("2026-03-05", "2026-03-06"))
    absence = Absence.objects.get()
    assert (absence.record_id, absence.business, absence.purpose) == (leave.pk, Business.PRIVATE, "家中有事")
    assert set(Filing.objects.filter(record=leave.pk).values_list("kind", flat=True)) == {"leave", "absence"}
    assert Record.objects.count() == 1
    assert absence.ref == leave.ref
    assert (leave.days, how(leave, "2026-03-01 11:00")) == (Decimal(2), "asked")


@pytest.mark.parametrize(
    ("span", "deciders"),
    [
        (hours("2026-03-05", "14:00", "16:00"), ["李四"]),
        (days("2026-03-05", till_noon=True), ["李四"]),
        (days("2026-03-05"), ["李四"]),
        (days("2026-03-05", "2026-03-06", till_noon=True), ["李四", "王五"]),
        (days("2026-03-05", "2026-03-09"), ["李四", "王五"]),
        (days("2026-03-05", "2026-03-10", till_noon=True), ["李四", "王五", "钱七"]),
        (days("2026-03-05", "2026-03-10"), ["李四", "王五", "钱七"]),
    ],
)
def test_who_approves_follows_the_working_days(bank, span, deciders):
    assert approve(bank, asked(bank, "张三", span)) == deciders


@pytest.mark.parametrize(("who", "deciders"), [("李四", ["王五"]), ("王五", ["钱七"]), ("钱七", ["孙八"])])
def test_a_leader_s_leave_is_approved_above(bank, who, deciders):
    deputy = {"李四": "孙立", "王五": "", "钱七": "孙八"}[who]
    assert approve(bank, asked(bank, who, days("2026-03-05"), deputy=deputy)) == deciders


def test_a_private_absence_cannot_be_started_without_approval(bank):
    leave = asked(bank, "张三", hours("2026-03-02", "14:00", "16:00"))
    with pytest.raises(ValidationError, match="not approved"):
        start_leave(bank.staff("张三"), at=moment("2026-03-02 14:00"), leave=leave)
    assert Away.objects.get().left_at is None
    approve(bank, leave)
    start_leave(bank.staff("张三"), at=moment("2026-03-02 14:02"), leave=leave)
    assert Away.objects.get().left_at == moment("2026-03-02 14:02")
    assert how(leave, "2026-03-02 15:00") == "away"
    with pytest.raises(ValidationError, match="begun already"):
        start_leave(bank.staff("张三"), at=moment("2026-03-02 14:03"), leave=leave)


def test_nobody_leaves_for_somebody_else(bank):
    leave = granted(bank, "张三", hours("2026-03-02", "14:00", "16:00"))
    with pytest.raises(PermissionDenied):
        start_leave(bank.staff("王二"), at=moment("2026-03-02 14:00"), leave=leave)


def test_leave_by_days_begins_by_itself(bank):
    leave = granted(bank, "张三", days("2026-03-05", "2026-03-06"))
    said = {
        at: how(leave, at) for at in ("2026-03-04 23:59", "2026-03-05 00:00", "2026-03-07 08:00", "2026-03-10 00:00")
    }
    assert list(said.values()) == ["granted", "away", "back", "overdue"]


def test_hours_that_nobody_took_are_over(bank):
    leave = granted(bank, "张三", hours("2026-03-02", "14:00", "16:00"))
    assert [how(leave, at) for at in ("2026-03-02 15:00", "2026-03-02 16:00")] == ["granted", "unused"]


def test_declined_it_does_not_take_place_and_both_books_say_so(bank):
    leave = asked(bank, "张三", days("2026-03-05"))
    decide(bank.staff("李四"), at=SUNDAY, approval=leave.record.approval, approved=False, remark="月末人手紧")
    assert how(leave, "2026-03-05 09:00") == "declined"
    assert AbsenceChange.objects.get(absence=leave.pk).reason == "月末人手紧"
    assert not Away.objects.exists()
    assert not Deputy.objects.exists()
    assert asked(bank, "张三", days("2026-03-05")).pk  # the time is free again


def test_nobody_is_in_two_places(bank):
    asked(bank, "张三", days("2026-03-05", "2026-03-06"))
    with pytest.raises(ValidationError, match="already entered"):
        asked(bank, "张三", hours("2026-03-06", "14:00", "15:00"))
    assert (Leave.objects.count(), Record.objects.count()) == (1, 1)
    assert asked(bank, "张三", days("2026-03-09")).pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "mandatory"}, "kind"),
        ({"kind": "holiday"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"place": ""}, "place"),
        ({"deputy": ""}, "deputy"),
        ({"span": days("2026-03-07", "2026-03-08")}, "last"),
        ({"span": days("2026-02-13"), "late_reason": "忘了"}, "first"),
        ({"span": days("2026-02-27")}, "late_reason"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(bank, given, field):
    with pytest.raises(ValidationError) as wrong:
        asked(bank, "张三", **({"span": days("2026-03-05")} | given))
    assert list(wrong.value.error_dict) == [field]
    assert not Record.objects.exists()


def test_entered_afterwards_it_stays_marked(bank):
    leave = asked(bank, "张三", days("2026-02-27"), late_reason="急诊，电话报告过主管", kind="sick")
    assert leave.is_late_entry
    assert not asked(bank, "王二", days("2026-03-05"), deputy="张三", late_reason="无需").is_late_entry


def test_the_deputy_is_there_himself(bank):
    granted(bank, "王二", days("2026-03-05"), deputy="张三")
    with pytest.raises(ValidationError) as wrong:
        asked(bank, "张三", days("2026-03-05", "2026-03-06"))
    assert wrong.value.message_dict == {"deputy": ["王二 cannot stand in in these days."]}
    assert asked(bank, "张三", days("2026-03-06")).pk


def test_who_is_alone_in_the_unit_needs_no_deputy(db):
    bank = Bank.of({"张三": "manager", "王五": "department_head"})
    leave = asked(bank, "张三", days("2026-03-05"), deputy="")
    assert (leave.deputy, approve(bank, leave)) == (None, ["王五"])


def test_approved_the_deputy_stands_in_and_is_told(bank):
    leave = granted(bank, "张三", days("2026-03-05", "2026-03-06"))
    deputy = Deputy.objects.get()
    assert (deputy.staff.name, deputy.deputy.name, str(deputy.first), str(deputy.last)) == (
        "张三", "王二", "2026-03-05", "2026-03-06",
    )  # fmt: skip
    told = Message.objects.get(kind="leave.deputy")
    assert (told.to.name, told.about) == ("王二", leave.ref)
    assert str(OffDuty.objects.get().days.lower) == "2026-03-05"


def test_somebody_else_who_stands_in_already_has_to_be_ended_first(bank):
    from tests.records.asking import stands_in

    stands_in(bank.staff("外人"), bank.staff("张三"), "2026-03-05", "2026-03-05")
    with pytest.raises(ValidationError, match="stands in for you"):
        asked(bank, "张三", days("2026-03-05"))
    assert granted(bank, "张三", days("2026-03-05"), deputy="外人").pk
    assert Deputy.objects.count() == 1


def test_taken_back_before_the_decision_and_before_it_begins_but_not_later(bank):
    me = bank.staff("张三")
    first = asked(bank, "张三", days("2026-03-05"))
    withdraw_leave(me, at=SUNDAY, leave=first, reason="不去了")
    assert (how(first, "2026-03-05 09:00"), AbsenceChange.objects.count()) == ("off", 1)
    second = granted(bank, "张三", days("2026-03-05"))
    withdraw_leave(me, at=moment("2026-03-04 17:00"), leave=second)
    assert (how(second, "2026-03-05 09:00"), Away.objects.count(), Deputy.objects.count()) == ("off", 0, 0)
    assert Message.objects.get(kind="leave.off").to.name == "王二"
    third = granted(bank, "张三", days("2026-03-05"))
    with pytest.raises(ValidationError, match="no longer be taken back"):
        withdraw_leave(me, at=moment("2026-03-05 09:00"), leave=third)
    with pytest.raises(PermissionDenied):
        withdraw_leave(bank.staff("李四"), at=SUNDAY, leave=third)


def test_the_return_stands_in_both_books_and_is_confirmed_by_a_leader(bank):
    leave = granted(bank, "张三", days("2026-03-05", "2026-03-06"))
    end = back(bank, leave, "2026-03-09 08:40", remark="事情办妥")
    assert (end.overdue, how(leave, "2026-03-09 09:00")) == (False, "ended")
    assert AbsenceReturn.objects.get(absence=leave.pk).record_id == end.pk
    assert Away.objects.get().back_at == moment("2026-03-09 08:40")
    assert Message.objects.get(kind="leave.ended").to.name == "李四"
    with pytest.raises(PermissionDenied):
        confirm_return(bank.staff("张三"), at=moment("2026-03-09 09:00"), ended=end)
    assert confirm_return(bank.staff("李四"), at=moment("2026-03-09 09:00"), ended=end).pk
    with pytest.raises(ValidationError, match="confirmed already"):
        confirm_return(bank.staff("王五"), at=moment("2026-03-09 09:01"), ended=end)
    with pytest.raises(ValidationError, match="has ended already"):
        back(bank, leave, "2026-03-09 09:05")


@pytest.mark.parametrize(("at", "overdue"), [("2026-03-09 23:59", False), ("2026-03-10 08:00", True)])
def test_a_late_return_is_marked(bank, at, overdue):
    assert back(bank, granted(bank, "张三", days("2026-03-05", "2026-03-06")), at).overdue == overdue


@pytest.mark.parametrize(("at", "overdue"), [("2026-03-02 16:00", False), ("2026-03-02 16:20", True)])
def test_hours_are_overdue_by_the_minute(bank, at, overdue):
    leave = granted(bank, "张三", hours("2026-03-02", "14:00", "16:00"))
    start_leave(bank.staff("张三"), at=moment("2026-03-02 14:00"), leave=leave)
    assert back(bank, leave, at).overdue == overdue


def test_an_early_return_frees_the_time_and_the_days(bank):
    leave = granted(bank, "张三", days("2026-03-04", "2026-03-06"))
    back(bank, leave, "2026-03-05 10:00")
    held = OffDuty.objects.get()
    assert (str(held.days.lower), str(held.days.upper)) == ("2026-03-04", "2026-03-05")
    assert asked(bank, "张三", hours("2026-03-05", "14:00", "15:00"), at=moment("2026-03-05 11:00")).pk


def test_a_return_lies_between_leaving_and_now(bank):
    leave = granted(bank, "张三", days("2026-03-05"))
    for at, when in (("2026-03-06 09:00", "2026-03-06 10:00"), ("2026-03-06 09:00", "2026-03-04 10:00")):
        with pytest.raises(ValidationError, match="between leaving and now"):
            back(bank, leave, at, back_at=moment(when))
    with pytest.raises(ValidationError, match="has not begun"):
        back(bank, leave, "2026-03-04 10:00")


def test_who_ends_somebody_else_s_leave_is_refused(bank):
    leave = granted(bank, "张三", days("2026-03-05"))
    for who in ("李四", "王五", "王二"):
        with pytest.raises(PermissionDenied):
            end_leave(bank.staff(who), at=moment("2026-03-06 09:00"), leave=leave)


@pytest.mark.parametrize("who", ["吴十", "管理"])
def test_auditors_and_administrators_ask_for_nothing_here(bank, who):
    with pytest.raises(PermissionDenied):
        asked(bank, who, days("2026-03-05"))


def test_everything_is_on_the_trail(bank):
    leave = granted(bank, "张三", days("2026-03-05"))
    back(bank, leave, "2026-03-06 08:00")
    assert [line.action for line in TrailLine.objects.order_by("pk")] == ["leave.ask", "approval.decide", "leave.end"]


def test_half_a_day_is_half_a_working_day(bank):
    assert asked(bank, "张三", days("2026-03-05", from_noon=True)).days == HALF


@pytest.mark.parametrize(
    ("who", "sees"),
    [("张三", True), ("王二", True), ("李四", True), ("王五", True), ("吴十", True), ("外人", False), ("孙立", False)],
)
def test_who_sees_a_leave(bank, who, sees):
    leave = asked(bank, "张三", days("2026-03-05"))
    found = Leave.objects.visible_to(bank.staff(who), SUNDAY.date()).filter(pk=leave.pk)
    assert found.exists() == sees
