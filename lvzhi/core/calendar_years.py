"""How a year is laid out: weekdays are worked, and a notice says what differs.

The State Council publishes each year's notice in the autumn before. A year it has not published yet is computed from
the statutory holidays alone, without the days that are swapped around them, and counts as provisional.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lvzhi.core.models import CalendarDay

Kind = CalendarDay.Kind
Source = CalendarDay.Source
DAY = dt.timedelta(days=1)
DATA = Path(__file__).parent / "data"
FIRST_YEAR = 2024
NEW_YEAR, SPRING, QINGMING, LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL = FEASTS = (
    "New Year's Day",
    "Spring Festival",
    "Tomb-sweeping Day",
    "Labour Day",
    "Dragon Boat Festival",
    "Mid-autumn Festival",
    "National Day",
)


@dataclass(frozen=True)
class Special:
    """A day that is not what its weekday says, or that has a name: a holiday or a make-up day."""

    kind: str
    name: str


Notice = dict[dt.date, Special]


def is_weekend(date: dt.date) -> bool:
    return date.weekday() >= 5


def days_of(year: int) -> Iterator[dt.date]:
    date = dt.date(year, 1, 1)
    while date.year == year:
        yield date
        date += DAY


def laid_out(year: int, notice: Notice, source: str) -> list[CalendarDay]:
    """Every day of the year: what the notice says, otherwise what the weekday says. Not saved, not numbered."""
    plain = (Special(Kind.WORKDAY, ""), Special(Kind.REST, ""))
    found = ((date, notice.get(date, plain[is_weekend(date)])) for date in days_of(year))
    return [CalendarDay(date=date, kind=one.kind, name=one.name, source=source) for date, one in found]


@cache
def published() -> dict[int, Notice]:
    """The notices that come with the product, by year."""
    years: dict[int, Notice] = {}
    for date, kind, name in table("published.csv"):
        on = dt.date.fromisoformat(date)
        years.setdefault(on.year, {})[on] = Special(kind, name)
    return years


@cache
def lunar_feasts() -> dict[int, tuple[dt.date, dt.date, dt.date]]:
    """The first day of the lunar year, the fifth of the fifth month and the fifteenth of the eighth, by year."""
    found = ((int(year), [dt.date.fromisoformat(d) for d in dates]) for year, *dates in table("lunar.csv"))
    return {year: (dates[0], dates[1], dates[2]) for year, dates in found}


def table(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def qingming(year: int) -> dt.date:
    """The solar term Qingming. The usual rule for this century: 4.81 + 0.2422 a year, less the leap days."""
    of_century = year % 100
    return dt.date(year, 4, (48_100 + 2_422 * of_century) // 10_000 - of_century // 4)


def statutory(year: int) -> list[tuple[dt.date, str]]:
    """The thirteen holidays that the regulation of 2024 gives to everybody, by date and feast."""
    spring, dragon_boat, mid_autumn = lunar_feasts()[year]
    return [
        (dt.date(year, 1, 1), NEW_YEAR),
        *((spring + n * DAY, SPRING) for n in range(-1, 3)),  # from New Year's Eve to the third day
        (qingming(year), QINGMING),
        *((dt.date(year, 5, n), LABOUR) for n in (1, 2)),
        (dragon_boat, DRAGON_BOAT),
        (mid_autumn, MID_AUTUMN),
        *((dt.date(year, 10, n), NATIONAL) for n in (1, 2, 3)),
    ]


def computed(year: int) -> Notice:
    """A provisional notice: the statutory days, and the next weekday for each that falls on a weekend or another."""
    notice: Notice = {}
    moved = []
    for date, name in statutory(year):
        if is_weekend(date) or date in notice:
            moved.append((date, name))
        notice.setdefault(date, Special(Kind.HOLIDAY, name))
    for date, name in moved:
        notice[next_free(date, notice)] = Special(Kind.HOLIDAY, name)
    return notice


def next_free(date: dt.date, notice: Notice) -> dt.date:
    """The first weekday from this date on that is not a holiday yet."""
    while is_weekend(date) or date in notice:
        date += DAY
    return date


def last_computable_year() -> int:
    return max(lunar_feasts())
