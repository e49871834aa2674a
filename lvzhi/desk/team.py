"""Who of one's units owes what. People stand in the order of their names: a list to help with, not a ranking."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of, midnight_after
from lvzhi.desk import sql
from lvzhi.people.models import Staff
from lvzhi.people.queries import tops

RECENT = 30 * DAY  # what is late for longer stands on the clause pages
MOST = 300


@dataclass(frozen=True)
class Debt:
    """How much of one kind is late, and how much is due before the day is over; `fresh`: late since yesterday."""

    rule: str
    late: int
    today: int
    fresh: int = 0


@dataclass(frozen=True)
class Debtor:
    """A person or a unit with what is owed there."""

    pk: int
    name: str
    debts: tuple[Debt, ...]

    @property
    def late(self) -> int:
        return sum(debt.late for debt in self.debts)

    @property
    def today(self) -> int:
        return sum(debt.today for debt in self.debts)

    @property
    def fresh(self) -> int:
        return sum(debt.fresh for debt in self.debts)


def by_person(staff: Staff, at: dt.datetime) -> list[Debtor]:
    """Person by person: what is owed by tonight, and what has been late these thirty days."""
    return debtors(sql.BY_PERSON, staff, at)


def by_unit(staff: Staff, at: dt.datetime) -> list[Debtor]:
    """The same unit by unit, for who answers for several."""
    return debtors(sql.BY_UNIT, staff, at)


def debtors(statement: str, staff: Staff, at: dt.datetime) -> list[Debtor]:
    day = date_of(at)
    given = {"me": staff.pk, "tops": tops(staff, day), "at": at, "midnight": midnight_after(day)}
    given |= {"today": day, "zone": ZONE.key}
    found = sql.rows(statement, given | {"since": at - RECENT, "most": MOST})
    return [
        Debtor(pk, name, tuple(Debt(*row[2:]) for row in part))
        for (pk, name), part in groupby(found, key=lambda row: (row[0], row[1]))
    ]
