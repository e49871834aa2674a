"""How far the targets of a month are reached: one's own, a team's, several teams' (13.2)."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from lvzhi.core.calendar import DAY
from lvzhi.desk.targets import MEASURES, person_by_person, targets_of, team_by_team, together
from lvzhi.people.models import Unit
from lvzhi.records.filters import Scope
from lvzhi.web import access
from lvzhi.web.links import page_of
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.register.listing import scope_of
from lvzhi.worklog.perms import brings_targets
from lvzhi.worklog.queries import month_after

MONTHS_BACK = 12  # offered to choose from; the address names any other
TEAMS = 100
MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Asked:
    """The list as its address describes it: which month, which unit, which page."""

    today: dt.date
    month: dt.date
    units: QuerySet[Unit] | None
    unit: Unit | None
    place: str

    @classmethod
    def of(cls, request: HttpRequest, scope: Scope) -> "Asked":
        """What the address says; whatever names no month or none of one's units counts as not said."""
        text, number = request.GET.get("month", ""), request.GET.get("unit", "")
        month = dt.date.fromisoformat(f"{text}-01") if MONTH.fullmatch(text) else scope.day.replace(day=1)
        units = scope.units if scope.is_wide else None
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        unit = units.filter(pk=number).first() if units is not None and is_number else None
        return cls(scope.day, month, units, unit, request.GET.get("after", ""))

    @property
    def months(self) -> list[dt.date]:
        """The months to choose from, the newest first: the next one, this one, a year before; and the one shown."""
        month = month_after(self.today.replace(day=1))
        found = {self.month, month}
        for _n in range(MONTHS_BACK + 1):
            month = (month - DAY).replace(day=1)
            found.add(month)
        return sorted(found, reverse=True)

    def narrowed(self, unit: Unit | None, place: str | None = "") -> str:
        """The address of the same month in one unit, at a place of the list."""
        given = {"month": f"{self.month:%Y-%m}", "unit": unit.pk if unit else "", "after": place}
        return f"{page_of('targets')}?{urlencode({name: value for name, value in given.items() if value})}"

    def page(self, place: str | None) -> str:
        """The address of another page of the same list, if there is one."""
        return self.narrowed(self.unit, place) if place else ""


@page("targets/targets.html", needs=access.readers_of_logs, clauses=("13.2",))
def targets(request: HttpRequest) -> Shown:
    """Goal, result and rate of a month: team by team for who leads or inspects, person by person, or one's own."""
    me, at = who_and_when(request)
    scope = scope_of(request)
    asked = Asked.of(request, scope)
    rows = targets_of(me, at, asked.month, asked.unit)
    teams = team_by_team(rows) if scope.is_wide else []
    people = person_by_person(rows, asked.place)
    return {
        "asked": asked,
        "measures": MEASURES,
        "teams": teams[:TEAMS],
        "most": TEAMS,
        "more": len(teams) > TEAMS,
        "together": together(teams),
        "unknown": sum(one.unknown for team in teams for one in team.sums.values()),
        "people": people.rows,
        "total": people.total,
        "newer": asked.page(people.before),
        "older": asked.page(people.after),
        "may_bring": brings_targets(me, scope.day),
    }
