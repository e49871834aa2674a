"""A list as it is declared once and asked in many ways: by a page, an Excel file, a print, the API."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.utils.translation import gettext as _

from lvzhi.core.paging import KEY, BadPlaceError, Count, Order, Slice, capped_count, page_of
from lvzhi.records.filters import DayRange, Filter, Scope, Words

M = TypeVar("M", bound=Model)
Kind = Literal["text", "day", "moment", "number", "amount", "flag", "instant"]
PAGE = 50
CAP = 10_000
REACH = 10_000  # rows, the newest, that a question without an index of its own looks through


@dataclass(frozen=True)
class Column(Generic[M]):
    """One column: its head, what it shows, and what the list is ordered by when the head is pressed.

    `sort` is a field or an expression; `newest` orders downward first; `nullable` when it may be nothing.
    `phone` is false for what a narrow screen leaves out, `screen` for what stands in a file alone; `wide` columns are
    for people who see more than their own rows. `grow` gives the column the room that the others leave.
    """

    name: str
    label: Words
    value: Callable[[M], Any]
    kind: Kind = "text"
    sort: str | Combinable = ""
    newest: bool = False
    nullable: bool = False
    grow: bool = False
    phone: bool = True
    screen: bool = True
    wide: bool = False

    @property
    def align(self) -> str:
        return "end" if self.kind in ("number", "amount") else "start"

    def order(self, *, descending: bool) -> Order:
        key = F(self.sort) if isinstance(self.sort, str) else self.sort
        return Order(key, descending, self.nullable)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, in words, and the fields that make it."""

    label: Words
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Listing(Generic[M]):
    """What can be asked of the rows of one kind.

    `seen` gives the rows that somebody may see, `joined` adds what the columns read and `filed` what
    those of a file read besides, `named` adds to the rows
    of a page what no join reaches; `order` names the first column
    of the order ("-on" for downward). `day` is the field of the register's own day: a bounded filter looks through
    the newest REACH rows that the others leave, and the page says since which day. `cap` is how far rows are counted;
    `thin` when the keys of a page can be found in an index alone.
    """

    seen: Callable[[Scope], QuerySet[M]]
    columns: tuple[Column[M], ...]
    filters: tuple[Filter, ...]
    order: str
    joined: Callable[[QuerySet[M]], QuerySet[M]] = field(default=lambda rows: rows)
    filed: Callable[[QuerySet[M]], QuerySet[M]] = field(default=lambda rows: rows)
    named: Callable[[Sequence[M]], None] | None = None
    day: str = ""
    cap: int = CAP
    thin: bool = False

    def ask(self, scope: Scope, given: Mapping[str, Any]) -> "Asked[M]":
        """A question to the list, as it stands in the address of a page."""
        return Asked(self, scope, given)

    def column(self, name: str) -> Column[M] | None:
        return next((c for c in self.columns if c.name == name and c.sort), None)


