"""One work log as a calm document."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from lvzhi.people.models import Staff
from lvzhi.web.forms import open_form
from lvzhi.web.page import Shown, page
from lvzhi.web.register.detail import detail_of
from lvzhi.web.worklog.form import CommentForm, NoteForm
from lvzhi.web.worklog.letter import leave_mark
from lvzhi.worklog.models import LogComment, LogReading, WorkLog
from lvzhi.worklog.perms import may_add, may_comment
from lvzhi.worklog.register import WORK_LOGS

Part = LogComment.Part
Beside = dict[tuple[str, int], list[LogComment]]


@dataclass(frozen=True)
class Readings:
    """Who has read the log, when for the last time, and how often."""

    name: str
    last: Any
    times: int


@page("worklog/detail.html", needs=WORK_LOGS.needs, clauses=("13", "13.2"))
def log(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown:
    """The day as it was written, what was added, who read it and what was said; a leader who opens it has read it."""
    shown = detail_of(request, WORK_LOGS, pk)
    row: WorkLog = shown["row"]
    me, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(me, Staff), "the page is for people who are signed in"
    mark = leave_mark(me, at, row)
    may = {"add": may_add(me, at=at, log=row), "comment": may_comment(me, at=at, log=row)}
    return shown | {
        "names": names,
        "may": may,
        "said": beside(row),
        "readings": readings([*row.readings.all(), *([mark] if mark else [])]),
        "note": open_form(request, NoteForm) if may["add"] else None,
        "comment": open_form(request, CommentForm) if may["comment"] else None,
    }


def beside(row: WorkLog) -> Beside:
    """The comments by the part of the log and the place in it; what is about nothing that exists is about the whole."""
    found: Beside = defaultdict(list)
    lengths = {
        Part.LINE: len(row.lines.all()),
        Part.OUTCOME: len(row.outcomes.all()),
        Part.DIFFICULTY: len(row.difficulties.all()),
        Part.PLAN: len(row.plan.all()),
    }
    for one in row.comments.all():
        place = one.position if one.position <= lengths.get(Part(one.part), 0) else 0
        found[one.part, place].append(one)
    return found


def readings(left: list[LogReading]) -> list[Readings]:
    """Each reader once, in the order of the first reading."""
    marks: dict[str, list[Any]] = defaultdict(list)
    for one in sorted(left, key=lambda mark: mark.pk):
        marks[one.reader.name].append(one.record.recorded_at)
    return [Readings(name, moments[-1], len(moments)) for name, moments in marks.items()]
