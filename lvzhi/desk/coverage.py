"""Which customers are to be contacted in the present periods, which have been, and which are still open (16.1).

What is owed is asked of the duties of the clause alone: the numbers and the list are those duties, counted and named.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of
from lvzhi.core.paging import BadPlaceError
from lvzhi.core.writing import writing
from lvzhi.desk import sql
from lvzhi.desk.coverage_statements import (
    BY_PERSON,
    BY_UNIT,
    FORGET,
    ONE_LINE,
    OPEN_CUSTOMERS,
    RULES,
    SHARES,
    TALLIED,
    TALLY,
    everywhere,
)
from lvzhi.people.models import Staff

CORE = RULES[0]
PAGE = 40
MOST = 1200  # people or units that one page compares, times the demands on each
NEVER_SPOKEN = "-infinity"
YEAR = 366 * DAY  # for so long it is said that something was missed
FRESH = dt.timedelta(minutes=15)  # a count of the clock that is older is not believed
ORDER: dict[str, object] = {"rules": list(RULES)}
Tops = Collection[int] | None


@dataclass(frozen=True)
class Share:
    """One demand over the periods that run now: of how many customers it is owed, how many are done.

    `due` is the nearest end of a period in which something is still open, `left` the working days until then, today
    included. `late` are those of earlier periods that can still be made good, `missed` those that no longer can.
    """

    rule: str
    owed: int
    done: int
    due: dt.datetime | None = None
    left: int = 0
    late: int = 0
    missed: int = 0

    @property
    def open(self) -> int:
        return self.owed - self.done

    @property
    def percent(self) -> int:
        """How much is done, rounded down: a hundred means all."""
        return 100 * self.done // self.owed if self.owed else 100


def shares(owner: Staff, at: dt.datetime) -> list[Share]:
    """What one person owes customers by each demand, and how much of it is done."""
    given = {"owner": owner.pk, "at": at, "today": date_of(at), "year_ago": at - YEAR, "zone": ZONE.key}
    return [Share(*row) for row in sql.rows(SHARES, given | ORDER)]


@dataclass(frozen=True)
class Owed:
    """One thing owed to a customer: the rule that asks, about whom, since when, until when."""

    rule: str
    about: str
    opens: dt.datetime
    due: dt.datetime


@dataclass(frozen=True)
class OpenCustomer:
    """A customer of whom something is still owed; `owed` in the order of its dates."""

    pk: int
    name: str
    tier: str
    segment: str
    district: str
    address: str
    last_contact_at: dt.datetime | None
    due: dt.datetime
    owed: tuple[Owed, ...]

    @property
    def place(self) -> str:
        """Where the list goes on after this row."""
        spoken = self.last_contact_at.isoformat() if self.last_contact_at else NEVER_SPOKEN
        return f"{self.due.isoformat()}_{spoken}_{self.pk}"


@dataclass(frozen=True)
class OpenCustomers:
    """One page of them, how many there are in all, and where the next page begins."""

    rows: list[OpenCustomer]
    total: int
    after: str | None


def open_customers(
    owner: Staff, at: dt.datetime, *, rule: str = "", place: str = "", most: int = PAGE
) -> OpenCustomers:
    """The customers of whom this person owes something that can still be done, by when it is due."""
    given = {"owner": owner.pk, "at": at, "rule": rule, "most": most + 1}
    found = sql.rows(OPEN_CUSTOMERS, given | start(place))
    listed = [open_customer(row) for row in found[:most]]
    total = found[0][-1] if found else 0
    return OpenCustomers(listed, total, listed[-1].place if len(found) > most else None)


def open_customer(row: tuple[Any, ...]) -> OpenCustomer:
    """A row of the statement."""
    pk, name, tier, segment, district, address, last_contact_at, due, rules, dues, opens, _total = row
    parts = zip(rules, opens, dues, strict=True)
    owed = tuple(Owed(rule, f"customer/{pk}", since, until) for rule, since, until in parts)
    return OpenCustomer(pk, name, tier, segment, district, address, last_contact_at, due, owed)


def start(place: str) -> dict[str, object]:
    """The values after which the list goes on; nothing without a place."""
    if not place:
        return {"due": None, "spoken": None, "after": None}
    try:
        due, spoken, key = place.split("_")
        if spoken != NEVER_SPOKEN:
            spoken = aware(spoken)
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            raise ValueError(key)
        return {"due": aware(due), "spoken": spoken, "after": int(key)}
    except ValueError as wrong:
        raise BadPlaceError(place) from wrong


def aware(text: str) -> str:
    """A moment with its zone, as the statement takes it."""
    if dt.datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)
    return text


@dataclass(frozen=True)
class Holder:
    """A person or a unit, with what is owed there demand by demand."""

    pk: int
    name: str
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def owed(self) -> int:
        return sum(share.owed for share in self.shares.values())

    @property
    def done(self) -> int:
        return sum(share.done for share in self.shares.values())

    @property
    def percent(self) -> int:
        return Share("", self.owed, self.done).percent


@dataclass(frozen=True)
class Holders:
    """Several of them, and the moment at which they were counted."""

    rows: list[Holder]
    at: dt.datetime


def by_person(tops: Tops, at: dt.datetime) -> Holders:
    """Person by person in the order of their names, each with what is owed and done."""
    return Holders(holders(found(BY_PERSON, tops, at)), at)


def by_unit(tops: Tops, at: dt.datetime) -> Holders:
    """The same unit by unit: as the clock counted it last, or anew where it has not counted of late."""
    tallied = found(TALLIED, tops, at)
    counted = max((row[-1] for row in tallied), default=None)
    if counted is not None and at - FRESH < counted <= at:
        return Holders(holders([row[:-1] for row in tallied]), counted)
    return Holders(holders(found(BY_UNIT, tops, at)), at)


def found(statement: str, tops: Tops, at: dt.datetime, **more: object) -> list[tuple[Any, ...]]:
    """What a statement finds under these tops; without tops everywhere."""
    given = ORDER | {"at": at, "most": MOST} | more
    if tops is None:
        return sql.rows(everywhere(statement), given)
    return sql.rows(statement, given | {"tops": list(tops)})


def holders(rows: Iterable[tuple[Any, ...]]) -> list[Holder]:
    """The rows of a statement, one holder for each person or unit."""
    found: dict[int, Holder] = {}
    for pk, name, rule, owed, done in rows:
        found.setdefault(pk, Holder(pk, name)).shares[rule] = Share(rule, owed, done)
    return list(found.values())


def tally(at: dt.datetime) -> int:
    """Count anew what every unit owes and has done; how many lines there are."""
    with writing():
        number = sql.write(TALLY, {"at": at})
        sql.write(FORGET, {"at": at})
    return number


def together(all_: Iterable[Holder]) -> list[Share]:
    """What several people or units owe in all, demand by demand."""
    owed: dict[str, int] = defaultdict(int)
    done: dict[str, int] = defaultdict(int)
    for holder in all_:
        for rule, share in holder.shares.items():
            owed[rule] += share.owed
            done[rule] += share.done
    return [Share(rule, owed[rule], done[rule]) for rule in RULES if rule in owed]


def core_below(tops: Tops, at: dt.datetime) -> Share:
    """How many core customers under these tops were contacted this month, in one line."""
    ((owed, done),) = found(ONE_LINE, tops, at, rule=CORE)
    return Share(CORE, owed, done)
