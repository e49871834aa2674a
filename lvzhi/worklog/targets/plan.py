"""What a file of targets would do, with what the bank has of them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.core.sheets.plan import Checked, Part
from lvzhi.people.models import Staff
from lvzhi.worklog.models import Target
from lvzhi.worklog.targets.columns import TARGETS

Key = tuple[int, dt.date, str]  # whose, which month, which measure


@dataclass
class Plan(Checked):
    """Targets as they would be, who would take the file over, and when.

    `mine` are the units for whose people this person brings targets, nothing for who brings them for the whole bank;
    `posts` the units in which somebody was, is or will be a relationship manager, with the days; `stays` those in which
    somebody works today or will.
    """

    by: Staff = field(kw_only=True)
    day: dt.date = field(kw_only=True)
    mine: set[int] | None = None
    staff: dict[str, Staff] = field(default_factory=dict)
    posts: dict[int, list[tuple[int, DateRange]]] = field(default_factory=lambda: defaultdict(list))
    stays: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    known: dict[Key, Target] = field(default_factory=dict)

    @property
    def targets(self) -> Part:
        return self.parts[0]


def begin(by: Staff, day: dt.date) -> Plan:
    return Plan((Part(TARGETS),), by=by, day=day)
