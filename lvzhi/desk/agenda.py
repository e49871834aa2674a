"""What somebody has to do: late, today, soon. Only what can still be acted on stands in the lists."""

import datetime as dt
import json
from dataclasses import dataclass, field

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of, midnight_after, moment
from lvzhi.desk import sql
from lvzhi.desk.subjects import Subject, subjects
from lvzhi.people.models import Role, Staff
from lvzhi.worklog.params import LATE_DAYS

AHEAD = 7 * DAY  # how far "soon" looks
SHOWN = 8  # lines a list shows; the rest is counted
PILES = ("late", "today", "soon", "over")
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


def agenda(staff: Staff, at: dt.datetime, shown: int = SHOWN) -> dict[str, Pile]:
    """What this person owes, by urgency. "Late" can still be made good; "over" no longer can and is only counted."""
    piles = {name: Pile() for name in PILES}
    found = sql.rows(sql.AGENDA, asked(staff, at, shown))
    about = subjects(ref for *_, ref, _opens, _due, title, _whom in found if title is None)
    for pile, heap, nth, size, rule, ref, opens, due, title, whom in found:
        subject = about.get(ref) if title is None else Subject(ref, title, whom, date_of(opens))
        piles[pile].items.append(Item(rule, ref, opens, due, subject, size if heap else 1))
        piles[pile].total += size if nth == 1 else 0
    for one in piles.values():
        one.items = one.items[:shown]
    return piles


def asked(staff: Staff, at: dt.datetime, shown: int) -> dict[str, object]:
    """What the statement wants to know."""
    today = date_of(at)
    midnight = midnight_after(today)
    return {
        "owner": staff.pk,
        "at": at,
        "midnight": midnight,
        "horizon": midnight + AHEAD,
        "zone": ZONE.key,
        "task_rule": "do_follow_up",
        "together": TOGETHER,
        "over": json.dumps(past_help(staff, today)),
        "shown": shown,
    }


def past_help(staff: Staff, today: dt.date) -> dict[str, str]:
    """By rule, the moment before which a duty must have opened to be past help: an old log cannot be handed in."""
    if not staff.holds(today, Role.MANAGER):
        return {}
    return {"keep_work_log": moment(today - LATE_DAYS.on(today) * DAY).isoformat()}
