"""Dated values: in force from a day on, typed, tried without being set, and remembered for a night."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.models import ParameterValue
from lvzhi.core.params import PARAMETERS, Between, Parameter, TimesOfDay, asked, remembered, tried
from tests.bank import Bank
from tests.scenario import moment

DAYS = Parameter("test.days", "13", 3, "Days", Between(0, 31))
NOON = dt.date(2026, 3, 5)


@pytest.fixture
def values(db) -> None:
    bank = Bank.of({"管理员": "administrator", "督导": "supervising"})
    for since, value in (("2026-03-01", 4), ("2026-05-01", 6), ("2026-03-01", 5)):
        ParameterValue.objects.create(
            key="test.days", since=since, value=value, why="x", by=bank.staff("管理员"),
            confirmed_by=bank.staff("督导"), at=moment("2026-02-01 09:00"),
        )  # fmt: skip


@pytest.mark.parametrize(("day", "value"), [("2026-02-28", 3), ("2026-03-01", 5), ("2026-04-30", 5), ("2026-05-01", 6)])
def test_the_newest_value_of_the_day_is_in_force(values, day, value):
    date = dt.date.fromisoformat(day)
    assert DAYS.on(date) == value
    with remembered():
        assert DAYS.on(date) == value


def test_what_is_remembered_is_read_once(values):
    with remembered(), CaptureQueriesContext(connection) as seen:
        assert [DAYS.on(NOON) for _n in range(100)] == [5] * 100
    assert len(seen) == 0


def test_trying_is_over_when_it_ends(values):
    with tried({"test.days": 9}):
        with tried({"other": 1}):
            assert DAYS.on(NOON) == 9
        assert DAYS.on(NOON) == 9
    assert DAYS.on(NOON) == 5


def test_who_asks_is_heard(values):
    with asked() as keys:
        DAYS.on(NOON)
    DAYS.on(NOON)
    assert keys == {"test.days"}


@pytest.mark.parametrize(("text", "value"), [("7", 7), (" 7 ", 7), ("７", 7), ("0", 0)])
def test_whole_numbers(text, value):
    assert DAYS.parsed(text) == value


@pytest.mark.parametrize("text", ["", "seven", "7.5", "-1", "32", "7 days"])
def test_what_is_no_such_number_is_said(text):
    with pytest.raises(ValidationError, match="Give a whole number from 0 to 31"):
        DAYS.parsed(text)


def test_times_of_day():
    times = Parameter("t", "13", "17:30", "Times", TimesOfDay(most=2, earliest="12:00"))
    assert times.parsed(" 17:30   24:00 ") == "17:30 24:00"
    for wrong in ("", "11:59", "25:00", "17:30 18:00 19:00", "5:30"):
        with pytest.raises(ValidationError, match="up to 2 times of day from 12:00"):
            times.parsed(wrong)
    assert "a time of day from 12:00" in TimesOfDay(earliest="12:00").hint


def test_yes_and_no():
    switch = Parameter("s", "13", False, "Switch")
    assert [switch.parsed("true"), switch.parsed("false")] == [True, False]
    with pytest.raises(ValidationError, match="a value that is allowed"):
        switch.parsed("maybe")


@pytest.mark.parametrize("key", sorted(PARAMETERS))
def test_every_default_is_allowed_and_every_parameter_says_what_it_takes(key):
    one = PARAMETERS[key]
    assert one.check(one.default)
    assert one.parsed(str(one.default)) == one.default
    assert one.hint
