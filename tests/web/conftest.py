"""One furnished house for the tests that go through all pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections, transaction

from lvzhi.core import clock
from lvzhi.core.calendar_table import seed
from lvzhi.core.models import CalendarDay
from tests.web.access.places import NOW, House, furnish, open_browsers


@contextmanager
def one_connection() -> Iterator[None]:
    """The door writes in the house's transaction, and waits for none of its locks; each test sees to it by itself."""
    apart = connections["signin"]
    connections["signin"] = connections["default"]
    try:
        yield
    finally:
        connections["signin"] = apart


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """One house for all tests of a module; whatever a request does in it is undone."""
    patch = pytest.MonkeyPatch()
    patch.setattr(clock.timezone, "now", lambda: NOW)
    with django_db_blocker.unblock(), transaction.atomic():
        if not CalendarDay.objects.exists():
            seed()
        with one_connection():
            house = furnish()
            open_browsers(house)
        yield house
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def at_home(house: House, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(clock.timezone, "now", lambda: NOW)
    settings.LANGUAGE_CODE = "en"
    return house
