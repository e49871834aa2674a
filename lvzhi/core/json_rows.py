"""Rows that a statement brings as JSON, several kinds of them at once: days and moments come as text."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

R = TypeVar("R", bound=NamedTuple)
Read = Callable[[str], Any]
READ: dict[Any, Read] = {dt.datetime: dt.datetime.fromisoformat, dt.date: dt.date.fromisoformat}


def rows_of(kind: type[R], found: Iterable[list[Any]]) -> list[R]:
    """The rows, each value as the kind of row says."""
    reads = reads_of(kind)
    return [
        kind._make([read(value) if read else value for read, value in zip(reads, row, strict=True)]) for row in found
    ]


@cache
def reads_of(kind: type[NamedTuple]) -> list[Read | None]:
    """How the values of such a row are read; most are what they are."""
    return [reading(hint) for hint in get_type_hints(kind).values()]


def reading(hint: Any) -> Read | None:
    read = next((READ[one] for one in (hint, *get_args(hint)) if one in READ), None)
    return read and (lambda text: None if text is None else read(text))
