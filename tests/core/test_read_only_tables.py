"""What has happened has happened: tables whose rows PostgreSQL changes or deletes for nobody.

Their triggers stand on rows. TRUNCATE needs no guard of its own: pages and commands cannot write at all, no action
truncates, and whoever owns the database could drop a trigger as well. What remains then are the seals.
"""

import datetime as dt

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from lvzhi.attendance.actions import confirm_return
from lvzhi.attendance.models import Leave, LeaveConfirmation, LeaveEnd
from lvzhi.contacts.actions import call_off_appointment, change_absence, keep_promise, review_contact, spot_check
from lvzhi.contacts.models import (
    Absence,
    AbsenceChange,
    AbsenceReturn,
    Appointment,
    AppointmentOff,
    Contact,
    ContactReview,
    Promise,
    PromiseKept,
    SpotCheck,
)  # fmt: skip
from lvzhi.core import trail
from lvzhi.core.models import BankText, Change, ParameterValue, Seal, TrailLine
from lvzhi.customers.models import ContactPerson
from lvzhi.duties import engine
from lvzhi.duties.models import Duty, Moved, Notice, Proof
from lvzhi.people.models import Staff
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.actions_approvals import decide
from lvzhi.records.models import (
    Approval,
    Attachment,
    Decision,
    Filing,
    Particulars,
    Record,
    Task,
    TaskDone,
    Withdrawal,
)  # fmt: skip
from lvzhi.records.register import OUTGOING
from lvzhi.secrecy.actions import request_export, unmask
from lvzhi.secrecy.models import Agreement, AgreementDecision, AgreementVersion, Export, Unmasking
from lvzhi.worklog.actions import (
    add_note,
    comment_on_log,
    file_work_log,
    join_contact,
    note_reports,
    read_log,
    report,
)  # fmt: skip
from lvzhi.worklog.models import (
    DailyReport,
    Difficulty,
    Joining,
    LogComment,
    LogLine,
    LogNote,
    LogReading,
    LogSource,
    PlanItem,
    PlanOutcome,
    ReportNoted,
    WorkLog,
)  # fmt: skip
from lvzhi.worklog.queries import plan_to_answer
from tests.attendance.asking import back, days, granted
from tests.bank import Bank, pages
from tests.contacts.house import a_customer, a_return, an_appointment, an_outing, said
from tests.records.asking import errand
from tests.scenario import moment
from tests.verbs.secrecy import reworded, signed

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
PROMISED = (
    TrailLine, Seal, ParameterValue, BankText,
    Record, Filing, Withdrawal, Attachment, Task, TaskDone,
    Approval, Decision, Leave, LeaveEnd, LeaveConfirmation,
    Proof, Notice, Moved,
    WorkLog, LogLine, Difficulty, PlanItem, PlanOutcome, LogSource, LogNote, LogReading, LogComment,
    Absence, AbsenceChange, AbsenceReturn, SpotCheck,
    Contact, Promise, PromiseKept, ContactReview, Appointment, AppointmentOff,
    Agreement, AgreementVersion, AgreementDecision, Unmasking, Export,
    DailyReport, ReportNoted,
    Agreement, AgreementVersion, AgreementDecision,
    DailyReport, ReportNoted, Joining,
)  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def history(db, settings, tmp_path) -> Bank:
    """Two days of a team in which everything happens once."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    people = {"张三": "manager", "李四": "supervisor", "赵六": "supervising", "管理": "administrator"}
    bank = Bank.of(people | {"钱七": "president"})
    rm, lead = bank.staff("张三"), bank.staff("李四")
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    log = file_work_log(rm, at=moment("2026-03-02 17:00"), on=MONDAY, pages=monday())
    read_log(lead, at=moment("2026-03-02 18:00"), log=log)
    comment_on_log(lead, at=moment("2026-03-02 18:01"), log=log, text="好")
    add_note(rm, at=moment("2026-03-02 18:02"), log=log, text="补充")
    task = give_task(lead, at=moment("2026-03-02 18:03"), owner=rm, title="复核", due_on=TUESDAY, about=log.record)
    finish_task(rm, at=moment("2026-03-03 09:00"), task=task, result="完成")
    decide(lead, at=moment("2026-03-03 09:10"), approval=errand(rm, at=moment("2026-03-03 09:05")), approved=True)
    outcomes = [PlanOutcome(item=item, result="done") for item in plan_to_answer(rm, TUESDAY)]
    file_work_log(rm, at=moment("2026-03-03 17:00"), on=TUESDAY, pages=pages(outcomes=outcomes))
    reported(rm, lead)
    met(bank)
    off = granted(bank, "张三", days("2026-03-05"), at=moment("2026-03-03 18:00"), deputy="李四")
    for day in (TUESDAY, dt.date(2026, 3, 4), dt.date(2026, 3, 5), dt.date(2026, 3, 9)):
        engine.nightly(day, moment(f"{day} 00:05"))
    end = back(bank, off, "2026-03-06 08:30")
    confirm_return(lead, at=moment("2026-03-06 09:00"), ended=end)
    decided(bank, moment("2026-03-09 10:00"))
    agreed(bank, moment("2026-03-09 10:00"))
    trail.seal(moment("2026-03-09 10:01"))
    return bank


def reported(rm: Staff, lead: Staff) -> None:
    """The report before going off work, noted by the supervisor."""
    told = report(rm, at=moment("2026-03-02 17:55"), told_at=moment("2026-03-02 17:55"))
    note_reports(lead, at=moment("2026-03-02 18:03"), reports=[told])


def met(bank: Bank) -> None:
    """An outing to a customer and back, checked and reviewed; an appointment that does not take place."""
    rm, lead, customer = bank.staff("张三"), bank.staff("李四"), a_customer(bank, "示例甲", "张三")
    joined = an_appointment(rm, customer, moment("2026-03-02 09:00"), moment("2026-03-06 09:00"))
    join_contact(lead, at=moment("2026-03-02 10:00"), appointment=joined)
    appointment = an_appointment(rm, customer, moment("2026-03-02 09:00"), moment("2026-03-04 09:00"))
    call_off_appointment(rm, at=moment("2026-03-02 09:01"), appointment=appointment, reason="对方出差")
    absence = an_outing(rm, moment("2026-03-02 14:00"), customer)
    later = moment("2026-03-02 17:00")
    change_absence(rm, at=moment("2026-03-02 15:00"), absence=absence, back_by=later, reason="路上耽搁")
    minutes = said(moment("2026-03-02 14:30"), promises=[Promise(text="提供方案")])
    a_return(absence, moment("2026-03-02 16:00"), minutes)
    contact = absence.contact
    keep_promise(rm, at=moment("2026-03-03 08:00"), promise=contact.promises.get())
    spot_check(lead, at=moment("2026-03-03 08:30"), absence=absence, way="电话核实", finding="true")
    review_contact(lead, at=moment("2026-03-03 08:31"), contact=contact, effective=False, opinion="只是问候")


def monday() -> object:
    return pages(
        lines=[LogLine(starts=dt.time(9), ends=dt.time(10), work="care", content="走访")],
        difficulties=[Difficulty(text="资料不齐")],
        sources=[LogSource(part="done", ref="contact/1")],
        files=[SimpleUploadedFile("现场.png", PNG)],
    )


def decided(bank: Bank, at: dt.datetime) -> None:
    asked, decides = bank.staff("管理"), bank.staff("赵六")
    ParameterValue.objects.create(
        key="x", since=at.date(), value=1, why="试", by=asked, confirmed_by=decides, at=at
    )  # fmt: skip
    BankText.objects.create(clause="13", text="本行条文", by=asked, at=at)
    change = Change.objects.create(kind="day", key="2026-03-10", content={}, why="试", by=asked, at=at)
    Moved.objects.create(change=change, duty=Duty.objects.first(), what="moved", was=at, due=at + dt.timedelta(days=1))


def agreed(bank: Bank, at: dt.datetime) -> None:
    reworded(bank.staff("赵六"), bank.staff("钱七"), at, dt.date(2026, 3, 20))
    rm = bank.staff("张三")
    signed(rm, at)
    person = ContactPerson.objects.filter(customer__manager=rm).first()
    unmask(rm, at=at, row=person, field="phone", reason="核对预约时间")
    request_export(rm, at=at, source=OUTGOING["customer"], query="", filters="", rows=60, purpose="季末走访排期")


@pytest.mark.parametrize("model", PROMISED, ids=lambda model: model.__name__)
def test_rows_are_neither_changed_nor_deleted(history, model):
    """By nobody: not by an action either, and not by the owner of the database as long as the trigger stands."""
    table, column = model._meta.db_table, model._meta.concrete_fields[-1].column
    before = model.objects.count()
    assert before, "the history has none of these"
    for statement in (f'UPDATE {table} SET "{column}" = "{column}"', f"DELETE FROM {table}"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert model.objects.count() == before


def test_every_table_that_promises_it_keeps_it(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only' AND tgenabled = 'O'"
        )
        kept = {table for (table,) in cursor.fetchall()}
    assert kept == {model._meta.db_table for model in PROMISED}


def test_particulars_of_every_register_are_among_them():
    """A new register cannot forget it."""
    particulars = {model for model in apps.get_models() if issubclass(model, Particulars)}
    assert particulars <= set(PROMISED)


def test_what_hangs_from_a_record_is_among_them():
    """Lists of a log, files of a record: whatever points at an append-only row and belongs to it."""
    belonging = {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in {Record, WorkLog}
    }
    assert belonging <= set(PROMISED)
