"""`lvzhi serve` as a process: pages, the worker beside it, and an end that leaves nothing behind."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from lvzhi.core.embedded.place import SYSTEM
from tests.cli.conftest import COMMAND, lives

T = TypeVar("T")
PATIENCE = 40


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def status(port: int, path: str = "/") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def eventually(look: Callable[[], T]) -> T:
    """Asks again until the answer is a true one."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError, psycopg.Error):
            if found := look():
                return found
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)


class Served:
    """A running `lvzhi serve`."""

    def __init__(self, surroundings: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(self.port)],
                env=surroundings,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        eventually(lambda: status(self.port, "/static/"))

    def children(self) -> list[int]:
        """Every process under it, wherever in the tree."""
        parents = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # any process of the machine may end while it is being looked at
                parents[int(path.parent.name)] = int(path.read_text().rpartition(") ")[2].split()[1])
        found, level = [], {self.process.pid}
        while level:
            level = {pid for pid, parent in parents.items() if parent in level}
            found += level
        return found


@pytest.fixture
def served(surroundings: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    running = Served(surroundings, tmp_path / "log")
    yield running
    running.process.kill()
    running.process.wait()


def test_requests_use_the_connections_that_are_there(served: Served, surroundings: dict[str, str]) -> None:
    """Threads live on and keep their connections: many requests, few backends, the same ones."""

    def backends() -> set[int]:
        with psycopg.connect(surroundings["DATABASE_URL"]) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchall()
        return {row[0] for row in rows}

    eventually(lambda: queue_is_kept(surroundings))
    with ThreadPoolExecutor(8) as people:
        assert set(people.map(lambda _: status(served.port, "/account/login/"), range(100))) == {200}
        before = backends()
        assert set(people.map(lambda _: status(served.port, "/account/login/"), range(100))) == {200}
    assert len(before) <= 8 * 2 + 6
    assert len(backends() - before) <= 8  # a thread that had slept so far may still open its own


def queue_is_kept(surroundings: dict[str, str]) -> bool:
    """Whether the worker has run its first periodic task."""
    with psycopg.connect(surroundings["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT count(*) FROM procrastinate_periodic_defers").fetchone()
    return bool(row and row[0])


def test_time_moves_without_cron(served: Served, surroundings: dict[str, str]) -> None:
    def night() -> bool:
        with psycopg.connect(surroundings["DATABASE_URL"]) as connection:
            row = connection.execute("SELECT count(*) FROM core_nightrun").fetchone()
        return bool(row and row[0])

    eventually(night)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_with_all_its_children(served: Served, surroundings: dict[str, str], how: signal.Signals) -> None:
    eventually(lambda: queue_is_kept(surroundings))
    children = served.children()
    assert len(children) >= 2
    served.process.send_signal(how)
    assert served.process.wait(PATIENCE) in {0, 128 + how}
    eventually(lambda: not [pid for pid in children if lives(pid)])
    assert "Traceback" not in served.log.read_text()


def test_signals_on_top_of_each_other_end_it_once(served: Served, surroundings: dict[str, str]) -> None:
    """`timeout make demo` and Ctrl-C in a terminal reach every process of the group, some of them twice."""
    eventually(lambda: queue_is_kept(surroundings))
    children = served.children()
    for _ in range(4):
        os.killpg(served.process.pid, signal.SIGTERM)
        served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE) == 0
    eventually(lambda: not [pid for pid in children if lives(pid)])


def test_when_it_is_killed_its_children_end_too(served: Served, surroundings: dict[str, str]) -> None:
    eventually(lambda: queue_is_kept(surroundings))
    children = served.children()
    served.process.kill()
    eventually(lambda: not [pid for pid in children if lives(pid)])
    with pytest.raises(OSError, match="refused"):
        status(served.port)


def test_a_worker_that_dies_is_replaced(served: Served, surroundings: dict[str, str]) -> None:
    eventually(lambda: queue_is_kept(surroundings))

    def worker() -> int:
        for pid in served.children():
            with contextlib.suppress(OSError):
                if b"--parent" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
        return 0

    first = worker()
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: worker() not in {0, first})


def test_it_brings_its_own_database_and_takes_it_down(surroundings: dict[str, str], tmp_path: Path) -> None:
    """From nothing: no DATABASE_URL, a home that does not exist."""
    base = SYSTEM if os.geteuid() == 0 else tmp_path
    home = base / f"t-serve-{os.getpid()}"
    bare = {k: v for k, v in surroundings.items() if k not in {"DATABASE_URL", "LVZHI_SECRET_KEY"}}
    running = Served(bare | {"LVZHI_HOME": str(home)}, tmp_path / "log")
    try:
        pid = int((home / "postgres/postmaster.pid").read_text().split()[0])
        assert status(running.port, "/account/login/") == 200
        assert (home / "secret-key").stat().st_mode & 0o777 == 0o600
        running.process.terminate()
        running.process.wait(PATIENCE)
        assert not lives(pid)
        assert not (home / "postgres/postmaster.pid").exists()
    finally:
        running.process.terminate()
        running.process.wait(PATIENCE)
        shutil.rmtree(home)
