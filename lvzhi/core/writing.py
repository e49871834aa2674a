"""A connection can only read, in PostgreSQL itself, until somebody opens it for writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def is_writing() -> bool:
    """Whether an action or the engine is at work here; the router asks."""
    return _writing.get()


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that may write. Only actions, the engine and the clock use it."""
    outermost = not connection.in_atomic_block
    token = _writing.set(True)
    try:
        with transaction.atomic():
            if outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION READ WRITE")
            yield
    finally:
        _writing.reset(token)


@contextmanager
def rehearsing() -> Iterator[None]:
    """Do something for real, to see what it would do, and undo it at the end."""
    with writing():
        yield
        transaction.set_rollback(True)
