"""What a file would do: what is new, what changes, what ends, and every row that is wrong, with its place and reason.

A check sees the house as it would be with the whole file taken over. It reads the database a fixed number of times and
writes nothing. An empty cell changes nothing; what a file does not mention stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.masking import phone
from lvzhi.core.sheets.columns import Column, Kind, Sheet
from lvzhi.core.sheets.reading import Book
from lvzhi.core.sheets.values import WrongCellError, reader


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: sheet, row and column as one finds them in Excel, and why."""

    sheet: Sheet
    row: int
    column: Column
    why: str


@dataclass(frozen=True)
class Line:
    """One row whose cells could all be read."""

    row: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise: what, by number or code and name, which column, from what to what."""

    thing: Any
    name: str
    column: Column
    before: Any
    after: Any

    @property
    def title(self) -> Any:
        return self.column.title

    @property
    def before_words(self) -> str:
        return worded(self.column, self.before)

    @property
    def after_words(self) -> str:
        return worded(self.column, self.after)


def worded(column: Column, value: Any) -> str:
    """A value as a page shows it: a choice by its label, a telephone masked, an amount with its two places."""
    if value in (None, ""):
        return "—"
    if column.kind is Kind.PHONE:
        return phone(str(value))
    if column.kind is Kind.AMOUNT:
        return f"{value:,.2f}"
    return str(dict(column.choices).get(value, value))


@dataclass
class Part:
    """What a file would do to the things of one sheet."""

    sheet: Sheet
    new: list[Any] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ended: list[Change] = field(default_factory=list)
    same: int = 0

    @property
    def changed(self) -> list[Any]:
        """The rows to be saved, each once."""
        return list({c.thing.pk: c.thing for c in [*self.changes, *self.ended]}.values())

    @property
    def counts(self) -> dict[str, int]:
        things = {c.thing.pk for c in self.changes}
        return {"new": len(self.new), "changed": len(things), "ended": len(self.ended), "same": self.same}

    def differ(self, thing: Any, name: str, given: dict[str, Any]) -> None:
        """Note what a row changes; the thing itself then says what the row says."""
        changes = []
        for column in self.sheet.columns:
            after = given.get(column.key)
            if after in (None, "") or (before := getattr(thing, column.key)) == after:
                continue
            setattr(thing, column.key, after)
            changes.append(Change(thing, name, column, before, after))
        self.changes += changes
        self.same += not changes


@dataclass
class Checked:
    """All that a file would do, and all that stands in its way."""

    parts: tuple[Part, ...]
    problems: list[Problem] = field(default_factory=list)
    spoilt: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))

    @property
    def does_something(self) -> bool:
        return any(part.new or part.changes or part.ended for part in self.parts)

    def wrong(self, sheet: Sheet, row: int, key: str, why: str) -> None:
        self.problems.append(Problem(sheet, row, sheet.column(key), why))

    def in_order(self) -> None:
        """What is wrong, sheet by sheet and row by row."""
        order = {part.sheet.key: n for n, part in enumerate(self.parts)}
        self.problems.sort(key=lambda p: (order[p.sheet.key], p.row))


def read_lines(plan: Checked, book: Book, sheet: Sheet) -> list[Line]:
    """The rows of a sheet with what their cells mean; a row with a cell that means nothing is named and left out."""
    readers: dict[str, Callable[[Any], Any]] = {column.key: reader(column) for column in sheet.columns}
    found = []
    for row, cells in book.get(sheet.key, []):
        before = len(plan.problems)
        meant: dict[str, Any] = {}
        for column in sheet.columns:
            try:
                meant[column.key] = readers[column.key](cells[column.key]) if column.key in cells else None
            except WrongCellError as wrong:
                plan.wrong(sheet, row, column.key, str(wrong))
                continue
            if column.required and meant[column.key] in (None, ""):
                plan.wrong(sheet, row, column.key, _("is empty"))
        if len(plan.problems) == before:
            found.append(Line(row, meant))
        elif key := meant.get(sheet.columns[0].key):
            plan.spoilt[sheet.key].add(key)  # rows about the same thing are not wrong because this one is
    return found


def once_each(plan: Checked, sheet: Sheet, lines: list[Line], *key: str) -> list[Line]:
    """Each thing once; a second row about the same thing is named with the first one's place."""
    first: dict[tuple[Any, ...], int] = {}
    kept = []
    for line in lines:
        name = tuple(line.cells[part] for part in key)
        if name in first:
            plan.wrong(sheet, line.row, key[0], _("stands in row %(row)s already") % {"row": first[name]})
            continue
        first[name] = line.row
        kept.append(line)
    return kept


def refuse_wrong(plan: Checked) -> None:
    """One wrong cell, and nothing of a file is taken over."""
    if wrong := len(plan.problems):
        words = ngettext(
            "%(n)s cell is wrong: nothing was taken over.", "%(n)s cells are wrong: nothing was taken over.", wrong
        )
        raise ValidationError(words % {"n": wrong})
