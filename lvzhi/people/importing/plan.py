"""What a file would do: what is new, what changes, what ends, and every row that is wrong, with its place and reason.

The check sees the bank as it would be with the whole file taken over. It reads the database a fixed number of times
and writes nothing. An empty cell changes nothing; what a file does not mention stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lvzhi.people.importing.columns import POSTS, STAFF, UNITS, Sheet
from lvzhi.people.importing.reading import Book
from lvzhi.people.importing.values import WrongCellError, reader
from lvzhi.people.models import Post, Staff, Unit


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: sheet, row and column as one finds them in Excel, and why."""

    sheet: Sheet
    row: int
    column: Any
    why: str


@dataclass(frozen=True)
class Line:
    """One row whose cells could all be read."""

    row: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise: what, which field, from what to what."""

    thing: Unit | Staff | Post
    title: Any
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """What it is about, by number or code and name."""
        if isinstance(self.thing, Post):
            post = self.thing
            return f"{post.staff.number} {post.staff.name} · {post.get_role_display()} · {post.unit.name}"
        return f"{self.thing.code if isinstance(self.thing, Unit) else self.thing.number} {self.thing.name}"

    @property
    def before_words(self) -> str:
        return worded(self.before)

    @property
    def after_words(self) -> str:
        return worded(self.after)


def worded(value: Any) -> str:
    """A value as a page shows it."""
    if value in Unit.Kind.values:
        return str(Unit.Kind(value).label)
    return "—" if value in (None, "") else str(value)


@dataclass
class Part:
    """What a file would do to the units, to the people, or to the posts."""

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


@dataclass
class Plan:
    """All that a file would do, and all that stands in its way."""

    by: Staff
    units: Part
    staff: Part
    posts: Part
    problems: list[Problem] = field(default_factory=list)
    spoilt: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    known_units: dict[str, Unit] = field(default_factory=dict)
    known_staff: dict[str, Staff] = field(default_factory=dict)
    held: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.units, self.staff, self.posts)

    @property
    def does_something(self) -> bool:
        return any(part.new or part.changes or part.ended for part in self.parts)

    def wrong(self, sheet: Sheet, row: int, key: str, why: str) -> None:
        column = next(c for c in sheet.columns if c.key == key)
        self.problems.append(Problem(sheet, row, column, why))


def begin(by: Staff) -> Plan:
    return Plan(by, Part(UNITS), Part(STAFF), Part(POSTS))


def read_lines(plan: Plan, book: Book, sheet: Sheet) -> list[Line]:
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
            if column.required and not meant[column.key]:
                plan.wrong(sheet, row, column.key, _("is empty"))
        if len(plan.problems) == before:
            found.append(Line(row, meant))
        elif key := meant.get(sheet.columns[0].key):
            plan.spoilt[sheet.key].add(key)  # rows about the same thing are not wrong because this one is
    return found


def once_each(plan: Plan, sheet: Sheet, lines: list[Line], *key: str) -> list[Line]:
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


def differing(thing: Any, sheet: Sheet, given: dict[str, Any]) -> list[Change]:
    """What a row would change; the thing itself then says what the row says."""
    found = []
    for column in sheet.columns:
        after = given.get(column.key)
        if after in (None, "") or (before := getattr(thing, column.key)) == after:
            continue
        setattr(thing, column.key, after)
        found.append(Change(thing, column.title, before, after))
    return found
