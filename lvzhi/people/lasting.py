"""What lasts from a day to a day, and what must not overlap while it lasts."""

import datetime as dt
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, F, Func, IntegerField, Value, When

DAY = dt.timedelta(days=1)


def lasting(first: dt.date, last: dt.date | None) -> DateRange:
    """From a first to a last day, both included; without a last day there is no end in sight."""
    return DateRange(first, None if last is None else last + DAY)


class Lasting:
    """A post, or standing in for somebody."""

    during: Any

    @property
    def first(self) -> dt.date:
        """The first day."""
        lower: dt.date = self.during.lower
        return lower

    @property
    def last(self) -> dt.date | None:
        """The last day, itself included; nothing when there is no end in sight."""
        return None if self.during.upper is None else self.during.upper - DAY

    def holds_on(self, day: dt.date) -> bool:
        return bool(self.during.lower <= day) and (self.during.upper is None or day < self.during.upper)


def same(field: str, kind: str = "int8range") -> tuple[Func, str]:
    """Rows with the same value; as a range, because the index knows no equality without an extension."""
    return Func(F(field), F(field), Value("[]"), function=kind), RangeOperators.OVERLAPS


def held_alone(role: int, name: str) -> ExclusionConstraint:
    """Who holds this post holds no other at the same time.

    The post is the range 1 to 2, every other one 0 to 1: different ones touch, equal ones do not.
    """
    lane = Case(When(role=role, then=1), default=0, output_field=IntegerField())
    touching = (Func(lane, lane + 1, function="int4range"), RangeOperators.ADJACENT_TO)
    return ExclusionConstraint(name=name, expressions=[same("staff"), touching, ("during", RangeOperators.OVERLAPS)])
