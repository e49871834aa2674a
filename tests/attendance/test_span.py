"""How long a leave is: by half days and the bank's calendar; and when the person is expected back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.attendance.asking import days, hours
from tests.scenario import moment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("span", "length"),
    [
        (days("2026-03-02"), "1"),
        (days("2026-03-02", from_noon=True), "0.5"),
        (days("2026-03-02", till_noon=True), "0.5"),
        (days("2026-03-02", "2026-03-03", from_noon=True, till_noon=True), "1"),
        (days("2026-03-06", "2026-03-09"), "2"),  # over a weekend
        (days("2026-02-14", "2026-02-24"), "2"),  # the Spring Festival: a make-up Saturday before, a Tuesday after
        (days("2026-02-28"), "1"),  # a make-up Saturday
        (days("2026-03-01"), "0"),
        (days("2026-03-06", "2026-03-08", till_noon=True), "1"),  # half of a Sunday is nothing
        (hours("2026-03-02", "14:00", "16:00"), "0"),
    ],
)
def test_working_days(span, length):
    assert span.workdays() == Decimal(length)


@pytest.mark.parametrize(
    ("span", "day"),
    [
        (days("2026-03-02"), "2026-03-03"),
        (days("2026-03-02", till_noon=True), "2026-03-02"),
        (days("2026-03-02", from_noon=True), "2026-03-03"),
        (days("2026-03-05", "2026-03-06"), "2026-03-09"),
        (days("2026-02-26", "2026-02-27"), "2026-02-28"),  # a make-up Saturday is a day to be back on
        (hours("2026-03-02", "14:00", "16:00"), "2026-03-02"),
    ],
)
def test_expected_back(span, day):
    assert span.back_on() == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("span", "free"),
    [
        (days("2026-03-02", "2026-03-04"), ("2026-03-02", "2026-03-04")),
        (days("2026-03-02", "2026-03-04", from_noon=True, till_noon=True), ("2026-03-03", "2026-03-03")),
        (days("2026-03-02", from_noon=True), None),
        (days("2026-03-02", "2026-03-03", from_noon=True, till_noon=True), None),
        (hours("2026-03-02", "08:30", "18:00"), None),
    ],
)
def test_the_days_free_from_morning_to_evening(span, free):
    expected = free and tuple(map(dt.date.fromisoformat, free))
    assert span.whole_days() == expected


@pytest.mark.parametrize(
    ("span", "at", "late"),
    [
        (days("2026-03-02"), "2026-03-02 08:50", False),  # ill in the morning
        (days("2026-03-02"), "2026-03-02 12:00", True),
        (days("2026-03-02", from_noon=True), "2026-03-02 13:00", False),
        (days("2026-03-02", from_noon=True), "2026-03-03 08:00", True),
        (hours("2026-03-02", "14:00", "16:00"), "2026-03-02 14:00", False),
        (hours("2026-03-02", "14:00", "16:00"), "2026-03-02 14:01", True),
    ],
)
def test_when_an_entry_comes_afterwards(span, at, late):
    assert span.has_begun(moment(at)) == late


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: days("2026-03-03", "2026-03-02"),
        lambda: days("2026-03-02", "2026-03-02", from_noon=True, till_noon=True),
        lambda: hours("2026-03-02", "16:00", "14:00"),
        lambda: days("2026-03-02", "2036-03-02"),
    ],
)
def test_what_ends_before_it_begins_is_none(wrong):
    with pytest.raises(ValidationError):
        wrong()
