"""What somebody has to do: late, today, soon. Only what can still be acted on stands in the lists."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of, midnight_after
from lvzhi.desk import sql
from lvzhi.desk.subjects import Subject, subjects
from lvzhi.people.models import Staff
from lvzhi.worklog.params import LATE_DAYS

AHEAD = 7 * DAY  # how far "soon" looks
SHOWN = 8  # lines a list shows; the rest is counted
PILES = ("late", "today", "soon", "over", "filed")
LOG, REPORT = "keep_work_log", "report_daily"
TOGETHER = ["read_work_log"]  # many of these are one line: "read 7 logs"


@dataclass(frozen=True)
class Item:
    """One line: something to do by a moment. `many` counts the duties it stands for."""

    rule: str
    about: str
    opens: dt.datetime
    due: dt.datetime
    subject: Subject | None = None
    many: int = 1


@dataclass
class Pile:
    """One of the lists: its first lines, and how many things it holds in all."""

    items: list[Item] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - sum(item.many for item in self.items)


class Found(NamedTuple):
    """One line as the statement brings it: in which pile, how many it stands among, what it is."""

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

    @property
    def many(self) -> int:
        return self.size if self.heap else 1


def agenda(staff: Staff, at: dt.datetime, shown: int = SHOWN) -> dict[str, Pile]:
    """What this person owes, by urgency. "Late" can still be made good; "over" no longer can and is only counted.

    "filed" are the log and the report of today, once they are made.
    """
    piles = {name: Pile() for name in PILES}
    found = [Found(*row) for row in sql.rows(sql.AGENDA, asked(staff, at, shown))]
    known = subjects(one.about for one in found if one.title is None and one.many == 1)
    for one in found:
        own = Subject(one.about, one.title, one.whom or "", date_of(one.opens)) if one.title is not None else None
        item = Item(one.rule, one.about, one.opens, one.due, own or known.get(one.about), one.many)
        piles[one.pile].items.append(item)
        piles[one.pile].total += one.size if one.nth == 1 else 0
    for pile in piles.values():
        pile.items = pile.items[:shown]
    return piles


def asked(staff: Staff, at: dt.datetime, shown: int) -> dict[str, object]:
    """What the statement wants to know."""
    today = date_of(at)
    midnight = midnight_after(today)
    return {
        "owner": staff.pk,
        "at": at,
        "today": today,
        "midnight": midnight,
        "horizon": midnight + AHEAD,
        "last": today + AHEAD,
        "zone": ZONE.key,
        "log_rule": LOG,
        "report_rule": REPORT,
        "dated": [LOG, REPORT],
        "task_rule": "do_follow_up",
        "together": TOGETHER,
        "late_days": LATE_DAYS.key,
        "default_days": LATE_DAYS.default,
        "shown": shown,
    }
