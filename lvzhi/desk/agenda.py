"""What somebody has to do: late, today, soon. Only what can still be acted on stands in the lists."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of, midnight_after, moment
from lvzhi.desk import sql
from lvzhi.desk.agenda_statement import AGENDA
from lvzhi.desk.coverage_statements import RULES
from lvzhi.desk.subjects import Subject, subjects
from lvzhi.people.models import Staff
from lvzhi.worklog.params import LATE_DAYS

AHEAD = 7 * DAY  # how far "soon" looks
SHOWN = 8  # lines a list shows; the rest is counted
PILES = ("late", "today", "soon", "over", "missed", "line", "filed")
LOG, REPORT = "keep_work_log", "report_daily"
TOGETHER = ["read_work_log"]  # many of these are one line: "read 7 logs"
BUNDLED = list(RULES)
FEW = 3  # more than so many of these are one line: "contact of the month: 12 customers"
REMEMBERED = 31 * DAY  # for so long it is said that something was missed for good
YEAR = 366 * DAY  # promises of older contacts are on the customer's page alone


@dataclass(frozen=True)
class Item:
    """One line: something to do by a moment. `many` counts the duties it stands for.

    `customer` is whom it is about, `again` whether the line before is about the same one. `whom` says more of what
    is no duty: where a promise is settled, whether an appointment was kept, whether somebody is out.
    """

    rule: str
    about: str
    opens: dt.datetime
    due: dt.datetime
    subject: Subject | None = None
    many: int = 1
    customer: int | None = None
    name: str = ""
    whom: str = ""
    again: bool = False


@dataclass
class Pile:
    """One of the lists: its first lines, and how many things it holds in all."""

    items: list[Item] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - sum(item.many for item in self.items)


class Found(NamedTuple):
    """One line as the statement brings it: in which pile, how many it stands among, what it is about."""

    pile: str
    heap: str
    nth: int
    size: int
    rule: str
    about: str
    opens: dt.datetime
    due: dt.datetime
    title: str | None
    whom: str | None
    on: dt.date | None
    customer: int | None
    name: str | None

    @property
    def many(self) -> int:
        return self.size if self.heap else 1

    @property
    def subject(self) -> Subject | None:
        """What it is about, where the statement knows it."""
        if self.title is None or self.many > 1:
            return None
        return Subject(self.about, self.title, self.whom or "", self.on or date_of(self.opens))


def agenda(staff: Staff, at: dt.datetime, shown: int = SHOWN) -> dict[str, Pile]:
    """What this person owes, by urgency. "Late" can still be made good; "over" and "missed" no longer can.

    "line" is what lies on this day, by the clock; "filed" are the log and the report of today.
    """
    piles = {name: Pile() for name in PILES}
    found = [Found(*row) for row in sql.rows(AGENDA, asked(staff, at, shown))]
    known = subjects(one.about for one in found if one.title is None and one.many == 1)
    for one in found:
        pile = piles[one.pile]
        pile.items.append(item(one, known))
        pile.total += one.size if one.nth == 1 else 0
    for name in ("late", "today", "soon"):
        piles[name].items = by_customer(piles[name].items[:shown])
    return piles


def item(one: Found, known: dict[str, Subject]) -> Item:
    about = {"customer": one.customer, "name": one.name or "", "whom": one.whom or ""} if one.many == 1 else {}
    subject = one.subject or known.get(one.about)
    return Item(one.rule, one.about, one.opens, one.due, subject, one.many, **about)  # type: ignore[arg-type]


def by_customer(items: Iterable[Item]) -> list[Item]:
    """What is about one customer stands together, where the first of it stands."""
    groups: dict[object, list[Item]] = {}
    for number, one in enumerate(items):
        groups.setdefault(one.customer or f"line {number}", []).append(one)
    return [replace(one, again=number > 0) for group in groups.values() for number, one in enumerate(group)]


def asked(staff: Staff, at: dt.datetime, shown: int) -> dict[str, object]:
    """What the statement wants to know."""
    today = date_of(at)
    midnight = midnight_after(today)
    return {
        "owner": staff.pk,
        "at": at,
        "today": today,
        "morning": moment(today),
        "midnight": midnight,
        "horizon": midnight + AHEAD,
        "last": today + AHEAD,
        "remembered": at - REMEMBERED,
        "year_ago": at - YEAR,
        "zone": ZONE.key,
        "log_rule": LOG,
        "report_rule": REPORT,
        "dated": [LOG, REPORT],
        "task_rule": "do_follow_up",
        "appointment_rule": "keep_appointment",
        "together": TOGETHER,
        "bundled": BUNDLED,
        "few": FEW,
        "late_days": LATE_DAYS.key,
        "default_days": LATE_DAYS.default,
        "shown": shown,
    }
