"""The regulation: all clauses with their state, and each clause with its words, rules, days and living duties."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.clock import date_of
from lvzhi.core.models import CalendarDay
from lvzhi.core.params import PARAMETERS
from lvzhi.desk import clauses as desk
from lvzhi.desk.subjects import subjects
from lvzhi.duties.rule import RULES
from lvzhi.regulation.actions import paste_text
from lvzhi.regulation.index import report
from lvzhi.regulation.text import chapters, clauses, passage, preamble
from lvzhi.web.access import administrators, signed_in
from lvzhi.web.doing import DOING
from lvzhi.web.forms import open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.page import Shown, page, staff_of
from lvzhi.web.regulation.forms import BankTextForm
from lvzhi.web.why import language
from lvzhi.web.words import day as day_words

MOST = 50


@page("regulation/index.html", needs=signed_in)
def index(request: HttpRequest) -> Shown:
    """Every clause in its chapter: whether it runs, and what carries it out."""
    lang = language()
    states = {one["code"]: one for one in report()}
    return {
        "chapters": chapters(lang),
        "clauses": clauses(lang),
        "preamble": preamble(lang),
        "states": states,
        "running": sum(one["running"] for one in states.values()),
        "with_text": desk.with_bank_text(),
    }


@page("regulation/clause.html", needs=signed_in)
def clause(request: HttpRequest, code: str) -> Shown:
    """One clause: left our words and the bank's, right its days; below the duties, each onto its evidence."""
    lang, me, at = language(), staff_of(request), request.at  # type: ignore[attr-defined]
    if me is None or code not in clauses(lang):
        raise Http404
    chosen = chosen_day(request)
    days = desk.strip(code, me, at)
    duties = desk.of_day(code, me, at, chosen, MOST + 1) if chosen else desk.living(code, me, at, MOST + 1)
    tally = desk.tally(code, me, at)
    order = list(clauses(lang))
    here = order.index(code)
    return {
        "clause": clauses(lang)[code],
        "bank_text": desk.bank_text(code),
        "rules": [rule_shown(name, code, lang) for name, one in RULES.items() if one.clause == code],
        "parts": next(one for one in report() if one["code"] == code),
        "parameters": [one for one in PARAMETERS.values() if one.clause == code],
        "months": months(days, code, date_of(at)),
        "tally": tally,
        "state": "late" if tally["late"] else "open" if tally["open"] else "",
        "debtors": desk.debtors(code, me, at, MOST + 1),
        "duties": duties[:MOST],
        "more": len(duties) > MOST,
        "named": named(duties[:MOST]),
        "chosen": chosen,
        "most": MOST,
        "may_edit": administrators(me, date_of(at)),
        "before": order[here - 1] if here else None,
        "after": order[here + 1] if here + 1 < len(order) else None,
    }


@page("regulation/text.html", needs=administrators)
def text(request: HttpRequest, code: str) -> Shown | HttpResponse:
    """Paste the bank's own wording."""
    if code not in clauses():
        raise Http404
    held = desk.bank_text(code)
    form = open_form(request, BankTextForm, initial={"text": held.text if held else ""})
    if request.method == "POST":
        done = perform(request, form, paste_text, clause=code, text=form.data.get("text", ""))
        if done is not None:
            messages.success(request, _("The bank's wording is in place."))
            return redirect("clause", code=code)
    return {"form": form, "clause": clauses(language())[code]}


def chosen_day(request: HttpRequest) -> dt.date | None:
    """The day that was chosen on the strip; anything else shows the living duties."""
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return day if CalendarDay.objects.filter(date=day).exists() else None


def rule_shown(name: str, code: str, lang: str) -> dict[str, Any]:
    """A rule in the words of the clause, with what it is called."""
    return {"name": name, "label": DOING[name].name, "words": passage(code, RULES[name].quote, lang)}


def named(duties: list[Any]) -> dict[int, str]:
    """What each duty is called."""
    about = subjects(duty.about for duty in duties)
    return {duty.pk: DOING[duty.rule].what(duty, about.get(duty.about)) for duty in duties}


def months(days: list[desk.StripDay], code: str, today: dt.date) -> list[dict[str, Any]]:
    """The strip of days as the component wants it, month by month."""
    found = []
    for (year, month), group in groupby(days, key=lambda day: (day.date.year, day.date.month)):
        shown = list(group)
        late = sum(day.counts.get("late", 0) for day in shown)
        words = ngettext("%(n)s late", "%(n)s late", late) % {"n": late} if late else ""
        name = f"{year}-{month:02}" if language() != "en" else f"{MONTHS[month]} {year}"
        found.append({"name": name, "sum": words, "days": [cell(day, code, today) for day in shown]})
    return found


def cell(day: desk.StripDay, code: str, today: dt.date) -> dict[str, Any]:
    """One day of the strip."""
    owed = sum(day.counts.values())
    return {
        "number": day.date.day,
        "weekday": day.date.isoweekday(),
        "state": day.state,
        "label": f"{day_words(day.date)}: {counted(day)}",
        "url": f"{page_of('clause', code=code)}?day={day.date}#duties" if owed else "",
        "some": day.counts.get("late", 0) or "",
        "today": day.date == today,
        "extra": day.kind == CalendarDay.Kind.MAKEUP,
    }


def counted(day: desk.StripDay) -> str:
    """What became of a day's duties, read out."""
    names = {
        "met": _("met"), "met_late": _("met late"), "late": _("late"), "open": _("open"),
        "excused": _("excused"), "closed": _("closed"),
    }  # fmt: skip
    said = [f"{names[state]} {day.counts[state]}" for state in names if day.counts.get(state)]
    return " · ".join(said) or _("nothing was owed")
