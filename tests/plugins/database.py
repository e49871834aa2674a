"""Starts the test server once for all workers, lays one database with all tables, and copies it for each worker."""

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from config.db import unguarded
from lvzhi.core import embedded

KEPT = pytest.StashKey[contextlib.ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # a worker of a parallel run: the controller keeps the server
    kept = contextlib.ExitStack()
    if "LVZHI_TEST_SERVER" in os.environ:
        kept.enter_context(embedded.spare(os.environ["LVZHI_TEST_SERVER"]).lent())
    os.environ["LVZHI_TEST_LAID_OUT"] = f"lvzhi_laid_out_{os.getpid()}"
    kept.callback(clear_away)
    config.stash[KEPT] = kept


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEPT in config.stash:
        config.stash[KEPT].close()


def clear_away() -> None:
    """The laid-out database goes with the run; on an embedded server everything does."""
    if "LVZHI_TEST_SERVER" not in os.environ:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {os.environ['LVZHI_TEST_LAID_OUT']} WITH (FORCE)")


def laid_out() -> str:
    """The name of a database with all tables, to copy from. Whoever needs it first lays it; the others wait."""
    name = os.environ["LVZHI_TEST_LAID_OUT"]
    with (Path(os.environ["LVZHI_TEST_HOME"]) / "laying").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return name
            server.execute(f"CREATE DATABASE {name}_begun")
            around = {"DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=f"{name}_begun")}
            own = {"DJANGO_SETTINGS_MODULE": "config.settings"}
            command = [sys.executable, "-m", "lvzhi.cli.main", "migrate"]
            subprocess.run(command, env=os.environ | around | own, check=True, capture_output=True)
            server.execute(f"ALTER DATABASE {name}_begun RENAME TO {name}")
    return name


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
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = laid_out()
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
