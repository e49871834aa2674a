"""Several people at the same moment: each on a connection of their own, until all are through."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

PATIENCE = 20
Call = Callable[[], Any]


def on_own_connection(call: Call) -> Any:
    try:
        return call()
    finally:
        connections.close_all()


def at_once(*calls: Call) -> list[Any]:
    """Run the calls together; what each gave back, or the exception that stopped it."""
    start = threading.Barrier(len(calls))

    def run(call: Call) -> Any:
        start.wait(PATIENCE)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        running = [pool.submit(on_own_connection, lambda call=call: run(call)) for call in calls]
        return [one.exception(PATIENCE) or one.result() for one in running]


@contextmanager
def beside(call: Call) -> Iterator["Future[Any]"]:
    """Run a call beside the test and wait for its end."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(on_own_connection, call)
        yield running
        running.exception(PATIENCE)


class Gate:
    """A place at which somebody is held up until the test lets go."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def pass_through(self, *args: Any, **kwargs: Any) -> list[Any]:
        self.reached.set()
        assert self.opened.wait(PATIENCE), "nobody opened the gate"
        return []


def until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)


def somebody_waits() -> bool:
    """Whether a connection of this database stands before somebody else's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])
