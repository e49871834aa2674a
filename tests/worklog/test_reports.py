"""The daily report (13.1): in person, or by phone from outside; noted by the supervisor, many at once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from lvzhi.worklog.actions import note_reports, report
from lvzhi.worklog.models import DailyReport, ReportNoted
from tests.bank import Bank
from tests.scenario import moment
from tests.worklog.day import a_customer, an_outing

AT = moment("2026-03-02 17:40")


@pytest.fixture
def bank(db):
    people = {"张三": "manager", "王二": "manager", "李四": "supervisor", "王五": "department_head"}
    return Bank.of(people | {"孙立": {"role": "supervisor", "unit": "二组"}, "审计员": "auditor"})


def test_a_report_in_person_goes_to_the_direct_supervisor(bank):
    made = report(bank.staff("张三"), at=AT, told_at=AT)
    assert (made.on, made.way, made.to) == (dt.date(2026, 3, 2), "in_person", bank.staff("李四"))
    assert made.record.happened_at == AT


def test_without_a_supervisor_it_goes_to_the_department_head(db):
    bank = Bank.of({"张三": "manager", "王五": "department_head"})
    assert report(bank.staff("张三"), at=AT, told_at=AT).to == bank.staff("王五")


def test_by_phone_wants_an_outing_or_a_reason(bank):
    rm = bank.staff("张三")
    with pytest.raises(ValidationError, match="Link the outing"):
        report(rm, at=AT, told_at=AT, way="phone", reason="  ")
    out = an_outing(rm, a_customer(rm), "2026-03-02 15:00", "2026-03-02 18:30")
    assert report(rm, at=AT, told_at=AT, way="phone", absence=out).absence == out


def test_the_table_itself_takes_no_phone_call_without_a_reason(bank):
    made = report(bank.staff("张三"), at=AT, told_at=AT, way="phone", reason="在客户处")
    again = {"record": made.record, "owner": bank.staff("王二"), "unit": made.unit, "on": made.on, "told_at": AT}
    with pytest.raises(IntegrityError, match="by_phone_for_a_reason"), transaction.atomic():
        DailyReport.objects.create(way="phone", **again)


def test_an_outing_of_another_day_or_person_is_refused(bank):
    rm, other = bank.staff("张三"), bank.staff("王二")
    of_friday = an_outing(rm, a_customer(rm), "2026-02-27 15:00", "2026-02-27 16:00")
    of_other = an_outing(other, a_customer(other, "示例乙"), "2026-03-02 15:00", "2026-03-02 16:00")
    for absence in (of_friday, of_other):
        with pytest.raises(ValidationError, match="no outing of yours"):
            report(rm, at=AT, told_at=AT, way="phone", absence=absence)


def test_who_is_out_cannot_report_in_person(bank):
    rm = bank.staff("张三")
    an_outing(rm, a_customer(rm), "2026-03-02 15:00", "2026-03-02 18:30")
    with pytest.raises(ValidationError, match="register your return first"):
        report(rm, at=AT, told_at=AT)
    an_outing(bank.staff("王二"), None, "2026-03-02 15:00", "2026-03-02 18:30", back="2026-03-02 17:00")
    assert report(bank.staff("王二"), at=AT, told_at=AT)


def test_one_report_a_day_of_a_moment_that_has_come_and_not_too_late(bank):
    rm = bank.staff("张三")
    with pytest.raises(ValidationError, match="still to come"):
        report(rm, at=AT, told_at=moment("2026-03-02 17:50"))
    with pytest.raises(ValidationError, match="at most 3 days late"):
        report(rm, at=AT, told_at=moment("2026-02-26 17:50"))
    report(rm, at=AT, told_at=AT)
    with pytest.raises(ValidationError, match="already registered"):
        report(rm, at=AT, told_at=moment("2026-03-02 17:30"))


def test_only_relationship_managers_report(bank):
    with pytest.raises(PermissionDenied):
        report(bank.staff("李四"), at=AT, told_at=AT)


def test_many_are_noted_at_once_and_each_once(bank):
    made = [report(bank.staff(who), at=AT, told_at=AT) for who in ("张三", "王二")]
    lead = bank.staff("李四")
    note_reports(lead, at=AT, reports=made[:1])
    note_reports(lead, at=AT, reports=made, remark="已听取")
    assert sorted(ReportNoted.objects.values_list("report", "remark")) == [(made[0].pk, ""), (made[1].pk, "已听取")]
    with pytest.raises(ValidationError, match="noted already"):
        note_reports(lead, at=AT, reports=made)


@pytest.mark.parametrize("who", ["张三", "孙立", "审计员"])
def test_who_does_not_answer_for_the_unit_notes_nothing(bank, who):
    made = report(bank.staff("张三"), at=AT, told_at=AT)
    with pytest.raises(PermissionDenied):
        note_reports(bank.staff(who), at=AT, reports=[made])


def test_nobody_notes_his_own(bank):
    both = bank.hire("张三", "supervisor")
    made = report(both, at=AT, told_at=AT)
    with pytest.raises(PermissionDenied):
        note_reports(both, at=AT, reports=[made])


def test_who_sees_a_report(bank):
    made = report(bank.staff("张三"), at=AT, told_at=AT)
    seen = {name for name, one in bank.people.items() if made in DailyReport.objects.visible_to(one, made.on)}
    assert seen == {"张三", "李四", "王五", "审计员"}
