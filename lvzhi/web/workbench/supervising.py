"""What a supervisor sees on the workbench: the team now, yesterday's exceptions, what waits for a word."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lvzhi.contacts.models import Away
from lvzhi.contacts.queries import out_now
from lvzhi.core.clock import date_of
from lvzhi.desk import coverage, reading, team
from lvzhi.people.models import Staff
from lvzhi.people.queries import tops
from lvzhi.records.approvals import waiting_for
from lvzhi.web.asked import what
from lvzhi.web.links import link
from lvzhi.web.workbench.lines import debts, exceptions
from lvzhi.worklog.queries import to_note

OUT = 12  # people out now that are shown; the rest stands on the page of its own
WAITING = 5


@dataclass(frozen=True)
class Out:
    """Somebody who is out now."""

    who: str
    whom: str
    why: str
    url: str
    until: dt.datetime
    late: bool


@dataclass(frozen=True)
class Waits:
    """A request that waits for one's decision."""

    what: str
    who: str
    since: dt.datetime
    url: str


def team_part(me: Staff, at: dt.datetime, shown: int) -> dict[str, Any]:
    """Everything about the team, in a fixed number of queries."""
    waiting = reading.waiting(me, at, shown)
    people = team.by_person(me, at)
    return {
        "letters": [one for one in waiting if one.trouble],
        "to_note": to_note(me, date_of(at)).count(),
        "unread": waiting[0].total if waiting else 0,
        "people": [(one, debts(one)) for one in people if one.late or one.today],
        "exceptions": [(one, exceptions(one)) for one in people if one.fresh],
        "out": [out(away, at) for away in out_now(me, at, date_of(at))[:OUT]],
        "approvals": approvals(me, at),
        "core": coverage.core_below(tops(me, date_of(at)), at),
    }


def out(away: Away, at: dt.datetime) -> Out:
    absence = away.absence
    until = away.during.upper
    url = link(f"absence/{away.pk}")
    return Out(away.staff.name, absence.whom, str(absence.get_business_display()), url, until, until <= at)


def approvals(me: Staff, at: dt.datetime) -> list[Waits]:
    found = waiting_for(me, at).select_related("asked_by", "unit", "waiting").order_by("waiting__since", "pk")
    return [Waits(what(one), one.asked_by.name, one.waiting.since, link(one.ref)) for one in found[:WAITING]]
