"""The lines of the workbench: what is to be done, put into words, with the one button that does it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lvzhi.core.clock import ZONE, date_of, midnight_after
from lvzhi.desk.agenda import Item, Pile
from lvzhi.desk.subjects import Subject
from lvzhi.desk.team import Debtor
from lvzhi.web import words
from lvzhi.web.doing import DOING
from lvzhi.web.links import link
from lvzhi.web.owing import Doing
from lvzhi.web.why import Why, why


@dataclass(frozen=True)
class Line:
    """One row of a list."""

    what: str
    whom: str
    due: dt.datetime
    label: Any
    url: str
    why: Why


@dataclass(frozen=True)
class Lines:
    """One list: its rows, how many there are in all, and how many are not shown."""

    rows: list[Line]
    total: int
    more: int


def lines(pile: Pile) -> Lines:
    return Lines([line(item) for item in pile.items], pile.total, pile.more)


def line(item: Item) -> Line:
    doing = DOING[item.rule]
    return Line(worded(doing, item), from_whom(item), item.due, doing.label, doing.address(item), why(item.rule))


def worded(doing: Doing, item: Item) -> str:
    """One thing by its own words, several of a kind by their number."""
    if item.many > 1 and doing.several is not None:
        return doing.several(item.many)
    return doing.what(item, item.subject)


def from_whom(item: Item) -> str:
    """Who gave a task; the other lines name the person themselves."""
    subject: Subject | None = item.subject
    return _("from %(who)s") % {"who": subject.whom} if subject and subject.title else ""


def day_line(pile: Pile, at: dt.datetime, filed: Item | None) -> list[dict[str, Any]]:
    """What lies on the line of this day: what is due, and the log once it is handed in."""
    marks = [
        {"at": time_of(item.due, at), "what": worded(DOING[item.rule], item), "url": DOING[item.rule].address(item)}
        | {"state": "open"}
        for item in pile.items
    ]
    if filed is not None:
        handed_in = {"at": words.clock(filed.due), "what": _("Log handed in"), "url": link(filed.about)}
        marks.append(handed_in | {"kind": "met", "state": "met"})
    return sorted(marks, key=lambda mark: str(mark["at"]))


def time_of(due: dt.datetime, at: dt.datetime) -> str:
    """The time of day; midnight is this day's 24:00."""
    return "24:00" if due == midnight_after(date_of(at)) else due.astimezone(ZONE).strftime("%H:%M")


def debts(one: Debtor) -> str:
    """What somebody owes, kind by kind."""
    parts = []
    for debt in one.debts:
        words_ = _("%(late)s late, %(today)s today") if debt.late and debt.today else ""
        words_ = words_ or (_("%(late)s late") if debt.late else _("%(today)s today"))
        parts.append(f"{DOING[debt.rule].name} {words_ % {'late': debt.late, 'today': debt.today}}")
    return " · ".join(parts)
