"""The lines of the workbench: what is to be done, put into words, with the one button that does it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lvzhi.core.clock import ZONE, date_of, midnight_after
from lvzhi.desk.agenda import BUNDLED, LOG, Item, Pile
from lvzhi.desk.subjects import Subject
from lvzhi.desk.team import Debtor
from lvzhi.web import words
from lvzhi.web.doing import DOING
from lvzhi.web.links import link, page_of
from lvzhi.web.owing import Doing, Owed
from lvzhi.web.why import Why, of_clause, why


def promised(owed: Owed, subject: Subject | None) -> str:
    return _("Promised: %(what)s") % {"what": subject.title} if subject else _("Promise")


def where_settled(owed: Owed) -> str:
    """A promise is settled on the page of the contact in which it was made: "promise/12/1"."""
    _kind, contact, position = owed.about.split("/")
    return page_of("promise", pk=int(contact), position=int(position))


PROMISE = Doing(gettext_lazy("Promise"), gettext_lazy("Settle"), promised, where_settled)


@dataclass(frozen=True)
class Line:
    """One row of a list. `group` is the customer, on the first of several rows about the same one."""

    what: str
    whom: str
    due: dt.datetime
    label: Any
    url: str
    why: Why
    group: str = ""
    group_url: str = ""


@dataclass(frozen=True)
class Lines:
    """One list: its rows, how many there are in all, and how many are not shown."""

    rows: list[Line]
    total: int
    more: int


def lines(pile: Pile) -> Lines:
    several = {customer for customer, n in Counter(item.customer for item in pile.items).items() if customer and n > 1}
    return Lines([line(item, heads=item.customer in several) for item in pile.items], pile.total, pile.more)


def line(item: Item, *, heads: bool = False) -> Line:
    doing, heads = doing_of(item), heads and not item.again
    group = (item.name, link(f"customer/{item.customer}")) if heads else ("", "")
    label = _("Look") if is_bundle(item) else doing.label
    return Line(worded(item), whom(item), item.due, label, address(item), why_of(item), *group)


def doing_of(item: Item) -> Doing:
    return PROMISE if item.rule == "promise" else DOING[item.rule]


def why_of(item: Item) -> Why:
    return of_clause("16.1") if item.rule == "promise" else why(item.rule)


def is_bundle(item: Item) -> bool:
    """Many of the same, about as many customers: the list of them stands under coverage."""
    return item.many > 1 and item.rule in BUNDLED


def address(item: Item) -> str:
    if is_bundle(item):
        return f"{page_of('coverage')}?rule={item.rule}"
    return doing_of(item).address(item)


def worded(item: Item) -> str:
    """One thing by its own words, several of a kind by their number."""
    doing = doing_of(item)
    if is_bundle(item):
        said = ngettext("%(what)s: %(n)s customer", "%(what)s: %(n)s customers", item.many)
        return said % {"what": doing.name, "n": item.many}
    if item.many > 1 and doing.several is not None:
        return doing.several(item.many)
    return doing.what(item, item.subject)


def whom(item: Item) -> str:
    """Who gave a task, to whom something was promised; the other lines name the person themselves."""
    if item.rule == "do_follow_up" and item.subject:
        return _("from %(who)s") % {"who": item.subject.whom}
    return item.name if item.rule == "promise" else ""


def day_line(today: Pile, there: Pile, at: dt.datetime, filed: list[Item]) -> list[dict[str, Any]]:
    """What lies on the line of this day: appointments and outings, what is due, the log and the report once made."""
    marks = [mark(item, at) for item in there.items]
    marks += [
        {"at": time_of(item.due, at), "what": worded(item), "url": address(item), "state": "open"}
        for item in today.items
        if date_of(item.due - dt.timedelta(microseconds=1)) == date_of(at)
    ]
    for item in filed:
        what = _("Log handed in") if item.rule == LOG else _("Reported")
        marks.append(
            {"at": words.clock(item.due), "what": what, "url": link(item.about), "kind": "met", "state": "met"}
        )
    return sorted(marks, key=lambda one: (str(one["at"]), str(one["what"])))


def mark(item: Item, at: dt.datetime) -> dict[str, Any]:
    """An appointment or an outing, from when until when."""
    title = item.subject.title if item.subject else ""
    until = min(item.due, midnight_after(date_of(at)))
    kind = "met" if item.whom == "kept" else "outing" if item.rule == "outing" else "plain"
    state = {"met": "met", "outing": "met" if item.whom == "back" else "open"}.get(kind, "ahead")
    span = {"at": words.clock(item.opens), "until": time_of(until, at)}
    return span | {"what": title, "url": link(item.about), "kind": kind, "state": state}


def time_of(due: dt.datetime, at: dt.datetime) -> str:
    """The time of day; midnight is this day's 24:00."""
    return "24:00" if due == midnight_after(date_of(at)) else due.astimezone(ZONE).strftime("%H:%M")


def debts(one: Debtor) -> str:
    """What somebody owes, kind by kind."""
    parts = []
    for debt in one.debts:
        if not debt.late and not debt.today:
            continue
        words_ = _("%(late)s late, %(today)s today") if debt.late and debt.today else ""
        words_ = words_ or (_("%(late)s late") if debt.late else _("%(today)s today"))
        parts.append(f"{DOING[debt.rule].name} {words_ % {'late': debt.late, 'today': debt.today}}")
    return " · ".join(parts)


def exceptions(one: Debtor) -> str:
    """What was due on the last working day or since and is not done, kind by kind."""
    named = [(DOING[debt.rule].name, debt.fresh) for debt in one.debts if debt.fresh]
    return " · ".join(f"{name} {count}" if count > 1 else str(name) for name, count in named)
