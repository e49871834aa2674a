"""Where a measurement happens: a database of its own, and a yardstick that makes machines comparable."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lvzhi.core import embedded

STEPS = 1_000_000


@contextmanager
def own_database() -> Iterator[None]:
    """A server that is thrown away afterwards, with the tables of this version; its safety is that of tests (no fsync).

    With BENCH_DATABASE_URL an empty database of a real server is used instead and left as it is afterwards.
    """
    given = os.environ.get("BENCH_DATABASE_URL")
    if given:
        with prepared(given):
            yield
        return
    with embedded.throwaway() as url, prepared(url):
        yield


@contextmanager
def prepared(url: str) -> Iterator[None]:
    """Django on this database, with its tables."""
    with tempfile.TemporaryDirectory(prefix="lvzhi-bench-") as home:
        os.environ |= {
            "DATABASE_URL": url,
            "LVZHI_HOME": home,
            "LVZHI_SECRET_KEY": "for measurements",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from config.db import unguarded

        with unguarded():
            call_command("migrate", verbosity=0, interactive=False)
        yield
        connections.close_all()


def yardstick(clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds for a loop of one million steps in Python, the best of three; of CPU with the clock of the process."""
    return min(loop(clock) for _ in range(3))


def loop(clock: Callable[[], float]) -> float:
    began, total = clock(), 0
    for step in range(STEPS):
        total += step
    return clock() - began