class Asked(Generic[M]):
    """One question to a list: its filters, its order, the place where the page begins."""

    def __init__(self, listing: Listing[M], scope: Scope, given: Mapping[str, Any]) -> None:
        self.listing, self.scope = listing, scope
        self.columns = [one for one in listing.columns if scope.is_wide or not one.wide]
        self.filters = [one for one in listing.filters if scope.is_wide or not one.wide or is_given(one, given)]
        self.fields = {one.name: one.fields(scope) for one in self.filters}
        self.form = self.read(given)
        self.place = str(given.get("place", ""))
        sort = str(given.get("sort", ""))
        self.sort = sort if listing.column(sort.removeprefix("-")) else listing.order

    def read(self, given: Mapping[str, Any]) -> forms.Form:
        """The filters as a form, so that what is wrong stands beside its field."""
        fields = {name: one for fields in self.fields.values() for name, one in fields.items()}
        form = forms.Form({name: given.get(name) for name in fields}, auto_id="filter_%s")
        form.fields.update(fields)
        form.full_clean()
        for days in (one for one in self.filters if isinstance(one, DayRange)):
            first, last = form.cleaned_data.get(days.first), form.cleaned_data.get(days.last)
            if first and last and last < first:
                form.add_error(days.last, ValidationError(_("The last day lies before the first.")))
        return form

    @cached_property
    def data(self) -> dict[str, Any]:
        """What was asked and made sense."""
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}

    @cached_property
    def is_bounded(self) -> bool:
        """Whether a question is among the filters that no index answers."""
        return any(one.bounded and one.words(self.data) for one in self.filters)

    @cached_property
    def rows(self) -> QuerySet[M]:
        """The rows that answer, in no order."""
        if self.sought is not None:
            return self.listing.seen(self.scope).filter(pk__in=self.sought)
        rows = self.indexed
        if self.since is not None:
            rows = rows.filter(**{f"{self.listing.day}__gte": self.since})
        return self.narrowed(rows, bounded=True)

    @cached_property
    def indexed(self) -> QuerySet[M]:
        """The rows that answer as far as an index tells."""
        return self.narrowed(self.listing.seen(self.scope), bounded=False)

    @cached_property
    def sought(self) -> list[int] | None:
        """The keys of the first rows that a search finds, in no order; nothing when nothing is searched for.

        An order over all that a common word finds would lead through the whole table.
        """
        if not any(getattr(one, "sought", False) and one.words(self.data) for one in self.filters):
            return None
        return list(self.indexed.values_list("pk", flat=True)[: self.listing.cap + 1])

    @cached_property
    def since(self) -> dt.date | None:
        """The day since which a question without an index is asked; nothing when it reaches all rows."""
        if not self.is_bounded:
            return None
        day = self.listing.day
        found = self.indexed.order_by(f"-{day}", "-pk").values_list(day, flat=True)
        edge: list[dt.date] = list(found[REACH - 1 : REACH])
        return edge[0] if edge else None

    def narrowed(self, rows: QuerySet[M], *, bounded: bool) -> QuerySet[M]:
        for one in self.filters:
            if one.bounded == bounded and (asked := one.narrow(self.data)) is not None:
                rows = rows.filter(asked)
        return rows

    @property
    def order(self) -> Order:
        column = self.listing.column(self.sort.removeprefix("-"))
        assert column is not None, f"the list cannot be ordered by {self.sort}"
        return column.order(descending=self.sort.startswith("-"))

    def page(self, size: int = PAGE) -> Slice[M]:
        """One page of rows. A place that is none leads to the first page."""
        try:
            found = self.slice(size, self.place)
        except BadPlaceError:
            found = self.slice(size)
        if self.listing.named:
            self.listing.named(found.rows)
        return found

    def slice(self, size: int, place: str = "") -> Slice[M]:
        if not self.listing.thin:
            return page_of(self.listing.joined(self.rows), self.order, size, place)
        every = self.rows.model._default_manager
        return page_of(self.rows, self.order, size, place, lambda keys: self.listing.joined(every.filter(pk__in=keys)))

    def sorted(self, keys: Collection[int] = ()) -> QuerySet[M]:
        """All rows in the order asked for, or those with these keys alone."""
        rows = self.rows.filter(pk__in=keys) if keys else self.rows
        order = self.order
        sign = "-" if order.descending else ""
        keyed: QuerySet[M] = rows.annotate(**{KEY: order.key})
        return keyed.order_by(f"{sign}{KEY}", f"{sign}pk")

    def filed(self, keys: Collection[int] = ()) -> QuerySet[M]:
        """The same with everything that a file says about them."""
        return self.listing.filed(self.listing.joined(self.sorted(keys)))

    def count(self, page: Slice[M] | None = None) -> Count:
        """How many rows there are. When this page holds them all, nothing has to be asked."""
        known = self.sought
        if known is None and page and page.before is None and page.after is None:
            known = [row.pk for row in page.rows]
        if known is None:
            return capped_count(self.rows, self.listing.cap)
        return Count(min(len(known), self.listing.cap), len(known) > self.listing.cap)

    def chips(self) -> list[Chip]:
        """The filters that are on, in words."""
        found = [Chip(one.label, one.words(self.data), tuple(self.fields[one.name])) for one in self.filters]
        return [chip for chip in found if chip.words]

    def query(self, *without: str, **changes: str | None) -> str:
        """The address of this question with some things left out or changed: "?on_from=2026-03-02&sort=-on"."""
        asked: dict[str, Any] = {
            name: self.form.data[name]
            for name in self.form.fields
            if name in self.form.cleaned_data and self.form.data.get(name) not in (None, "")
        }
        asked["sort"] = self.sort if self.sort != self.listing.order else None
        asked = {name: value for name, value in (asked | changes).items() if value and name not in without}
        return f"?{urlencode(asked)}" if asked else "?"


def is_given(one: Filter, given: Mapping[str, Any]) -> bool:
    """Whether the address names this filter, although the page does not offer it."""
    return any(given.get(name) for name in one.fields(None))


def picked(given: QueryDict) -> list[int]:
    """The rows that were marked in a list, no more than a page holds."""
    keys = given.getlist("pk")[:PAGE]
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]


def in_words(chips: Iterable[Chip]) -> str:
    """All filters in one line, for the head of a file and for the trail."""
    return "; ".join(f"{chip.label}: {chip.words}" for chip in chips)
