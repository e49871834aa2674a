"""What a record is called, and the page on which it can be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lvzhi.attendance.models import LeaveConfirmation, LeaveEnd
from lvzhi.records.models import Decision, Record, TaskDone
from lvzhi.web.contacts.told import KINDS, of
from lvzhi.web.links import page_of
from lvzhi.worklog.models import Joining, LogComment, LogNote, LogReading, ReportNoted


@dataclass(frozen=True)
class Told:
    """A kind of record in words; `page` is the address of one of them."""

    name: Any
    page: Callable[[Record], str]


def log_page(pk: int) -> str:
    return page_of("log", pk=pk)


def of_log(model: type[LogReading] | type[LogNote] | type[LogComment]) -> Callable[[Record], str]:
    """A reading, a note or a comment is read on the page of its log."""
    return lambda record: log_page(model.objects.values_list("log", flat=True).get(pk=record.pk))


def report_page(record: Record) -> str:
    key = ReportNoted.objects.values_list("report", flat=True).get(pk=record.pk)
    return page_of("report", pk=key)


def task_page(record: Record) -> str:
    return page_of("task", pk=TaskDone.objects.values_list("task", flat=True).get(pk=record.pk))


def approval_page(record: Record) -> str:
    pk = Decision.objects.values_list("approval", flat=True).get(pk=record.pk)
    return page_of("approval", pk=pk)


def leave_page(record: Record) -> str:
    pk = LeaveEnd.objects.values_list("leave", flat=True).get(pk=record.pk)
    return page_of("leave", pk=pk)


def confirmed_page(record: Record) -> str:
    pk = LeaveConfirmation.objects.values_list("ended__leave", flat=True).get(pk=record.pk)
    return page_of("leave", pk=pk)


TOLD: dict[str, Told] = {
    "work_log": Told(_("Work log handed in"), lambda record: log_page(record.pk)),
    "work_log_reading": Told(_("Work log read"), of_log(LogReading)),
    "work_log_note": Told(_("Note added to a work log"), of_log(LogNote)),
    "work_log_comment": Told(_("Comment on a work log"), of_log(LogComment)),
    "agreement": Told(_("Confidentiality agreement signed"), lambda record: page_of("agreement", pk=record.pk)),
    "daily_report": Told(_("Daily report made"), lambda record: page_of("report", pk=record.pk)),
    "joining": Told(_("Comes along to a contact"), of("appointment", Joining, "appointment")),
    "report_noted": Told(_("Daily report noted"), report_page),
    "task": Told(_("Task given"), lambda record: page_of("task", pk=record.pk)),
    "task_done": Told(_("Task finished"), task_page),
    "leave": Told(_("Leave entry"), lambda record: page_of("leave", pk=record.pk)),
    "leave_end": Told(_("Leave ended"), leave_page),
    "leave_confirmation": Told(_("Return confirmed"), confirmed_page),
    "decision": Told(_("Decision about a request"), approval_page),
} | {kind: Told(name, page) for kind, (name, page) in KINDS.items()}


def address_of(record: Record) -> str:
    """Where a record can be read."""
    return TOLD[record.kind].page(record)


def name_of(record: Record) -> Any:
    return TOLD[record.kind].name
