"""Leave: the register, asking for it, one leave with what can be done about it now."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.attendance.actions import ask_leave
from lvzhi.attendance.models import Leave, LeaveKind
from lvzhi.attendance.perms import asks, may_confirm, may_end, may_withdraw, orders
from lvzhi.attendance.queries import ASKED, AWAY, BACK, ENDED, GRANTED, OVERDUE, colleagues, state
from lvzhi.attendance.register import LEAVES
from lvzhi.attendance.span import Span
from lvzhi.core.clock import ZONE, date_of
from lvzhi.desk.leave import falls_due
from lvzhi.people.models import Staff
from lvzhi.records.approvals import waiting_for
from lvzhi.web.attendance.forms import DaysForm, HoursForm, People
from lvzhi.web.attendance.says import STATES, overdue_note, pairs, span_words
from lvzhi.web.chain import steps
from lvzhi.web.doing import DOING
from lvzhi.web.drafts import arrived
from lvzhi.web.forms import open_form, perform
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.register.detail import detail_of
from lvzhi.web.register.listing import list_of, scope_of
from lvzhi.web.tasks.forms import next_workday

MORNING = dt.time(12)  # whoever asks by midday may still mean this day


@page("attendance/list.html", needs=LEAVES.needs, clauses=LEAVES.clauses)
def leaves(request: HttpRequest, names: dict[str, str]) -> Shown:
    """All leave that somebody may see; who works here asks for some from here."""
    scope = scope_of(request)
    may = {"ask": asks(scope.staff, scope.day), "order": orders(scope.staff, scope.day)}
    return list_of(request, LEAVES, names) | {"may": may}


@page("attendance/form.html", needs=asks, clauses=("12.2",))
def new_leave(request: HttpRequest) -> Shown | HttpResponse:
    """Ask for leave by half days, or for hours of one day."""
    me, at = who_and_when(request)
    day, short = date_of(at), bool(request.GET.get("hours"))
    first = day if at.astimezone(ZONE).time() < MORNING else next_workday(day)
    people = People(lambda span: colleagues(me, span, day), Span.of_days(first, first))
    start = {"kind": LeaveKind.PRIVATE, "first": day if short else first, "last": first, "phone": me.phone}
    form = open_form(request, HoursForm if short else DaysForm, people=people, at=at, initial=start)
    if request.method == "POST" and form.is_valid():
        leave = perform(request, form, ask_leave, wish=form.wish())
        if leave is not None:
            messages.success(request, _("Asked. You may leave when it is approved."))
            return arrived(redirect("leave", pk=leave.pk), draft(short=short))
    return {"form": form, "short": short, "draft": draft(short=short), "phone": me.phone}


def draft(*, short: bool) -> str:
    return "leave-hours" if short else "leave"


@page("attendance/detail.html", needs=LEAVES.needs, clauses=("12.2",))
def leave(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown:
    """One leave: what was asked, how far it has come, what falls due meanwhile, and the next step."""
    me, at = who_and_when(request)
    shown = detail_of(request, LEAVES, pk)
    row: Any = shown["row"]
    how, approval = state(row, at), getattr(row.record, "approval", None)
    day = date_of(at)
    return shown | {
        "names": names,
        "how": how,
        "state": STATES[how],
        "pairs": pairs(row),
        "title": span_words(row.span),
        "steps": steps(approval, day) if approval else [],
        "note": overdue_note(row, at) if how in (BACK, OVERDUE) else "",
        "due": due_lines(row, me, day) if how in (ASKED, GRANTED, AWAY) else None,
        "may": may(row, me, at, how),
    }


def may(row: Any, me: Staff, at: dt.datetime, how: str) -> dict[str, bool]:
    """What this person can do about the leave as it stands."""
    own = row.owner_id == me.pk and not row.is_mandatory
    unconfirmed = how == ENDED and not hasattr(row.ended, "confirmed")
    return {
        "begin": own and how == GRANTED,
        "not_yet": own and how == ASKED,
        "withdraw": how in (ASKED, GRANTED) and may_withdraw(me, at=at, leave=row),
        "end": how in (AWAY, BACK, OVERDUE) and may_end(me, at=at, leave=row),
        "confirm": unconfirmed and may_confirm(me, at=at, ended=row.ended),
        "decide": how == ASKED and waiting_for(me, at).filter(pk=row.pk).exists(),
    }


def due_lines(row: Leave, me: Staff, day: dt.date) -> dict[str, Any]:
    """What falls due in the time, in words."""
    found = falls_due(row, me, day)
    duties = [(DOING[one.rule].what(one, subject), one.due) for one, subject in found.duties]
    return {"duties": duties, "appointments": found.appointments, "more": found.more}
