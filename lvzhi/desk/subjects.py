"""What a duty, a task or a message is about, as facts; the words around them are the page's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.records.models import Task
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


def customers(keys: list[int]) -> Iterable[Subject]:
    found = Customer.objects.filter(pk__in=keys).values_list("pk", "name", "manager__name")
    return [Subject(f"customer/{pk}", name, manager or "", None) for pk, name, manager in found]


KINDS: dict[str, Callable[[list[int]], Iterable[Subject]]] = {
    "work_log": work_logs,
    "task": tasks,
    "customer": customers,
}


def subjects(refs: Iterable[str]) -> dict[str, Subject]:
    """The things that these refs name; one query for each kind that occurs, however many things there are."""
    keys: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        kind, _, key = ref.partition("/")
        if kind in KINDS and key.isdecimal():
            keys[kind].add(int(key))
    return {one.ref: one for kind, wanted in keys.items() for one in KINDS[kind](sorted(wanted))}
