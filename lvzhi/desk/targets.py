"""How far the targets of a month are reached (13.2): person by person, team by team, in the order of names, no ranking.

A target belongs to the team in which its owner was a relationship manager in that month, the last one where he moved.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from lvzhi.core.clock import date_of
from lvzhi.core.paging import BadPlaceError, Order, page_of
from lvzhi.people.models import Post, Role, Staff, Unit, UnitAncestor
from lvzhi.worklog.models import Target, rate_of
from lvzhi.worklog.queries import month_after

PEOPLE = 50  # on a page
Rows = QuerySet[Any]  # targets, each with its `team`
BY_NAME = Order(F("pinyin"))
MEASURES = list(Target.Measure)


@dataclass(frozen=True)
class Reached:
    """One measure of several people together; `unknown` of their targets have no result yet."""

    measure: str
    goal: Decimal
    actual: Decimal | None
    unknown: int

    @property
    def label(self) -> Any:
        return Target.Measure(self.measure).label

    @property
    def rate(self) -> Decimal | None:
        return rate_of(self.actual, self.goal)


@dataclass(frozen=True)
class Person:
    """Somebody with the targets of the month."""

    staff: Staff
    targets: dict[str, Target] = field(default_factory=dict)


@dataclass(frozen=True)
class Team:
    """A team with the sums of its people; no unit where the post of the month was withdrawn since."""

    unit: Unit | None
    sums: dict[str, Reached] = field(default_factory=dict)


@dataclass(frozen=True)
class People:
    """A page of people, how many there are in all, and where the pages before and after it begin."""

    rows: list[Person]
    total: int
    before: str | None
    after: str | None


def targets_of(reader: Staff, at: dt.datetime, month: dt.date, unit: Unit | None = None) -> Rows:
    """The targets of a month that somebody may see, each with its team; those of one unit and all below it."""
    posts = Post.objects.filter(
        staff=OuterRef("owner"), role=Role.MANAGER, during__overlap=DateRange(month, month_after(month))
    )
    team = Subquery(posts.order_by("-during", "-pk").values("unit")[:1])
    rows = Target.objects.visible_to(reader, date_of(at)).filter(month=month).annotate(team=team)
    if unit is None:
        return rows
    return rows.filter(team__in=UnitAncestor.objects.filter(ancestor=unit).values("unit"))


def person_by_person(rows: Rows, place: str = "") -> People:
    """The people whom these targets are for, page by page; a place that is none begins at the top."""
    owners = Staff.objects.filter(pk__in=rows.values("owner"))
    try:
        found = page_of(owners, BY_NAME, PEOPLE, place)
    except BadPlaceError:
        found = page_of(owners, BY_NAME, PEOPLE)
    people = {staff.pk: Person(staff) for staff in found.rows}
    for target in rows.filter(owner__in=people):
        people[target.owner_id].targets[target.measure] = target
    return People(list(people.values()), owners.count(), found.before, found.after)


def team_by_team(rows: Rows) -> list[Team]:
    """The sums of each team in the order of the units' codes, in one statement and one for their names."""
    sums: dict[int | None, dict[str, Reached]] = defaultdict(dict)
    grouped = rows.order_by("measure").values_list("team", "measure")
    counted = {"goals": Sum("goal"), "actuals": Sum("actual"), "unknown": Count("pk", filter=Q(actual=None))}
    for team, *given in grouped.annotate(**counted):
        one = Reached(*given)
        sums[team][one.measure] = one
    units = Unit.objects.filter(pk__in=[team for team in sums if team]).order_by("code")
    found = [Team(unit, sums[unit.pk]) for unit in units]
    return [*found, Team(None, sums[None])] if None in sums else found


def together(teams: Iterable[Team]) -> list[Reached]:
    """All teams together, measure by measure; sums of different measures are never added."""
    found = []
    for measure in MEASURES:
        parts = [team.sums[measure] for team in teams if measure in team.sums]
        known = [one.actual for one in parts if one.actual is not None]
        if parts:
            goal, actual = sum((one.goal for one in parts), Decimal(0)), sum(known, Decimal(0)) if known else None
            found.append(Reached(measure, goal, actual, sum(one.unknown for one in parts)))
    return found


def in_order(targets: Iterable[Target]) -> list[Target]:
    """Always in the same order of the measures."""
    return sorted(targets, key=lambda one: MEASURES.index(Target.Measure(one.measure)))
