"""Starts the test server once for all workers, and lays each worker's database with a connection that may write."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from config.db import unguarded
from lvzhi.core import embedded

KEPT = pytest.StashKey[contextlib.ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # a worker of a parallel run: the controller keeps the server
    kept = contextlib.ExitStack()
    if "LVZHI_TEST_SERVER" in os.environ:
        kept.enter_context(embedded.spare(os.environ["LVZHI_TEST_SERVER"]).lent())
    config.stash[KEPT] = kept


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEPT in config.stash:
        config.stash[KEPT].close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "guarded" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "signin"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both connections know the test database, whichever of them a test begins with; none is left at its end."""
    connections["signin"].creation.set_as_test_mirror(connections["default"].settings_dict)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """For the whole run `default` may write, so that a test can lay out its facts; `guarded` puts the guard back."""
    with unguarded():
        yield


@pytest.fixture(autouse=True)
def one_connection(request: pytest.FixtureRequest) -> Iterator[None]:
    """Within a test's transaction `signin` must see what `default` has not committed: they are one connection."""
    if "guarded" in request.fixturenames or "_django_db_helper" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("_django_db_helper")
    with signin_is_default():
        yield


@contextlib.contextmanager
def signin_is_default() -> Iterator[None]:
    """What the door writes belongs to the transaction of the test, and goes with it."""
    apart = connections["signin"]
    connections["signin"] = connections["default"]
    try:
        yield
    finally:
        connections["signin"] = apart


@pytest.fixture
def guarded(transactional_db: None) -> Iterator[None]:
    """The connections as in the product: what is not an action cannot write."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET default_transaction_read_only")
