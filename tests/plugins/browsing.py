"""A browser without a screen for tests: who signs in, and a guard that lets only actions write."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from lvzhi.core.writing import is_writing
from lvzhi.people.models import Staff

WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
LIBRARY = (
    "django_cache", "account_", "mfa_", "socialaccount_",
    "people_staff", "people_session", "people_failedsignin", "core_trailline",
)  # fmt: skip


class WroteOutsideActionError(AssertionError):
    """A page changed something by itself. In production PostgreSQL refuses it; here the test fails."""


def only_actions_write(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    found = WRITES.match(sql)
    if found and not is_writing() and not found[2].startswith(LIBRARY):
        raise WroteOutsideActionError(sql)
    return execute(sql, params, many, context)


class Browser(Client):
    """The test client of one person."""

    def request(self, **request: Any) -> Any:
        with connection.execute_wrapper(only_actions_write):
            return super().request(**request)

    def sign_in(self, staff: Staff) -> "Browser":
        """As after the sign-in page, without the cost of the password."""
        self.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
        staff.refresh_from_db()
        return self


@pytest.fixture
def browser(db: None) -> Browser:
    """Nobody signed in."""
    return Browser()


@pytest.fixture
def client(browser: Browser) -> Browser:
    """The same under the usual name."""
    return browser
