"""The numbers that the regulation leaves open: what is in force, since when, who set it and why; another one, tried."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.core.models import Change, ParameterValue
from lvzhi.core.params import PARAMETERS, Parameter
from lvzhi.duties.actions_changes import ask_value
from lvzhi.duties.models import Trial
from lvzhi.duties.trying import askers
from lvzhi.regulation.text import CODES, clauses
from lvzhi.web import access
from lvzhi.web.changing import decide, rights
from lvzhi.web.doing import DOING
from lvzhi.web.forms import open_form, perform
from lvzhi.web.page import Shown, page
from lvzhi.web.parameters.forms import ValueForm
from lvzhi.web.why import language

HISTORY = 50
STATES = ("met", "met_late", "late", "open", "excused")


@dataclass(frozen=True)
class Line:
    """One parameter as it stands today."""

    parameter: Parameter[Any]
    now: ParameterValue | None = None
    next: ParameterValue | None = None
    history: list[ParameterValue] = field(default_factory=list)
    waiting: bool = False

    @property
    def title(self) -> str:
        return _(self.parameter.title)

    @property
    def value(self) -> str:
        return shown(self.parameter.default if self.now is None else self.now.value)

    @property
    def default(self) -> str:
        return shown(self.parameter.default)


def shown(value: Any) -> str:
    """A value as it is read."""
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


def place(parameter: Parameter[Any]) -> tuple[int, str]:
    """By clause, in the order of the regulation; what belongs to no clause comes last."""
    return (CODES.index(parameter.clause) if parameter.clause in CODES else len(CODES), parameter.clause)


def lines(today: dt.date, keys: list[str]) -> list[Line]:
    """The parameters with their values, in two queries however many there are."""
    rows = ParameterValue.objects.filter(key__in=keys).select_related("by", "confirmed_by").order_by("-since", "-id")
    values: dict[str, list[ParameterValue]] = {}
    for row in rows:
        values.setdefault(row.key, []).append(row)
    waiting = set(Change.objects.waiting().filter(kind=Change.Kind.PARAMETER).values_list("key", flat=True))
    return [line_of(PARAMETERS[key], values.get(key, []), today, waiting=key in waiting) for key in keys]


def line_of(parameter: Parameter[Any], values: list[ParameterValue], today: dt.date, *, waiting: bool) -> Line:
    now = next((one for one in values if one.since <= today), None)
    ahead = [one for one in values if one.since > today]
    return Line(parameter, now, ahead[-1] if ahead else None, values[:HISTORY], waiting)


@page("parameters/parameters.html", needs=access.signed_in)
def parameters(request: HttpRequest) -> Shown:
    """Every parameter by its clause."""
    today = date_of(request.at)  # type: ignore[attr-defined]
    keys = sorted(PARAMETERS, key=lambda key: (*place(PARAMETERS[key]), key))
    groups = groupby(lines(today, keys), key=lambda line: line.parameter.clause)
    found = [(clause, list(of)) for clause, of in groups]
    return {"groups": found, "clauses": clauses(language()), "shown": shown}


@page("parameters/parameter.html", needs=access.signed_in)
def parameter(request: HttpRequest, key: str) -> Shown | HttpResponse:
    """One parameter: its values so far, who asks it, and the way to another value."""
    if key not in PARAMETERS:
        raise Http404
    today = date_of(request.at)  # type: ignore[attr-defined]
    change = waiting_change(key)
    answer = decision(request, key, change) if change else asking(request, key, today)
    if isinstance(answer, HttpResponse):
        return answer
    trial = change.trial if change else None
    if trial and trial.finished_at and request.headers.get("HX-Target"):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the trial is over: the page has more to offer now
    [line] = lines(today, [key])
    return {
        "line": line,
        "change": change,
        "clause": clauses(language()).get(line.parameter.clause),
        "rules": [DOING[rule].name for rule in askers(today).get(key, ())],
        "new_value": shown(change.content["value"]) if change else "",
        "since": dt.date.fromisoformat(change.content["since"]) if change else None,
        "trial": trial,
        "sides": sides(trial) if trial and trial.finished_at else [],
        "shown": shown,
        **answer,
    }


def waiting_change(key: str) -> Change | None:
    rows = Change.objects.waiting().filter(kind=Change.Kind.PARAMETER, key=key)
    return rows.select_related("by", "decided_by", "trial").first()


def decision(request: HttpRequest, key: str, change: Change) -> Shown | HttpResponse:
    """What the second person says to a value that waits."""
    form, decided = decide(request, change)
    if decided:
        return redirect("parameter", key=key)
    return {"form": form, "may_ask": False, **rights(request, change)}


def asking(request: HttpRequest, key: str, today: dt.date) -> Shown | HttpResponse:
    """The form for another value, for who may ask for one."""
    one = PARAMETERS[key]
    form = open_form(request, ValueForm, initial={"since": today + DAY}, parameter=one)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("value", "since", "why")}
        if perform(request, form, ask_value, key=key, **said):
            return redirect("parameter", key=key)
    may_ask = access.administrators(request.user, today)  # type: ignore[arg-type]
    return {"form": form, "may_ask": may_ask, "may_decide": False, "may_withdraw": False, "may_try": False}


def sides(trial: Trial) -> list[dict[str, Any]]:
    """For each rule the states side by side: how many now, how many with the new value, and what that changes."""
    return [
        {
            "name": DOING[one["rule"]].name,
            "states": [
                (state, one["now"].get(state, 0), one["new"].get(state, 0))
                for state in STATES
                if state in one["now"] or state in one["new"]
            ],
            "same": one["now"] == one["new"],
        }
        for one in trial.result
    ]
