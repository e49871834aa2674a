"""Beside a log on the reading desk (13.2): workload, focus, relations, targets; joining a contact."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.desk.portrait import portrait, work_until
from lvzhi.records.models import Message
from lvzhi.worklog.actions import join_contact
from lvzhi.worklog.models import Joining, LogLine, Target, TargetImport
from tests.contacts.house import a_contact, a_customer, an_appointment, an_outing
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team

DESK = "/reading/"


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY.replace(day=1))
    night(MONDAY)
    return bank


def at(hour, on=MONDAY):
    return moment(on, dt.time(hour))


def a_line(starts, ends, work="care"):
    return LogLine(starts=dt.time(starts), ends=dt.time(ends), work=work, content="拜访")


def test_the_workload_counts_lines_hours_outings_and_contacts(bank):
    rm = bank.staff("张三")
    firm = a_customer(bank, "示例甲", "张三")
    an_outing(rm, at(14), firm)
    a_contact(rm, firm, at(9), mode="call")
    a_contact(rm, firm, at(10), mode="mass")
    log_by(bank, "张三", lines=[a_line(9, 10), a_line(14, 16, "marketing")])
    log_by(bank, "王二", lines=[a_line(9, 18)])
    work = work_until(rm, MONDAY)
    (day,) = [one for one in work.days if one.lines]
    assert (day.on, day.lines, day.hours, day.outings, day.contacts) == (MONDAY, 2, 3.0, 1, 1)
    assert work.focus == [("Marketing", 120), ("Customer care", 60)]
    assert (work.total.lines, work.total.minutes) == (2, 180)


def test_what_is_older_than_a_week_is_focus_alone_and_older_than_two_nothing(bank):
    rm = bank.staff("张三")
    for days in (9, 15):
        log_by(bank, "张三", on=MONDAY - days * DAY, lines=[a_line(9, 10)])
    work = work_until(rm, MONDAY)
    assert work.total.lines == 0
    assert work.focus == [("Customer care", 60)]


def test_the_desk_shows_it_beside_the_log(bank):
    rm = bank.staff("张三")
    firm = a_customer(bank, "示例甲精密制造", "张三")
    night(MONDAY)
    an_appointment(rm, firm, at(9), at(15, TUESDAY))
    file = TargetImport.objects.create(by=bank.staff("王五"), at=at(9), name="目标.xlsx")
    Target.objects.create(
        owner=rm, month=MONDAY.replace(day=1), measure="deposits", goal=2000, actual=Decimal("500.50"), brought_by=file
    )
    log = log_by(bank, "张三", lines=[a_line(9, 10)])
    page = Desk(bank, "李四", MONDAY, "19:00").read(f"{DESK}?log={log.pk}")
    beside = page.split("<aside")[1]
    assert "Customer care" in beside
    assert "25.0% · 500.50 / 2,000.00" in beside
    assert "2026-03, amounts in 10,000 yuan" in beside
    assert 'href="/targets/?month=2026-03"' in beside
    assert "示例甲精密制造" in beside
    assert "2026-03-03 Tue 15:00" in beside


def test_without_an_agreement_a_leader_sees_no_customers_there(bank):
    rm, lead = bank.staff("张三"), bank.staff("李四")
    firm = a_customer(bank, "示例甲精密制造", "张三")
    an_appointment(rm, firm, at(9), at(15, TUESDAY))
    lead.cleared_until = MONDAY - DAY
    found = portrait(rm, MONDAY, lead, at(19))
    assert (found.relations, found.shares, found.appointments) == ([], [], [])


def test_a_leader_comes_along_and_who_has_the_appointment_is_told(bank):
    rm = bank.staff("张三")
    appointment = an_appointment(rm, a_customer(bank, "示例甲", "张三"), at(9), at(15, TUESDAY))
    log = log_by(bank, "张三")
    lead = Desk(bank, "李四", MONDAY, "19:00")
    assert f"/reading/join/{appointment.pk}/" in lead.read(f"{DESK}?log={log.pk}")
    back = lead.post(f"/reading/join/{appointment.pk}/?back=/reading/?log={log.pk}", {"note": "谈续贷条件"})
    assert back.url == f"/reading/?log={log.pk}"
    assert Message.objects.get(kind="contact.joined").to == rm
    told = Desk(bank, "张三", MONDAY, "19:30")
    assert "李四 comes along to 示例甲, 2026-03-03 Tue 15:00. 谈续贷条件" in told.read("/messages/")
    assert "comes along: 李四" in told.read(f"/appointments/{appointment.pk}/")
    page = lead.read(f"{DESK}?log={log.pk}")
    assert "comes along: 李四" in page
    assert f"/reading/join/{appointment.pk}/" not in page


def test_one_comes_along_once_to_what_still_stands(bank):
    rm, lead = bank.staff("张三"), bank.staff("李四")
    appointment = an_appointment(rm, a_customer(bank, "示例甲", "张三"), at(9), at(15, TUESDAY))
    with pytest.raises(ValidationError, match="past, moved or called off"):
        join_contact(lead, at=at(16, TUESDAY), appointment=appointment)
    join_contact(lead, at=at(10), appointment=appointment)
    with pytest.raises(ValidationError, match="said already"):
        join_contact(lead, at=at(11), appointment=appointment)
    assert Joining.objects.count() == 1


@pytest.mark.parametrize("who", ["张三", "王二", "孙立", "审计员"])
def test_who_does_not_answer_for_the_unit_joins_nothing(bank, who):
    appointment = an_appointment(bank.staff("张三"), a_customer(bank, "示例甲", "张三"), at(9), at(15, TUESDAY))
    with pytest.raises(PermissionDenied):
        join_contact(bank.staff(who), at=at(10), appointment=appointment)


def test_the_number_of_queries_does_not_depend_on_what_stands_beside(bank, django_assert_max_num_queries):
    log = log_by(bank, "张三")
    rm = bank.staff("张三")

    def queries(names):
        for n, name in enumerate(names):
            firm = a_customer(bank, name, "张三")
            appointment = an_appointment(rm, firm, at(9), at(9 + n, TUESDAY))
            join_contact(bank.staff("王五"), at=at(10), appointment=appointment)
            a_contact(rm, firm, at(9))
        night(MONDAY)
        lead = Desk(bank, "李四", MONDAY, "19:00")
        lead.read(f"{DESK}?log={log.pk}")
        with django_assert_max_num_queries(45) as counted:
            lead.read(f"{DESK}?log={log.pk}")
        return len(counted)

    assert queries(["示例甲"]) == queries(["示例乙", "示例丙", "示例丁"])
