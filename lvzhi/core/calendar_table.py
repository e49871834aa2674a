"""Keeps the day table: laid out for years ahead, changed by a notice or by the bank, its working days numbered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from lvzhi.core.calendar_years import (
    FIRST_YEAR,
    Kind,
    Source,
    Special,
    computed,
    is_weekend,
    laid_out,
    last_computable_year,
    published,
)
from lvzhi.core.models import WORKING, CalendarDay, Change

LAST_YEAR = 2035  # so far ahead deadlines are laid at first; each notice imported adds a year
AHEAD = 8


def seed(model: Any = CalendarDay, last: int = LAST_YEAR) -> None:
    """Lay out the years that are missing, up to `last`; what is there already stays as it is."""
    there = set(model.objects.filter(date__month=1, date__day=1).values_list("date__year", flat=True))
    for year in range(FIRST_YEAR, min(last, last_computable_year()) + 1):
        if year not in there:
            notice = published().get(year)
            rows = laid_out(year, notice or computed(year), Source.PUBLISHED if notice else Source.COMPUTED)
            model.objects.bulk_create(model(date=d.date, kind=d.kind, name=d.name, source=d.source) for d in rows)
    renumber(model._meta.db_table)


def renumber(table: str = CalendarDay._meta.db_table) -> None:
    """Count the working days through the whole table; a day off has the number of the last one worked before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {table} d SET number = n.number
              FROM (SELECT date, count(*) FILTER (WHERE kind = ANY(%s)) OVER (ORDER BY date) AS number FROM {table}) n
             WHERE n.date = d.date AND n.number <> d.number
            """,
            [[str(kind) for kind in WORKING]],
        )


@dataclass(frozen=True)
class Plan:
    """Days as they are to be. Nothing is written before it is carried out."""

    days: list[CalendarDay]
    last: int = LAST_YEAR

    def turning(self) -> list[dt.date]:
        """The days that turn from working days into days off, or back."""
        now = CalendarDay.objects.in_bulk([d.date for d in self.days])
        return [d.date for d in self.days if d.date not in now or now[d.date].is_workday != d.is_workday]

    def carry_out(self) -> None:
        CalendarDay.objects.bulk_create(
            self.days, update_conflicts=True, unique_fields=["date"], update_fields=["kind", "name", "source"]
        )
        seed(last=self.last)


def plan_of(change: Change) -> Plan:
    """What a change of the calendar would make of it."""
    if change.kind == Change.Kind.DAY:
        day = CalendarDay(date=dt.date.fromisoformat(change.key), source=Source.BANK, **change.content)
        return Plan([day])
    year = int(change.key)
    notice = {dt.date.fromisoformat(date): Special(kind, name) for date, kind, name in change.content["days"]}
    decided = set(of_year(year).filter(source=Source.BANK).values_list("date", flat=True))
    days = [d for d in laid_out(year, notice, Source.PUBLISHED) if d.date not in decided]
    return Plan(days, last=max(LAST_YEAR, year + AHEAD))


def of_year(year: int) -> QuerySet[CalendarDay]:
    """The days of one year."""
    return CalendarDay.objects.filter(date__gte=dt.date(year, 1, 1), date__lte=dt.date(year, 12, 31))


def kind_of(date: dt.date, works: bool) -> str:
    """What a day is called, by its weekday and whether it is worked."""
    if works:
        return Kind.MAKEUP if is_weekend(date) else Kind.WORKDAY
    return Kind.REST if is_weekend(date) else Kind.HOLIDAY
