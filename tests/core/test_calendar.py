"""Working days: what the rules count by. The facts of 2026, and what holds for every day."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvzhi.core.calendar import (
    DAY,
    Day,
    MissingDayError,
    first_of_next,
    workday_after,
    workdays,
    workdays_between,
)
from lvzhi.core.calendar_table import renumber
from lvzhi.core.clock import ZONE
from lvzhi.core.models import CalendarDay

MONTH_ENDS_2026 = (
    ["01-30", "02-28", "03-31", "04-30", "05-29", "06-30", "07-31", "08-31", "09-30", "10-30", "11-30", "12-31"]
)  # fmt: skip
MAKE_UPS_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
FRIDAYS_OFF_2026 = ["01-02", "02-20", "05-01", "06-19", "09-25", "10-02"]

dates = st.dates(dt.date(2024, 1, 1), dt.date(2034, 12, 31))
earlier = st.dates(dt.date(2024, 1, 1), dt.date(2033, 12, 31))  # twice 200 working days on, the calendar goes on
counts = st.integers(1, 200)
db_once = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def of_2026(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def year_2026() -> list[Day]:
    return Day.all_of([d for n in range(365) if (d := dt.date(2026, 1, 1) + n * DAY)])


def test_month_end_meetings_of_2026(db):
    assert [f"{d.date:%m-%d}" for d in year_2026() if d.is_last_workday_of_month] == MONTH_ENDS_2026


def test_quarter_end_meetings_of_2026(db):
    quarter_ends = [f"{d.date:%m-%d}" for d in year_2026() if d.is_last_workday_of_quarter]
    assert quarter_ends == ["03-31", "06-30", "09-30", "12-31"]


def test_make_up_days_of_2026(db):
    made_up = CalendarDay.objects.filter(date__year=2026, kind="makeup").order_by("date")
    assert [f"{d.date:%m-%d}" for d in made_up] == MAKE_UPS_2026
    assert all(Day.of(d.date).is_workday and d.date.weekday() >= 5 for d in made_up)


def test_fridays_off_in_2026(db):
    fridays = [d for d in year_2026() if d.date.weekday() == 4 and not d.is_workday]
    assert [f"{d.date:%m-%d}" for d in fridays] == FRIDAYS_OFF_2026


@pytest.mark.parametrize(
    ("friday", "meeting"), [("01-02", "01-04"), ("02-20", None), ("05-01", "04-30"), ("06-19", "06-18")]
)
def test_weekly_meeting_when_friday_is_off(db, friday, meeting):
    """AS-06 and the week of New Year, whose last working day is the Sunday."""
    monday = of_2026(friday) - 4 * DAY
    week = Day.all_of([monday + n * DAY for n in range(7)])
    assert [f"{d.date:%m-%d}" for d in week if d.is_last_workday_of_week] == ([meeting] if meeting else [])


@pytest.mark.parametrize(
    ("date", "days", "result"),
    [
        ("2026-02-27", 1, "2026-02-28"),  # a make-up Saturday
        ("2026-02-13", 2, "2026-02-24"),  # over the make-up day and the Spring Festival
        ("2026-09-30", 3, "2026-10-10"),  # AS-09, by working days
        ("2026-02-20", 1, "2026-02-24"),  # from a day off
        ("2026-12-31", 1, "2027-01-04"),  # into the provisional year
    ],
)
def test_working_days_after(db, date, days, result):
    assert workday_after(dt.date.fromisoformat(date), days) == dt.date.fromisoformat(result)


@db_once
@given(date=dates, days=counts)
def test_the_nth_working_day_after_is_worked_and_n_away(db, date, days):
    found = workday_after(date, days)
    assert Day.of(found).is_workday
    assert workdays_between(date, found) == days == workdays(date + DAY, found).count()


@db_once
@given(date=dates, days=counts)
def test_more_working_days_end_later(db, date, days):
    assert date < workday_after(date, days) < workday_after(date, days + 1)


@db_once
@given(date=earlier, one=counts, more=counts)
def test_counting_on_is_counting_at_once(db, date, one, more):
    assert workday_after(workday_after(date, one), more) == workday_after(date, one + more)


@db_once
@given(date=dates)
def test_last_working_days_are_the_last(db, date):
    day = Day.of(date)
    sunday = date + (6 - date.weekday()) * DAY
    month = first_of_next(date, 1) - DAY
    for is_last, end in ((day.is_last_workday_of_week, sunday), (day.is_last_workday_of_month, month)):
        left = [d.date for d in workdays(date, end)]
        assert is_last == (left == [date])


@db_once
@given(date=dates)
def test_periods_end_where_the_next_begins(db, date):
    day = Day.of(date)
    for months, end in ((1, day.month_end), (3, day.quarter_end), (12, day.year_end)):
        following = end.astimezone(ZONE)
        assert (following.day, following.hour) == (1, 0)
        assert (following.month - 1) % months == 0
        assert day.start < day.end <= end
        assert end.date() == first_of_next(end.date() - DAY, months)
    assert day.end - day.start == dt.timedelta(days=1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turned=st.lists(dates, max_size=6))
def test_numbers_count_whatever_the_bank_decides(db, turned):
    CalendarDay.objects.filter(date__in=turned).update(kind="holiday", source="bank")
    renumber()
    count = 0
    for day in CalendarDay.objects.order_by("date"):
        count += day.is_workday
        assert day.number == count


def test_a_day_beyond_the_calendar_is_an_error_that_names_it(db):
    with pytest.raises(MissingDayError, match="2199-01-01"):
        Day.of(dt.date(2199, 1, 1))
    with pytest.raises(MissingDayError):
        workday_after(dt.date(2035, 12, 31), 1)
    with pytest.raises(MissingDayError):
        Day.all_of([dt.date(2026, 1, 1), dt.date(2199, 1, 1)])
