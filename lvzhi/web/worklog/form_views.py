"""Writing a log, adding to it, commenting on it."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.desk.draft import Line, Proposal, draft
from lvzhi.desk.logs import Days, days, owes_report
from lvzhi.web import access, words
from lvzhi.web.back import back
from lvzhi.web.drafts import arrived
from lvzhi.web.forms import open_form, perform
from lvzhi.web.held import who_mark
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, rendered, who_and_when
from lvzhi.web.worklog.form import CommentForm, LogForm, NoteForm, day_of
from lvzhi.web.worklog.form_rows import known_in
from lvzhi.web.worklog.said import as_note, differing, said_by, said_in
from lvzhi.worklog.actions import add_note, comment_on_log, file_work_log
from lvzhi.worklog.models import LogComment, WorkLog
from lvzhi.worklog.perms import may_add, may_comment
from lvzhi.worklog.queries import manager_units, plan_to_answer

Answer = Shown | HttpResponse


@page("worklog/form.html", needs=access.managers, clauses=("13",))
def new_log(request: HttpRequest) -> Answer:
    """The log of one day. The form names its day in its address: what is begun for Monday stays Monday's."""
    me, at = who_and_when(request)
    asked = day_of(request.GET.get("on", "")) or (date_of(at) if request.method == "POST" else None)
    found = days(me, at, asked)
    on = asked or next((day.on for day in reversed(found.open)), date_of(at))
    day = found.get(on)
    if day is None and (request.method == "GET" or on not in found.filed):
        return elsewhere(request, on, found)
    late = day is not None and day.is_late(at)
    asked_for = plan_to_answer(me, on)
    drafted = draft(me, on, at, asked_for)
    form = open_form(request, LogForm, asked=asked_for, late=late, drafted=drafted)
    if request.method == "POST" and (answer := hand_in(request, form, on)) is not None:
        return answer
    assert day is not None, "a day that is handed in has been answered"
    return {
        "form": form,
        "day": day,
        "late": late,
        "others": [other for other in found.open if other != day],
        "unit": manager_units(me, on)[0],
        "draft": draft_of(on),
        "fresh": fresh(request, form),
        "report": uuid.uuid4() if owes_report(me, on, at) else None,
    }


def fresh(request: HttpRequest, form: LogForm) -> list[tuple[str, Line | Proposal]]:
    """What records say by now and the form does not: asked for again while it is open, with the rows that it has."""
    if request.method == "GET" and "looking" in request.GET:
        lists = [(rows.name, rows.drafted, known_in(request.GET, rows.name)) for rows in (form.lines, form.plan)]
        return [(name, one) for name, drafted, known in lists for one in drafted.values() if one.row not in known]
    return [(rows.name, one) for rows in (form.lines, form.plan) for one in rows.fresh]


def draft_of(on: dt.date) -> str:
    """The name under which the browser keeps what was typed for this day."""
    return f"worklog-{on}"


def elsewhere(request: HttpRequest, on: dt.date, found: Days) -> HttpResponse:
    """There is no log to write for this day: it is written, to come, or too long ago."""
    _me, at = who_and_when(request)
    day = {"day": words.day(on)}
    if on in found.filed:
        messages.info(request, _("The log of %(day)s is handed in.") % day)
        return redirect("log", pk=found.filed[on])
    if on > date_of(at):
        why = _("The log of %(day)s cannot be written ahead of time.")
    elif on < found.first:
        why = _("The log of %(day)s can no longer be handed in; it stays on the record as missing.")
    else:
        why = _("You held no post as a relationship manager on %(day)s.")
    messages.warning(request, why % day)
    return redirect("logs")


def hand_in(request: HttpRequest, form: LogForm, on: dt.date) -> HttpResponse | None:
    """Hand the log in. Sent again it is the first one; what that one does not say may become a note."""
    me, at = who_and_when(request)
    log = perform(request, form, file_work_log, on=on, pages=form.pages()) if form.is_valid() else None
    log = log or WorkLog.objects.filter(owner=me, on=on).select_related("record").first()
    if log is None:
        return None
    if more := differing(said_in(form), said_by(log)):
        return offer_note(request, log, as_note(more))
    when = {"day": words.day(on), "time": words.moment(log.record.recorded_at)}
    if log.record.recorded_at == at:
        messages.success(request, _("Handed in: the log of %(day)s, %(time)s.") % when)
    else:
        messages.info(request, _("Already handed in: the log of %(day)s, %(time)s.") % when)
    return arrived(redirect("log", pk=log.pk), draft_of(on))


def offer_note(request: HttpRequest, log: WorkLog, text: str) -> HttpResponse:
    """What was typed for a day that is locked, ready to be added as a note."""
    fresh = {"once": uuid.uuid4(), "who": who_mark(log.owner_id, NoteForm.__name__), "text": text}
    answer = rendered(request, "worklog/note.html", {"form": NoteForm(initial=fresh), "log": log, "refused": True})
    answer.status_code = 422
    return answer


@page("worklog/note.html", needs=access.managers, clauses=("13",))
def log_note(request: HttpRequest, pk: int) -> Answer:
    """Add to a log of one's own that is locked."""
    me, at = who_and_when(request)
    log = get_visible_or_404(request, WorkLog.objects.select_related("record", "owner"), pk)
    if request.method == "GET" and not may_add(me, at=at, log=log):
        return redirect("log", pk=log.pk)
    form = open_form(request, NoteForm)
    text = form.cleaned_data["text"] if request.method == "POST" and form.is_valid() else ""
    if text and perform(request, form, add_note, log=log, text=text) is not None:
        messages.success(request, _("Added to the log at %(time)s.") % {"time": words.clock(at)})
        gone = f"{draft_of(log.on)} note-{log.pk}"
        return arrived(redirect(page_of("log", pk=log.pk) + "#notes"), gone)
    return {"form": form, "log": log, "refused": False}


@page("worklog/comment.html", needs=access.readers_of_logs, clauses=("13.2",))
def log_comment(request: HttpRequest, pk: int) -> Answer:
    """Say something to a log, beside the part it is about."""
    me, at = who_and_when(request)
    log = get_visible_or_404(request, WorkLog.objects.select_related("record", "owner"), pk)
    if request.method == "GET" and not may_comment(me, at=at, log=log):
        return redirect("log", pk=log.pk)
    form = open_form(request, CommentForm, initial=place_of(request))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "part", "position")}
        if perform(request, form, comment_on_log, log=log, **said):
            messages.success(request, _("The comment is there; the others in the talk are told."))
            where = back(request) or page_of("log", pk=log.pk)
            return arrived(redirect(f"{where}#comments"), f"comment-{log.pk}")
    return {"form": form, "log": log}


def place_of(request: HttpRequest) -> dict[str, object]:
    """The part of a log that an address names."""
    part, position = request.GET.get("part", ""), request.GET.get("position", "")
    known = part in LogComment.Part.values
    return {
        "part": part if known else LogComment.Part.WHOLE,
        "position": int(position) if known and position.isdecimal() and len(position) < 3 else 0,
    }
