"""The workbench: for everybody what is to be done; for leaders, inspectors and administrators what they look after."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.desk import reading, state, team
from lvzhi.desk.agenda import REPORT, SHOWN, Pile, agenda
from lvzhi.people.models import LEADING, Role, Staff
from lvzhi.people.sql import StandIn, stand_ins
from lvzhi.records.models import Message
from lvzhi.regulation.text import clauses
from lvzhi.web import access, words
from lvzhi.web.links import page_of
from lvzhi.web.messages.words import told_line
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.why import language
from lvzhi.web.workbench.lines import day_line, debts, lines
from lvzhi.web.workbench.supervising import team_part

ALL = 100  # lines of a list when somebody asks for all of them
NOTICES = 5
ABOVE = tuple(role for role in LEADING if role != Role.SUPERVISOR)
INSPECTING = (Role.AUDITOR, Role.SUPERVISING)
FAR = 60 * DAY  # a calendar that is provisional sooner than this wants a look


@page("workbench/workbench.html", needs=access.signed_in, clauses=("13", "13.2"))
def workbench(request: HttpRequest) -> Shown:
    """One page for all posts; who holds several sees the parts of each."""
    me, at = who_and_when(request)
    day = date_of(at)
    parts: Shown = {"day": day, "posts": bool(me.posts_on(day)), "work": None, "line": None, "report": None}
    parts |= {"team": None, "above": None, "clauses": None, "system": None, "stands": []}
    if access.in_business(me, day):
        parts |= own_work(me, at, ALL if request.GET.get("all") else SHOWN)
        parts["stands"] = [stand_in(one, me) for one in stand_ins(me, day)]
    if me.holds(day, Role.SUPERVISOR):
        parts["team"] = team_part(me, at, SHOWN)
    if me.holds(day, *ABOVE):
        parts["above"] = above_part(me, at)
    if me.holds(day, *INSPECTING):
        parts["clauses"] = clause_part(at)
    if me.holds(day, Role.ADMINISTRATOR):
        parts["system"] = {"now": state.system(at), "far": day + FAR}
    return parts


def own_work(me: Staff, at: dt.datetime, shown: int) -> Shown:
    """Late, today, soon; and for a relationship manager the line of the day."""
    piles = agenda(me, at, shown)
    work = {name: lines(piles[name]) for name in ("late", "today", "soon", "over", "missed")}
    filed = piles["filed"].items
    if not me.holds(date_of(at), Role.MANAGER):
        return {"work": work, "line": None}
    there = piles["line"]
    out = next((int(one.about.partition("/")[2]) for one in there.items if one.whom == "out"), None)
    return {
        "work": work,
        "report": uuid.uuid4() if owes_report(piles, at) else None,
        "line": {
            "items": day_line(piles["today"], there, at, filed),
            "now": words.clock(at),
            "busy": bool(there.items or filed),
            "out": out,
            "leave": page_of("new_absence"),
        },
    }


def owes_report(piles: dict[str, Pile], at: dt.datetime) -> bool:
    """Whether the report of today is still to be made."""
    owed = [*piles["late"].items, *piles["today"].items]
    return any(item.rule == REPORT and date_of(item.opens) == date_of(at) for item in owed)


def stand_in(one: StandIn, me: Staff) -> dict[str, Any]:
    """For whom this person stands in today, or who stands in for this person."""
    mine = one.staff_id == me.pk
    until = words.day(one.upto - DAY) if one.upto else ""
    if mine:
        said = _("%(who)s stands in for you until %(day)s.") if until else _("%(who)s stands in for you.")
        return {"text": said % {"who": one.deputy, "day": until}, "mine": True, "url": ""}
    said = _("You stand in for %(who)s until %(day)s.") if until else _("You stand in for %(who)s.")
    url = page_of("coverage_of", pk=one.staff_id)
    return {"text": said % {"who": one.staff, "day": until}, "mine": False, "url": url}


def above_part(me: Staff, at: dt.datetime) -> dict[str, Any]:
    """For the leaders above: unit by unit what is late, and which logs lie unread."""
    return {
        "units": [(one, debts(one)) for one in team.by_unit(me, at) if one.late],
        "overdue": reading.overdue(me, at, SHOWN),
        "notices": [told_line(one) for one in Message.objects.unread().filter(to=me).order_by("-pk")[:NOTICES]],
    }


def clause_part(at: dt.datetime) -> list[tuple[state.ClauseState, str]]:
    """For who inspects: the clauses that are at work, with their titles."""
    titles = clauses(language())
    return [(one, titles[code].title) for code, one in state.clause_states(at).items()]
