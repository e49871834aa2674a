"""Who of one's units owes what. People stand in the order of their names: a list to help with, not a ranking."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, midnight_after
from lvzhi.duties.models import Duty, DutyQuerySet
from lvzhi.people.models import Staff
from lvzhi.people.queries import units_below

RECENT = 30 * DAY  # what is late for longer stands on the clause pages
MOST = 300


@dataclass(frozen=True)
class Debt:
    """How much of one kind is late, and how much is due before the day is over."""

    rule: str
    late: int
    today: int


@dataclass(frozen=True)
class Debtor:
    """A person or a unit with what is owed there."""

    pk: int
    name: str
    debts: tuple[Debt, ...]

    @property
    def late(self) -> int:
        return sum(debt.late for debt in self.debts)


def owed_below(staff: Staff, at: dt.datetime) -> DutyQuerySet:
    """What the people of one's units owe by tonight, and what they have been late with these thirty days."""
    return (
        Duty.objects.living()
        .filter(unit__in=units_below(staff, date_of(at)), opens__lte=at)
        .filter(due__lte=midnight_after(date_of(at)), due__gt=at - RECENT)
        .exclude(owner=staff)
    )


def by_person(staff: Staff, at: dt.datetime) -> list[Debtor]:
    """Person by person."""
    return debtors(owed_below(staff, at), at, "owner", "owner__name", "owner__pinyin")


def by_unit(staff: Staff, at: dt.datetime) -> list[Debtor]:
    """Unit by unit, for who answers for several."""
    return debtors(owed_below(staff, at), at, "unit", "unit__name", "unit__code")


def debtors(owed: DutyQuerySet, at: dt.datetime, key: str, name: str, order: str) -> list[Debtor]:
    late = Count("pk", filter=Q(due__lte=at))
    rows = owed.order_by(order, key, "rule").values_list(key, name, "rule", order)
    counts = rows.annotate(late=late, today=Count("pk") - late)[:MOST]
    return [
        Debtor(who[0], who[1], tuple(Debt(rule, late, today) for _key, _name, rule, _order, late, today in part))
        for who, part in groupby(counts, key=lambda row: row[:2])
    ]
