"""One at a time across all processes and machines that share the database."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def key_of(what: str) -> int:
    return zlib.crc32(what.encode())


def alone_until_commit(what: str) -> None:
    """Wait until nobody else is doing this, and keep others from it until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(what)])


@contextmanager
def alone(what: str, *, wait: bool = False) -> Iterator[bool]:
    """Says whether nobody else is doing this now. The lock goes with its holder, even one that was killed."""
    key = key_of(what)
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
            mine = True
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
