"""The day table says what the State Council said, and for later years what the law says."""

import datetime as dt

import chinese_calendar
import pytest
from lunardate import LunarDate

from lvzhi.core.calendar_table import LAST_YEAR, renumber, seed
from lvzhi.core.calendar_years import (
    FIRST_YEAR,
    computed,
    days_of,
    laid_out,
    lunar_feasts,
    published,
    qingming,
    statutory,
)
from lvzhi.core.models import CalendarDay

COMPUTED = range(2027, LAST_YEAR + 1)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_published_years_are_the_librarys_day_by_day(db, year):
    ours = {d.date: d for d in CalendarDay.objects.filter(date__year=year)}
    for date in days_of(year):
        off, name = chinese_calendar.get_holiday_detail(date)
        assert (ours[date].is_workday, ours[date].name) == (not off, name or ""), date
        assert ours[date].source == "published"
        assert ours[date].kind == kind(off, name, date)


def kind(off: bool, name: str | None, date: dt.date) -> str:
    if name:
        return "holiday" if off else "makeup"
    return "rest" if off else "workday"


def test_the_table_has_every_day_once(db):
    dates = list(CalendarDay.objects.order_by("date").values_list("date", flat=True))
    assert dates == [d for year in range(FIRST_YEAR, LAST_YEAR + 1) for d in days_of(year)]


def test_2026_has_248_working_days(db):
    assert sum(d.is_workday for d in CalendarDay.objects.filter(date__year=2026)) == 248


@pytest.mark.parametrize("year", lunar_feasts())
def test_lunar_feasts_are_the_librarys(year):
    there = tuple(LunarDate(year, *day).to_solar_date() for day in ((1, 1), (5, 5), (8, 15)))
    assert lunar_feasts()[year] == there


@pytest.mark.parametrize("year", range(2018, 2027))
def test_qingming_is_the_librarys(year):
    terms = chinese_calendar.get_solar_terms(dt.date(year, 4, 1), dt.date(year, 4, 9))
    assert (qingming(year), "清明") in [(date, str(name)) for date, name in terms]


@pytest.mark.parametrize("year", COMPUTED)
def test_a_computed_year_gives_thirteen_weekdays_or_their_substitutes(year):
    notice = computed(year)
    weekdays = [date for date in notice if date.weekday() < 5]
    assert len(statutory(year)) == len(weekdays) == 13
    assert {one.kind for one in notice.values()} == {"holiday"}
    assert {date for date, _name in statutory(year)} <= set(notice)


def test_spring_festival_2027_starts_on_the_eve_and_moves_the_weekend_on():
    days = sorted(d for d, one in computed(2027).items() if one.name == "Spring Festival")
    assert [f"{d:%m-%d %a}" for d in days] == [
        "02-05 Fri", "02-06 Sat", "02-07 Sun", "02-08 Mon", "02-09 Tue", "02-10 Wed",
    ]  # fmt: skip


def test_two_feasts_on_one_day_give_two_days_off():
    """Mid-autumn 2031 falls on National Day."""
    assert lunar_feasts()[2031][2] == dt.date(2031, 10, 1)
    october = [d.day for d in sorted(computed(2031)) if d.month == 10]
    assert october == [1, 2, 3, 6]


def test_later_years_are_provisional(db):
    assert set(CalendarDay.objects.filter(date__year=2027).values_list("source", flat=True)) == {"computed"}
    assert CalendarDay.objects.get(date="2027-03-01").is_provisional


def test_numbers_count_the_working_days_through_the_whole_table(db):
    count = 0
    for day in CalendarDay.objects.order_by("date"):
        count += day.is_workday
        assert day.number == count, day.date


def test_seeding_again_changes_nothing_and_fills_what_is_missing(db):
    before = list(CalendarDay.objects.order_by("date").values())
    CalendarDay.objects.filter(date__year=2030).delete()
    renumber()
    seed()
    assert list(CalendarDay.objects.order_by("date").values()) == before


def test_a_year_without_notice_is_weekdays():
    week = laid_out(2026, {}, "published")[:7]
    assert [d.kind for d in week] == ["workday", "workday", "rest", "rest", "workday", "workday", "workday"]
    assert set(published()) == {2024, 2025, 2026}
