"""The reading desk: one log after the other, like mail (13.2)."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.desk.portrait import portrait
from lvzhi.desk.reading import Asked, Letter, missing, overdue, queue
from lvzhi.people.models import LEADING, Role, Staff
from lvzhi.web import access
from lvzhi.web.doing import DOING
from lvzhi.web.forms import open_form
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.tasks.forms import TaskForm, task_form
from lvzhi.web.worklog.form import CommentForm
from lvzhi.web.worklog.form_views import place_of
from lvzhi.web.worklog.letter import Whole, leave_mark, whole
from lvzhi.worklog.models import WorkLog

ABOVE = tuple(role for role in LEADING if role != Role.SUPERVISOR)


@dataclass(frozen=True)
class Desk:
    """The desk as its address describes it: since when it is open, whose logs it shows, which one lies open."""

    asked: Asked
    log: int | None

    @classmethod
    def of(cls, request: HttpRequest, at: dt.datetime) -> "Desk":
        number = {name: whole_number(request.GET.get(name, "")) for name in ("log", "since", "unit", "person")}
        since = dt.datetime.fromtimestamp(number["since"] or 0, dt.UTC) if number["since"] else at
        if not at - DAY < since <= at:
            since = at
        return cls(Asked(since, number["unit"], number["person"]), number["log"])

    def url(self, log: int | None = None, **more: object) -> str:
        """The address of the same desk with this log open."""
        narrowed = {"unit": self.asked.unit, "person": self.asked.person}
        given = {name: value for name, value in narrowed.items() if value} | more
        if log is not None:
            given = {"log": log, "since": int(self.asked.since.timestamp()), **given}
        return page_of("reading") + (f"?{urlencode(given)}" if given else "")


def whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


@page("reading/desk.html", needs=access.leaders, clauses=("13.2",))
def reading(request: HttpRequest) -> Shown | HttpResponse:
    """The list of logs, and the one that is open. Opening it is reading it: the mark is left with its time."""
    me, at = who_and_when(request)
    desk = Desk.of(request, at)
    shown: Shown = {"open": None} if desk.log is None else opened(request, desk, me, at)
    letters = queue(me, at, desk.asked)
    if request.GET.get("next") and (first := next_unread(letters, None)):
        return redirect(desk.url(first.log))
    return shown | {
        "desk": desk,
        "letters": letters,
        "unread": letters[0].unread if letters else 0,
        "missing": missing(me, at),
        "overdue": overdue(me, at) if me.holds(date_of(at), *ABOVE) else [],
        "next": next_unread(letters, desk.log),
    }


def opened(request: HttpRequest, desk: Desk, me: Staff, at: dt.datetime) -> Shown:
    """The open log with its forms."""
    logs = WorkLog.objects.select_related("record", "owner", "unit")
    found = whole(get_visible_or_404(request, logs, desk.log), me, desk.asked.since)
    if (mark := leave_mark(me, at, found.log)) is not None:
        found.readings.append(mark)
    place = place_of(request)
    return {
        "open": found,
        "place": (place["part"], place["position"]) if "part" in request.GET else None,
        "comment": open_form(request, CommentForm, initial=place),
        "task": opened_task(request, found),
        "back": desk.url(found.log.pk),
        "portrait": portrait(found.log.owner, found.log.on, me, at),
        "names": lambda rule: DOING[rule].name,
    }


def opened_task(request: HttpRequest, found: Whole) -> TaskForm:
    """The form of a follow-up; asked for beside a difficulty it begins with its words."""
    position = whole_number(request.GET.get("task", ""))
    trouble = next((d.text for d in found.log.difficulties.all() if d.position == position), "")
    return task_form(request, found.log, trouble)


def next_unread(letters: list[Letter], current: int | None) -> Letter | None:
    """The next log not read yet: after the open one, or else from the top."""
    place = next((n for n, letter in enumerate(letters) if letter.log == current), -1)
    others = [*letters[place + 1 :], *letters[: max(place, 0)]]
    return next((letter for letter in others if letter.is_new and letter.log != current), None)
