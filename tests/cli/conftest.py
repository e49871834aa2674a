"""The command as a person runs it: another process, on a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

Lvzhi = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-m", "lvzhi.cli.main"]


@pytest.fixture
def fresh_database() -> Iterator[str]:
    """A new, empty database on the test server; its address."""
    name = f"lvzhi_cli_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield make_conninfo(os.environ["DATABASE_URL"], dbname=name)
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def surroundings(fresh_database: str, tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": fresh_database,
        "LVZHI_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.fixture
def lvzhi(surroundings: dict[str, str]) -> Lvzhi:
    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *words], env=surroundings | more, capture_output=True, text=True, timeout=120, check=False
        )

    return run
