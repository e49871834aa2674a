"""One customer as a story in time: what is due and promised now, and what has been between us until now.

One statement (lvzhi/desk/customer_statement.py), however long the story: each kind of step gives its newest before a
moment.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lvzhi.core.clock import ZONE, date_of, moment
from lvzhi.core.json_rows import rows_of
from lvzhi.customers.models import Customer
from lvzhi.customers.sql import customer_of, eyes
from lvzhi.desk import sql
from lvzhi.desk.customer_rows import Agreed, Due, Managed, Met, NotKept, Out, Over, Promised, Talked, Tiered
from lvzhi.desk.customer_statement import CUSTOMER, WAITING
from lvzhi.people.models import Staff

STEPS = 30  # of the story on one page
PROMISES, APPOINTMENTS, DUTIES, PEOPLE = 20, 10, 20, 50
KINDS: dict[str, Any] = {
    "contact": Met,
    "absence": Out,
    "appointment": NotKept,
    "tier": Tiered,
    "management": Managed,
    "closed": Over,
}


@dataclass(frozen=True)
class Step:
    """One thing that was: when, of which kind, and the row that says it."""

    at: dt.datetime
    kind: str
    row: Any


@dataclass(frozen=True)
class Story:
    """What was, the newest first; `earlier` is the moment before which it goes on."""

    steps: list[Step]
    earlier: dt.datetime | None


@dataclass(frozen=True)
class Now:
    """What waits: duties about the customer, appointments to come, promises not yet kept."""

    duties: list[Due]
    appointments: list[Agreed]
    promises: list[Promised]


@dataclass(frozen=True)
class Bonds:
    """Who we are to each other: since when in this tier, since when looked after by whom, and whom one talks to."""

    tier_since: dt.date | None
    manager_since: dt.date | None
    backup_since: dt.date | None
    people: list[Talked]


@dataclass(frozen=True)
class Opened:
    """Everything that the page of a customer shows."""

    customer: Customer
    bonds: Bonds
    waiting: Now
    story: Story


def opened(pk: int, staff: Staff, at: dt.datetime, before: dt.datetime | None = None) -> Opened | None:
    """The customer as this person may see it, with the story until now or until a moment further back."""
    edge = before or at
    given = asked(pk, staff, at) | {"before": edge, "steps": STEPS + 1, "people": PEOPLE, "zone": ZONE.key}
    found = sql.rows(CUSTOMER, given)
    if not found:
        return None
    tier, manager, backup, people, owed, ahead, promised, *more = found[0]
    steps, customer = more[: len(KINDS)], customer_of(more[len(KINDS) :])
    bonds = Bonds(tier, manager, backup, rows_of(Talked, people))
    return Opened(customer, bonds, waits(owed, ahead, promised), story(steps, edge))


def asked(pk: int, staff: Staff, at: dt.datetime) -> dict[str, Any]:
    """What the parts about what waits want to know."""
    return eyes(staff, date_of(at)) | {
        "customer": pk, "at": at, "today": date_of(at), "morning": moment(date_of(at)),
        "duties": DUTIES, "appointments": APPOINTMENTS, "promises": PROMISES,
    }  # fmt: skip


def between_us(customer: Customer, staff: Staff, at: dt.datetime) -> Now:
    """What waits at a customer whom this person may see, the nearest first."""
    return waits(*sql.rows(WAITING, asked(customer.pk, staff, at))[0])


def waits(owed: Any, ahead: Any, promised: Any) -> Now:
    return Now(rows_of(Due, owed), rows_of(Agreed, ahead), rows_of(Promised, promised))


def story(lists: Sequence[Any], edge: dt.datetime) -> Story:
    """All kinds of steps before a moment in one line, the newest first, and no more than a page holds."""
    found = [
        Step(row.at, name, row)
        for (name, kind), rows in zip(KINDS.items(), lists, strict=True)
        for row in rows_of(kind, rows)
    ]
    steps = sorted(found, key=lambda step: step.at, reverse=True)
    last = steps[:STEPS][-1].at if steps else edge
    shown = [step for step in steps if step.at >= last]  # what was at the same moment stays together
    return Story(shown, shown[-1].at if len(steps) > len(shown) else None)
