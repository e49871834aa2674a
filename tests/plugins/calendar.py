"""No test stands without a calendar, though a test that commits empties every table behind itself."""

import pytest

from lvzhi.core.calendar_table import seed
from lvzhi.core.models import CalendarDay

DATABASE = ("db", "transactional_db", "_django_db_helper")


@pytest.fixture(autouse=True)
def calendar(request: pytest.FixtureRequest) -> None:
    """The day table as the product ships it, laid out anew where an earlier test swept it away."""
    if any(name in request.fixturenames for name in DATABASE):
        request.getfixturevalue("_django_db_helper")
        if not CalendarDay.objects.exists():
            seed()
