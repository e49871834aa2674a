"""Keeps the day table: laid out for years ahead, changed by a notice or by the bank, its working days numbered."""

import datetime as dt
from typing import Any

from django.db import connection

from lvzhi.core.calendar_years import (
    FIRST_YEAR,
    Notice,
    Source,
    computed,
    laid_out,
    last_computable_year,
    published,
)
from lvzhi.core.models import WORKING, CalendarDay

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


def apply_notice(year: int, notice: Notice) -> list[dt.date]:
    """Make the year what the State Council says; days the bank itself decided stay. Returns the days that are worked
    now and were not, or the other way round.
    """
    kept = set(of_year(year).filter(source=Source.BANK).values_list("date", flat=True))
    changed = store([d for d in laid_out(year, notice, Source.PUBLISHED) if d.date not in kept])
    seed(last=max(LAST_YEAR, year + AHEAD))
    return changed


def apply_day(date: dt.date, kind: str, name: str) -> list[dt.date]:
    """Make one day what the bank says."""
    changed = store([CalendarDay(date=date, kind=kind, name=name, source=Source.BANK)])
    renumber()
    return changed


def store(days: list[CalendarDay]) -> list[dt.date]:
    """Write the days; returns those that turn from working days into days off, or back."""
    before = CalendarDay.objects.in_bulk([d.date for d in days])
    CalendarDay.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["date"], update_fields=["kind", "name", "source"]
    )
    return [d.date for d in days if d.date not in before or before[d.date].is_workday != d.is_workday]


def of_year(year: int) -> Any:
    """The days of one year."""
    return CalendarDay.objects.filter(date__gte=dt.date(year, 1, 1), date__lte=dt.date(year, 12, 31))
