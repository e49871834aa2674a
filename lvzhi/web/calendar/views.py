"""The bank's calendar: a year at a glance, counting working days, and the changes that move deadlines."""

import datetime as dt
from typing import Any

from django.db.models import F, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lvzhi.core.calendar import MissingDayError, workday_after
from lvzhi.core.clock import date_of
from lvzhi.core.models import CalendarDay, Change
from lvzhi.core.paging import BadPlaceError, Order, Slice, page_of
from lvzhi.desk.subjects import subjects
from lvzhi.duties.actions_changes import ask_day, ask_notice
from lvzhi.duties.models import Moved
from lvzhi.duties.moving import Moves, noted, rehearse
from lvzhi.duties.perms_changes import visible_changes, visible_moves
from lvzhi.web import access
from lvzhi.web.calendar.forms import CalculatorForm, DayForm, NoticeForm
from lvzhi.web.calendar.year import weekday_letters, year_of
from lvzhi.web.changing import decide, rights
from lvzhi.web.doing import DOING
from lvzhi.web.forms import open_form, perform
from lvzhi.web.page import Shown, page, staff_of

CALENDAR = (Change.Kind.DAY, Change.Kind.NOTICE)
OVERRIDES = 30
MOVES = 50


@page("calendar/year.html", needs=access.signed_in)
def calendar(request: HttpRequest, year: int | None = None) -> Shown:
    """One year, with what is decided and asked for."""
    today = date_of(request.at)  # type: ignore[attr-defined]
    reach = CalendarDay.objects.aggregate(first=Min("date"), last=Max("date"))
    number = year or today.year
    if not reach["first"].year <= number <= reach["last"].year:
        raise Http404
    asker = request.GET if "date" in request.GET else None
    calculator = CalculatorForm(asker, initial={"date": today, "days": 3})
    me = staff_of(request)
    changes = visible_changes(me, today).filter(kind__in=CALENDAR) if me else Change.objects.none()
    changes = changes.select_related("by", "decided_by")
    return {
        "year": year_of(number, today),
        "today": today,
        "letters": weekday_letters(),
        "years": [n for n in range(number - 2, number + 3) if reach["first"].year <= n <= reach["last"].year],
        "calculator": calculator,
        "counted": counted(calculator),
        "waiting": list(changes.waiting().order_by("pk")[:OVERRIDES]),
        "done": list(changes.accepted().filter(key__startswith=str(number)).order_by("-key", "-pk")[:OVERRIDES]),
        "may_ask": access.administrators(me, today),
        "describe": described,
    }


def counted(form: CalculatorForm) -> dict[str, Any] | None:
    """The day so many working days after; nothing while nothing is asked."""
    if not form.is_bound or not form.is_valid():
        return None
    date, days = form.cleaned_data["date"], form.cleaned_data["days"]
    try:
        return {"date": date, "days": days, "result": workday_after(date, days)}
    except MissingDayError:
        form.add_error("date", _("The calendar does not reach so far."))
        return None


def described(change: Change) -> str:
    """What is to change, in a few words."""
    if change.kind == Change.Kind.NOTICE:
        return _("The notice for %(year)s") % {"year": change.key}
    works = change.content["kind"] in (CalendarDay.Kind.WORKDAY, CalendarDay.Kind.MAKEUP)
    words = _("work goes on") if works else _("nobody works")
    name = change.content["name"]
    return f"{words} · {name}" if name else words


@page("calendar/day.html", needs=access.administrators)
def set_day(request: HttpRequest) -> Shown | HttpResponse:
    """Ask for a day that is otherwise than the State Council has it."""
    form = open_form(request, DayForm, initial={"on": request.GET.get("on"), "works": "false"})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("on", "works", "name", "why")}
        if change := perform(request, form, ask_day, **said):
            return redirect("calendar_change", pk=change.pk)
    return {"form": form}


@page("calendar/notice.html", needs=access.administrators)
def notice(request: HttpRequest) -> Shown | HttpResponse:
    """Hand in the notice of a year; what it would move is shown next, before anything is in force."""
    today = date_of(request.at)  # type: ignore[attr-defined]
    last = CalendarDay.objects.aggregate(last=Max("date"))["last"]
    years = list(range(today.year, last.year + 1))
    form = open_form(request, NoticeForm, initial={"year": today.year + 1}, years=years)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("year", "why")}
        if change := perform(request, form, ask_notice, rows=form.rows, **said):
            return redirect("calendar_change", pk=change.pk)
    return {"form": form}


@page("calendar/change.html", needs=access.signed_in)
def calendar_change(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """One change: what it would move while it waits, what it has moved once it is in force.

    A change of a parameter is shown with its parameter.
    """
    me, at = staff_of(request), request.at  # type: ignore[attr-defined]
    assert me is not None
    change = get_object_or_404(visible_changes(me, date_of(at)).select_related("by", "decided_by"), pk=pk)
    if change.kind == Change.Kind.PARAMETER:
        return redirect("parameter", key=change.key)
    form, decided = decide(request, change)
    if decided:
        return redirect("calendar_change", pk=pk)
    moves, part = (rehearse(change, at), None) if change.is_waiting else kept(request, change)
    shown = part.rows if part else moves.first
    about = subjects(move.duty.about for move in shown)
    return {
        "change": change,
        "on": dt.date.fromisoformat(change.key) if change.kind == Change.Kind.DAY else None,
        "title": described(change),
        "form": form,
        "moves": moves,
        "shown": [(move, DOING[move.duty.rule].what(move.duty, about.get(move.duty.about))) for move in shown],
        "part": part,
        "names": {rule: str(DOING[rule].name) for rule, _what in moves.counts},
        "whats": Moved.What,
        **rights(request, change),
    }


def kept(request: HttpRequest, change: Change) -> tuple[Moves, Slice[Moved] | None]:
    """The list that was kept beside the change, a page of it at a time."""
    me, at = staff_of(request), request.at  # type: ignore[attr-defined]
    assert me is not None
    rows = visible_moves(me, date_of(at), change).select_related("duty__owner", "duty__unit")
    try:
        part = page_of(rows, Order(F("pk")), MOVES, request.GET.get("place", ""))
    except BadPlaceError:
        raise Http404 from None
    return noted(rows), part
