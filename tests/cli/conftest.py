"""The command as a person runs it: another process, on a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.plugins.database import laid_out

Lvzhi = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-m", "lvzhi.cli.main"]


@contextmanager
def new_database(name: str, template: str = "") -> Iterator[str]:
    """A database on the test server, gone afterwards; its address."""
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} {f'TEMPLATE {template}' if template else ''}")
        yield make_conninfo(os.environ["DATABASE_URL"], dbname=name)
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def surrounded(database: str, home: Path) -> dict[str, str]:
    own = {"DATABASE_URL": database, "LVZHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return os.environ | own


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a command on a database that is up to date and holds nothing."""
    with new_database("lvzhi_cli", laid_out()) as address:
        yield surrounded(address, tmp_path / "home")


@pytest.fixture
def from_nothing(tmp_path: Path) -> Iterator[Lvzhi]:
    """The command on a database without a single table."""
    with new_database("lvzhi_empty") as address:
        yield runner(surrounded(address, tmp_path / "home"))


@pytest.fixture
def lvzhi(surroundings: dict[str, str]) -> Lvzhi:
    return runner(surroundings)


def runner(around: dict[str, str]) -> Lvzhi:
    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *words], env=around | more, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def lives(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False
