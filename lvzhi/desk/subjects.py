"""What a duty, a task or a message is about, as facts; the words around them are the page's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lvzhi.attendance.models import Leave
from lvzhi.contacts.models import Absence, Appointment, Contact
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.people.models import Unit
from lvzhi.records.models import Approval, Task
from lvzhi.worklog.models import WorkLog


@dataclass(frozen=True)
class Subject:
    """A thing in short: its own title if it has one, the person concerned, its day if it has one."""

    ref: str
    title: str
    whom: str
    on: dt.date | None


def work_logs(keys: list[int]) -> Iterable[Subject]:
    found = WorkLog.objects.filter(pk__in=keys).values_list("pk", "owner__name", "on")
    return [Subject(f"work_log/{pk}", "", owner, on) for pk, owner, on in found]


def tasks(keys: list[int]) -> Iterable[Subject]:
    found = Task.objects.filter(pk__in=keys).values_list("pk", "title", "record__by__name", "record__recorded_at")
    return [Subject(f"task/{pk}", title, by, date_of(at)) for pk, title, by, at in found]


def approvals(keys: list[int]) -> Iterable[Subject]:
    found = Approval.objects.filter(pk__in=keys).values_list("pk", "asked_by__name", "record__recorded_at")
    return [Subject(f"approval/{pk}", "", who, date_of(at)) for pk, who, at in found]


def leaves(keys: list[int]) -> Iterable[Subject]:
    found = Leave.objects.filter(pk__in=keys).values_list("pk", "owner__name", "starts")
    return [Subject(f"leave/{pk}", "", owner, date_of(starts)) for pk, owner, starts in found]


def customers(keys: list[int]) -> Iterable[Subject]:
    found = Customer.objects.filter(pk__in=keys).values_list("pk", "name", "manager__name")
    return [Subject(f"customer/{pk}", name, manager or "", None) for pk, name, manager in found]


def absences(keys: list[int]) -> Iterable[Subject]:
    found = Absence.objects.filter(pk__in=keys).select_related("customer", "owner", "record")
    return [Subject(one.ref, one.whom, one.owner.name, date_of(one.leaves_at)) for one in found]


def appointments(keys: list[int]) -> Iterable[Subject]:
    found = Appointment.objects.filter(pk__in=keys).values_list("pk", "customer__name", "owner__name", "starts")
    return [Subject(f"appointment/{pk}", name, owner, date_of(at)) for pk, name, owner, at in found]


def contacts(keys: list[int]) -> Iterable[Subject]:
    found = Contact.objects.filter(pk__in=keys).values_list("pk", "customer__name", "owner__name", "met_at")
    return [Subject(f"contact/{pk}", name, owner, date_of(at)) for pk, name, owner, at in found]


def units(keys: list[int]) -> Iterable[Subject]:
    found = Unit.objects.filter(pk__in=keys).values_list("pk", "name")
    return [Subject(f"unit/{pk}", name, "", None) for pk, name in found]


KINDS: dict[str, Callable[[list[int]], Iterable[Subject]]] = {
    "work_log": work_logs,
    "task": tasks,
    "approval": approvals,
    "leave": leaves,
    "customer": customers,
    "absence": absences,
    "appointment": appointments,
    "contact": contacts,
    "unit": units,
}


def subjects(refs: Iterable[str]) -> dict[str, Subject]:
    """The things that these refs name; one query for each kind that occurs, however many things there are."""
    keys: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        kind, _, key = ref.partition("/")
        if kind in KINDS and key.isdecimal():
            keys[kind].add(int(key))
    return {one.ref: one for kind, wanted in keys.items() for one in KINDS[kind](sorted(wanted))}
