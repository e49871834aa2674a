"""Pages of a long list by key: a page begins after the last row seen, so page 900 costs what page 1 costs.

Rows are ordered by a key and, where keys are equal, by the primary key. No row is shown twice and none is left out,
whatever the key: with ties, with nothing in it, forward and back. As in PostgreSQL, nothing counts as largest.
"""

import base64
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Func, Model, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThan, LessThan

M = TypeVar("M", bound=Model)
KEY = "paging_key"
LONGEST = 500
Whole = Callable[[QuerySet[Any, Any]], QuerySet[M]]


class BadPlaceError(ValueError):
    """The text is no place of this list; somebody changed it by hand, or the list is ordered differently now."""


@dataclass(frozen=True)
class Place:
    """Where a page begins: beyond this row, forward or back."""

    value: Any
    pk: int
    back: bool = False

    def __str__(self) -> str:
        plain = self.value.isoformat() if isinstance(self.value, dt.date | dt.time) else self.value
        plain = plain if plain is None or isinstance(plain, bool | int) else str(plain)
        text = json.dumps([plain, self.pk, int(self.back)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, kind: "Field[Any, Any]") -> "Place":
        """The place that a link names; `kind` is the kind of field that the key is."""
        try:
            if len(text) > LONGEST:
                raise ValueError(text)
            plain, pk, back = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            value = kind.to_python(plain)
            if b"\x00" in str(value).encode():
                raise ValueError(text)
            return cls(value, int(pk), bool(back))
        except (ValueError, TypeError, OverflowError, ValidationError, RecursionError) as wrong:
            raise BadPlaceError(text) from wrong


@dataclass(frozen=True)
class Order:
    """What a list is ordered by. `nullable` when the key may be nothing: it costs a second query at the boundary."""

    key: Combinable
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True)
class Slice(Generic[M]):
    """One page of rows, and the places where the pages before and after it begin."""

    rows: list[M]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Count:
    """How many rows, as far as counted."""

    value: int
    capped: bool

    def __str__(self) -> str:
        return f"{self.value:,}+" if self.capped else f"{self.value:,}"


class Row(Func):
    """(a, b) as one value, which PostgreSQL compares in order and finds in an index over both."""

    template = "ROW(%(expressions)s)"
    output_field: Any = TextField()


def capped_count(rows: QuerySet[Any], cap: int) -> Count:
    """How many rows there are, counted no further than the cap."""
    number = rows.order_by()[: cap + 1].count()
    return Count(min(number, cap), number > cap)


def page_of(rows: QuerySet[M], order: Order, size: int, place: str = "", whole: "Whole[M] | None" = None) -> Slice[M]:
    """The page that begins at a place, the first page without one.

    `whole` reads the rows of the page by their keys; the keys themselves are then found in an index alone.
    """
    keyed: QuerySet[M] = rows.annotate(**{KEY: order.key})
    kind = keyed.query.annotations[KEY].output_field
    start = Place.read(place, kind) if place else None
    back = start is not None and start.back
    found: list[M] = []
    for part in parts(keyed, order, start):
        if (missing := size + 1 - len(found)) > 0:
            found.extend(part[:missing] if whole is None else fetched(whole, part[:missing], order))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Slice([], None, None) if start is None else page_of(rows, order, size, whole=whole)
    first, last = found[0], found[-1]
    has_before, has_after = (more, True) if back else (start is not None, more)
    return Slice(
        found,
        str(Place(getattr(first, KEY), first.pk, back=True)) if has_before else None,
        str(Place(getattr(last, KEY), last.pk)) if has_after else None,
    )


def fetched(whole: "Whole[M]", keys: QuerySet[M], order: Order) -> QuerySet[M]:
    """The rows with these keys, in the order of the keys."""
    rows: QuerySet[M] = whole(keys.values("pk")).annotate(**{KEY: order.key})
    return rows.order_by(*keys.query.order_by)


def parts(rows: QuerySet[M], order: Order, start: Place | None) -> list[QuerySet[M]]:
    """What lies beyond the place, in the order of reading: rows with a key, and rows without one."""
    descending = order.descending != (start is not None and start.back)
    sign = "-" if descending else ""
    rows = rows.order_by(f"{sign}{KEY}", f"{sign}pk")
    if not order.nullable:
        return [rows if start is None else beyond(rows, start, descending=descending)]
    full, empty = rows.filter(**{f"{KEY}__isnull": False}), rows.filter(**{f"{KEY}__isnull": True})
    if start is None:
        return [empty, full] if descending else [full, empty]
    if start.value is None:
        rest = empty.filter(pk__lt=start.pk) if descending else empty.filter(pk__gt=start.pk)
        return [rest, full] if descending else [rest]
    rest = beyond(full, start, descending=descending)
    return [rest] if descending else [rest, empty]


def beyond(rows: QuerySet[M], start: Place, *, descending: bool) -> QuerySet[M]:
    """The rows after a place. The key is compared by itself, too: an index over the key alone then serves as well."""
    if start.value is None:
        raise BadPlaceError(str(start))
    kind = rows.query.annotations[KEY].output_field
    here, there = Row(F(KEY), F("pk")), Row(Value(start.value, kind), Value(start.pk))
    near = {f"{KEY}__lte" if descending else f"{KEY}__gte": start.value}
    return rows.filter(LessThan(here, there) if descending else GreaterThan(here, there), **near)
