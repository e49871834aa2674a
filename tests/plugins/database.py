"""Starts the test server once for all workers, and lays each worker's database with a connection that may write."""

import contextlib
import os
import shutil
from collections.abc import Iterator

import pytest

from config.db import unguarded
from lvzhi.core import embedded

KEPT = pytest.StashKey[contextlib.ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # a worker of a parallel run: the controller keeps the server
    kept = contextlib.ExitStack()
    kept.callback(shutil.rmtree, os.environ["LVZHI_TEST_HOME"], ignore_errors=True)
    if "LVZHI_TEST_SERVER" in os.environ:
        kept.enter_context(embedded.spare(os.environ["LVZHI_TEST_SERVER"]).lent())
    config.stash[KEPT] = kept


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEPT in config.stash:
        config.stash[KEPT].close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """For the whole run `default` may write, so that a test can lay out its facts; `guarded` puts the guard back."""
    with unguarded():
        yield
