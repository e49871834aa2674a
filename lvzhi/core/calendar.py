"""What kind of day is it. Deadlines are counted in working days of the bank's own calendar, make-up days included."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import DateField, DateTimeField, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable

from lvzhi.core.clock import ZONE, midnight_after, moment
from lvzhi.core.models import WORKING, CalendarDay

DAY = dt.timedelta(days=1)


class MissingDayError(LookupError):
    """The calendar does not reach this date; it is filled for years ahead, so somebody asked for a strange one."""


@dataclass(frozen=True, order=True)
class Day:
    """One day of the bank, as rules see it."""

    date: dt.date
    is_workday: bool
    number: int

    @classmethod
    def of(cls, date: dt.date) -> "Day":
        """The day as the calendar has it."""
        row = CalendarDay.objects.filter(date=date).first()
        if row is None:
            raise MissingDayError(date.isoformat())
        return cls(date, row.is_workday, row.number)

    @classmethod
    def all_of(cls, dates: Collection[dt.date]) -> list["Day"]:
        """These days in order, in one query; a date beyond the calendar is an error here, too."""
        found = [
            cls(d.date, d.is_workday, d.number) for d in CalendarDay.objects.filter(date__in=dates).order_by("date")
        ]
        if len(found) < len(set(dates)):
            raise MissingDayError(f"{min(dates)} – {max(dates)}")
        return found

    @property
    def start(self) -> dt.datetime:
        return moment(self.date)

    @property
    def end(self) -> dt.datetime:
        """24:00."""
        return midnight_after(self.date)

    def at(self, time: dt.time) -> dt.datetime:
        return moment(self.date, time)

    @property
    def starts_month(self) -> bool:
        return self.date.day == 1

    @property
    def starts_quarter(self) -> bool:
        return self.starts_month and self.date.month % 3 == 1

    @property
    def starts_year(self) -> bool:
        return (self.date.month, self.date.day) == (1, 1)

    @property
    def month_end(self) -> dt.datetime:
        return moment(first_of_next(self.date, 1))

    @property
    def quarter_end(self) -> dt.datetime:
        return moment(first_of_next(self.date, 3))

    @property
    def year_end(self) -> dt.datetime:
        return moment(first_of_next(self.date, 12))

    @cached_property
    def is_last_workday_of_week(self) -> bool:
        sunday = self.date + (6 - self.date.weekday()) * DAY
        return self.is_workday and not workdays(self.date + DAY, sunday).exists()

    @cached_property
    def is_last_workday_of_month(self) -> bool:
        return self.is_workday and not workdays(self.date + DAY, first_of_next(self.date, 1) - DAY).exists()

    @cached_property
    def is_last_workday_of_quarter(self) -> bool:
        return self.is_last_workday_of_month and self.date.month % 3 == 0


def first_of_next(date: dt.date, months: int) -> dt.date:
    """The day after the month, quarter (3), half-year (6) or year (12) in which the date lies."""
    done = (date.month - 1) // months * months + months
    return dt.date(date.year + done // 12, done % 12 + 1, 1)


def workdays(first: dt.date, last: dt.date) -> QuerySet[CalendarDay]:
    """The working days from the first to the last, both included."""
    return CalendarDay.objects.filter(kind__in=WORKING, date__gte=first, date__lte=last)


def workday_after(date: dt.date, days: int) -> dt.date:
    """The n-th working day after a date."""
    number = Day.of(date).number + days
    found = CalendarDay.objects.filter(kind__in=WORKING, number=number).values_list("date", flat=True).first()
    if found is None:
        raise MissingDayError(f"{date} + {days}")
    return found


def workdays_between(date: dt.date, later: dt.date) -> int:
    """How many working days come after a date, up to and with a later one."""
    return Day.of(later).number - Day.of(date).number


def date_in_zone(moment: str | Combinable) -> Func:
    """The bank's date of a moment, as a database expression."""
    return Func(moment, template=f"(%(expressions)s AT TIME ZONE '{ZONE.key}')::date", output_field=DateField())


def end_of(date: Combinable) -> Func:
    """24:00 of a date, as a database expression in the bank's time zone."""
    template = f"((%(expressions)s) + 1)::timestamp AT TIME ZONE '{ZONE.key}'"
    return Func(date, template=template, output_field=DateTimeField())


def after_workdays(field: str, days: int) -> Combinable:
    """24:00 of the n-th working day after the fact: after_workdays("recorded_at", 2)."""
    number = CalendarDay.objects.filter(date=date_in_zone(OuterRef(OuterRef(field)))).values("number")
    due = CalendarDay.objects.filter(kind__in=WORKING, number=Subquery(number) + Value(days))
    return end_of(Subquery(due.values("date")[:1]))


def after_days(field: str, days: int) -> Combinable:
    """24:00 of the n-th calendar day after the fact."""
    return end_of(date_in_zone(F(field)) + Value(days))
