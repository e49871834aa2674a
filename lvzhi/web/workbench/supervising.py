"""What a supervisor sees on the workbench: the team now, yesterday's exceptions, what waits for a word."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lvzhi.contacts.models import Business
from lvzhi.core.clock import date_of
from lvzhi.desk import below, coverage, reading, team
from lvzhi.people.models import Staff
from lvzhi.people.queries import tops
from lvzhi.web.asked import in_a_line
from lvzhi.web.links import page_of
from lvzhi.web.workbench.lines import debts, exceptions

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
    total: int


@dataclass(frozen=True)
class Waits:
    """A request that waits for one's decision."""

    what: str
    who: str
    since: dt.datetime
    url: str
    total: int


def team_part(me: Staff, at: dt.datetime, shown: int) -> dict[str, Any]:
    """Everything about the team, in a fixed number of queries."""
    waiting = reading.waiting(me, at, shown)
    people = team.by_person(me, at)
    return {
        "letters": [one for one in waiting if one.trouble],
        "to_note": below.to_note(me, at),
        "unread": waiting[0].total if waiting else 0,
        "people": [(one, debts(one)) for one in people if one.late or one.today],
        "exceptions": [(one, exceptions(one)) for one in people if one.fresh],
        "out": [out(one, at) for one in below.out_now(me, at, OUT)],
        "approvals": [waits(one) for one in below.to_decide(me, at, WAITING)],
        "core": coverage.core_below(tops(me, date_of(at)), at),
    }


def out(one: below.Out, at: dt.datetime) -> Out:
    why = str(Business(one.business).label)
    return Out(one.who, one.whom, why, page_of("absence", one.absence), one.until, one.until <= at, one.total)


def waits(one: below.ToDecide) -> Waits:
    page = page_of("approval", one.approval)
    return Waits(in_a_line(one.kind, one.facts), one.who, one.since, page, one.total)
