"""Which customers are to be contacted in the present periods, which have been, and which are still open (16.1).

What is owed is asked of the duties of the clause alone: the numbers and the list are those duties, counted and named.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Min, Q

from lvzhi.core.calendar import Day
from lvzhi.core.clock import date_of
from lvzhi.core.paging import BadPlaceError
from lvzhi.desk import sql
from lvzhi.duties.models import LIVING, Duty
from lvzhi.people.models import Staff
from lvzhi.people.queries import units_below

CLAUSE = "16.1"
PROOFS = ("effective_contact", "visit")  # what somebody owes a customer; other duties of the clause are about records
OWED = Q(clause=CLAUSE, proof__in=PROOFS)
STANDS = Q(excused_at=None, closed_at=None)
CORE = "contact_core_customer"
PAGE = 40
MOST = 1200  # people or units that one page compares, times the demands on each
NEVER_SPOKEN = "-infinity"


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
    found = {share.rule: share for share in current(Q(owner=owner), at)}
    for rule, late, missed in behind(owner, at):
        found[rule] = replace(found.get(rule, Share(rule, 0, 0)), late=late, missed=missed)
    left = workdays_left(at, {share.due for share in found.values() if share.due})
    return [replace(share, left=left[share.due] if share.due else 0) for _rule, share in sorted(found.items())]


def current(whose: Q, at: dt.datetime) -> list[Share]:
    """The duties of the periods that run now, demand by demand."""
    rows = Duty.objects.filter(OWED, whose, STANDS, opens__lte=at, due__gt=at).order_by().values("rule")
    counted = rows.annotate(owed=Count("pk"), done=Count("met_at"), due=Min("due", filter=Q(met_at=None)))
    return [Share(*row) for row in counted.values_list("rule", "owed", "done", "due")]


def behind(owner: Staff, at: dt.datetime) -> list[tuple[str, int, int]]:
    """Demand by demand what stayed undone in the periods before: what can still be made good, and what cannot."""
    rows = Duty.objects.filter(OWED, LIVING, owner=owner, due__lte=at).order_by().values("rule")
    counted = rows.annotate(late=Count("pk", filter=Q(closes__gt=at)), missed=Count("pk", filter=Q(closes__lte=at)))
    return list(counted.values_list("rule", "late", "missed"))


def workdays_left(at: dt.datetime, dues: Collection[dt.datetime]) -> dict[dt.datetime, int]:
    """The working days until each of these moments, today included."""
    today, last = date_of(at), {due: date_of(due - dt.timedelta(microseconds=1)) for due in dues}
    days = {day.date: day for day in Day.all_of({today, *last.values()})}
    begun = days[today].number - days[today].is_workday
    return {due: days[date].number - begun for due, date in last.items()}


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
    given = {"owner": owner.pk, "clause": CLAUSE, "proofs": list(PROOFS), "at": at, "rule": rule, "most": most + 1}
    found = sql.rows(sql.OPEN_CUSTOMERS, given | start(place))
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


def by_person(whose: Q, at: dt.datetime) -> list[Holder]:
    """Person by person in the order of their names, each with what is owed and done."""
    return holders(("owner", "owner__name", "owner__pinyin"), whose, at)


def by_unit(whose: Q, at: dt.datetime) -> list[Holder]:
    """The same unit by unit."""
    return holders(("unit", "unit__name", "unit__code"), whose, at)


def holders(by: tuple[str, str, str], whose: Q, at: dt.datetime) -> list[Holder]:
    """Who answers for the duties, by key, name and order."""
    key, name, order = by
    rows = Duty.objects.filter(OWED, whose, STANDS, opens__lte=at, due__gt=at).values(key, name, order, "rule")
    counted = rows.annotate(owed=Count("pk"), done=Count("met_at")).order_by(order, key, "rule")
    found: dict[int, Holder] = {}
    for pk, called, rule, owed, done in counted.values_list(key, name, "rule", "owed", "done")[:MOST]:
        found.setdefault(pk, Holder(pk, called)).shares[rule] = Share(rule, owed, done)
    return list(found.values())


def together(all_: Iterable[Holder]) -> list[Share]:
    """What several people or units owe in all, demand by demand."""
    owed: dict[str, int] = defaultdict(int)
    done: dict[str, int] = defaultdict(int)
    for holder in all_:
        for rule, share in holder.shares.items():
            owed[rule] += share.owed
            done[rule] += share.done
    return [Share(rule, owed[rule], done[rule]) for rule in sorted(owed)]


def core_below(staff: Staff, at: dt.datetime) -> Share:
    """How many core customers of one's units were contacted this month, in one line."""
    rows = Duty.objects.filter(STANDS, rule=CORE, unit__in=units_below(staff, date_of(at)), opens__lte=at, due__gt=at)
    return Share(CORE, **rows.aggregate(owed=Count("pk"), done=Count("met_at")))
