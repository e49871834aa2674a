"""What a duty is called, and the page on which it is done. Every rule has its entry, so nothing leads nowhere."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import date_of
from lvzhi.desk.subjects import Subject
from lvzhi.web import words


class Owed(Protocol):
    """A duty, or a line of the agenda: which rule asks, about what, from when."""

    @property
    def rule(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def opens(self) -> dt.datetime: ...


@dataclass(frozen=True)
class Doing:
    """How one rule's duty is put into words, and where it is done.

    `name` is what such a duty is called, `what` the words of one of them, `label` the button, `address` where it
    leads. `several` are the words of many on one line.
    """

    name: Any
    label: Any
    what: Callable[[Owed, Subject | None], str]
    address: Callable[[Owed], str]
    several: Callable[[int], str] | None = None


def log_of_day(owed: Owed, subject: Subject | None) -> str:
    return _("Work log of %(day)s") % {"day": words.day(date_of(owed.opens))}


def report_of_day(owed: Owed, subject: Subject | None) -> str:
    return _("Daily report of %(day)s") % {"day": words.day(date_of(owed.opens))}


def log_of_somebody(owed: Owed, subject: Subject | None) -> str:
    if subject is None:
        return _("Read a work log")
    return _("Read the log of %(who)s, %(day)s") % {"who": subject.whom, "day": words.day(subject.on)}


def title_of_task(owed: Owed, subject: Subject | None) -> str:
    return subject.title if subject else _("Follow-up task")


def key(owed: Owed) -> int:
    """The number of the thing that a duty is about."""
    return int(owed.about.partition("/")[2])


DOING: dict[str, Doing] = {
    "keep_work_log": Doing(
        name=gettext_lazy("Work log"),
        label=gettext_lazy("Write"),
        what=log_of_day,
        address=lambda owed: f"{reverse('new_log')}?on={date_of(owed.opens)}",
    ),
    "report_daily": Doing(
        name=gettext_lazy("Daily report"),
        label=gettext_lazy("Report"),
        what=report_of_day,
        address=lambda owed: f"{reverse('new_report')}?on={date_of(owed.opens)}",
    ),
    "read_work_log": Doing(
        name=gettext_lazy("Reading of a log"),
        label=gettext_lazy("Read it"),
        what=log_of_somebody,
        address=lambda owed: f"{reverse('reading')}?log={key(owed)}",
        several=lambda count: _("Read %(count)s logs") % {"count": count},
    ),
    "do_follow_up": Doing(
        name=gettext_lazy("Follow-up task"),
        label=gettext_lazy("Finish"),
        what=title_of_task,
        address=lambda owed: reverse("task", kwargs={"pk": key(owed)}),
    ),
}
