"""People who know their passwords, and a clock that a test moves."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from lvzhi.core import clock
from lvzhi.core.models import ParameterValue, TrailLine
from lvzhi.core.writing import writing
from lvzhi.people.models import Staff
from lvzhi.people.passwords import keep_new
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.scenario import moment

SECRET = "Kx7m-qp49-tn9w"
START = moment("2026-03-02 08:30")


class Clock:
    """What time it is, for everything that asks."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> dt.datetime:
        return self.at

    def on(self, **more: float) -> None:
        self.at += dt.timedelta(**more)


@pytest.fixture(autouse=True)
def english(settings: Any) -> Iterator[None]:
    """The tests read the words of the source."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moving = Clock()
    monkeypatch.setattr(clock.timezone, "now", moving.now)
    return moving


@pytest.fixture
def bank(db: None, time: Clock) -> Iterator[Bank]:
    """Six people; each knows the same password and chose it on the day before."""
    cache.clear()
    roles = ("manager", "supervisor", "department_head", "auditor", "administrator")
    with writing():
        bank = Bank.of({role: role for role in roles} | {"colleague": "manager"})
    yield bank
    cache.clear()


@pytest.fixture
def manager(bank: Bank, time: Clock) -> Staff:
    return with_password(bank.staff("manager"), time.at - dt.timedelta(days=1))


def with_password(staff: Staff, at: dt.datetime, *, for_once: bool = False) -> Staff:
    with writing():
        keep_new(staff, SECRET, at, for_once=for_once)
    return staff


def enter(browser: Browser, staff: Staff, password: str = SECRET, **more: Any) -> Any:
    """Sign in through the page."""
    return browser.post("/account/login/", {"login": staff.number, "password": password}, **more)


def lines(*actions: str) -> list[TrailLine]:
    """What the trail says about these events, oldest first."""
    return list(TrailLine.objects.filter(action__in=actions).order_by("id"))


def decided(bank: Bank, key: str, value: int) -> None:
    """The bank has set one of its numbers; two people did it."""
    two = {"by": bank.staff("administrator"), "confirmed_by": bank.staff("department_head")}
    ParameterValue.objects.create(key=key, since="2026-01-01", value=value, why="as the office asks", at=START, **two)
