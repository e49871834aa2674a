"""What a record is called, and the page on which it can be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvzhi.records.models import Decision, Record, TaskDone
from lvzhi.web.contacts.told import KINDS
from lvzhi.worklog.models import LogComment, LogNote, LogReading


@dataclass(frozen=True)
class Told:
    """A kind of record in words; `page` is the address of one of them."""

    name: Any
    page: Callable[[Record], str]


def log_page(pk: int) -> str:
    return reverse("log", kwargs={"pk": pk})


def of_log(model: type[LogReading] | type[LogNote] | type[LogComment]) -> Callable[[Record], str]:
    """A reading, a note or a comment is read on the page of its log."""
    return lambda record: log_page(model.objects.values_list("log", flat=True).get(pk=record.pk))


def task_page(record: Record) -> str:
    return reverse("task", kwargs={"pk": TaskDone.objects.values_list("task", flat=True).get(pk=record.pk)})


def approval_page(record: Record) -> str:
    pk = Decision.objects.values_list("approval", flat=True).get(pk=record.pk)
    return reverse("approval", kwargs={"pk": pk})


TOLD: dict[str, Told] = {
    "work_log": Told(_("Work log handed in"), lambda record: log_page(record.pk)),
    "work_log_reading": Told(_("Work log read"), of_log(LogReading)),
    "work_log_note": Told(_("Note added to a work log"), of_log(LogNote)),
    "work_log_comment": Told(_("Comment on a work log"), of_log(LogComment)),
    "agreement": Told(
        _("Confidentiality agreement signed"), lambda record: reverse("agreement", kwargs={"pk": record.pk})
    ),
    "task": Told(_("Task given"), lambda record: reverse("task", kwargs={"pk": record.pk})),
    "task_done": Told(_("Task finished"), task_page),
    "decision": Told(_("Decision about a request"), approval_page),
} | {kind: Told(name, page) for kind, (name, page) in KINDS.items()}


def address_of(record: Record) -> str:
    """Where a record can be read."""
    return TOLD[record.kind].page(record)


def name_of(record: Record) -> Any:
    return TOLD[record.kind].name
