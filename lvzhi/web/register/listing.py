"""The list of a register as a page: heads that sort, filters as chips, rows that open, what can be taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.records.filters import Scope
from lvzhi.records.listing import Asked, Column
from lvzhi.records.models import Particulars
from lvzhi.records.register import Register
from lvzhi.web import words
from lvzhi.web.links import page_of
from lvzhi.web.page import Shown
from lvzhi.web.register.cells import KINDS

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Particulars)
SHORT = 120  # characters of running words in a cell of a list; the whole is one click away


@dataclass(frozen=True)
class Head(Generic[M]):
    """A column head: pressing it sorts, pressing it again turns the order round."""

    column: Column[M]
    label: Any
    url: str
    direction: str
    kind: str


@dataclass(frozen=True)
class Line(Generic[M]):
    """One row of the list, and what its cells say."""

    row: M
    texts: list[str]


def scope_of(request: HttpRequest) -> Scope:
    """Who asks, and on which day."""
    staff, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(staff, Staff), "registers are for people who are signed in"
    return Scope(staff, date_of(at))


def list_of(request: HttpRequest, register: Register[R], names: dict[str, str]) -> Shown:
    """What the template register/list.html shows; `names` are those of the register's addresses."""
    shown = listed(register.listing.ask(scope_of(request), request.GET))
    return shown | {
        "register": register,
        "names": names,
        "opens": lambda row: page_of(names["one"], row.pk),
    }


def listed(asked: Asked[M]) -> Shown:
    """A list of any kind, as the macros of register/list.html take it."""
    page = asked.page()
    columns = [one for one in asked.columns if one.screen]
    return {
        "asked": asked,
        "heads": [head(asked, column) for column in columns],
        "lines": [Line(row, [text(column, row) for column in columns]) for row in page.rows],
        "count": asked.count(page),
        "chips": [
            {"name": chip.label, "value": chip.words, "without": asked.query(*chip.names)} for chip in asked.chips()
        ],
        "newer": asked.query(place=page.before) if page.before else "",
        "older": asked.query(place=page.after) if page.after else "",
    }


def head(asked: Asked[M], column: Column[M]) -> Head[M]:
    kind = "grow" if column.grow else KINDS.get(column.kind, "")
    kind += " cell-roomy" if column.roomy else "" if column.phone else " cell-wide"
    if not column.sort:
        return Head(column, column.label, "", "", kind)
    direction = {column.name: "asc", f"-{column.name}": "desc"}.get(asked.sort, "")
    downward = column.newest if not direction else direction == "asc"
    return Head(column, column.label, asked.query(sort=f"-{column.name}" if downward else column.name), direction, kind)


def text(column: Column[M], row: M) -> str:
    """What a cell of the list says: running words are cut short, nothing stands where nothing is known."""
    value = column.value(row)
    if value is None or value == "" or value is False:
        return ""
    if column.kind == "flag":
        return str(column.label)
    if column.kind in SAID:
        return SAID[column.kind](value)
    said = str(value) if value != 0 else ""
    return said if len(said) <= SHORT else f"{said[: SHORT - 1]}…"


SAID: dict[str, Callable[[Any], str]] = {
    "day": words.day,
    "moment": words.stamp,
    "instant": lambda value: words.stamp(value, seconds=True),
    "amount": words.amount,
}
