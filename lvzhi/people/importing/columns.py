"""The sheets of the file and their columns, declared once: for the template, for reading, for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lvzhi.people.models import Role, Unit
from lvzhi.people.names import narrow


class Kind(Enum):
    """How the text of a cell is read."""

    CODE = "code"  # letters and figures
    WORDS = "words"
    CHOICE = "choice"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, how its cells are read, and what the explanation says about it."""

    key: str
    title: Any
    kind: Kind
    help: Any
    example: Any
    required: bool = True
    longest: int = 20
    choices: tuple[tuple[Any, Any], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet; a row is known by the columns of its business key."""

    key: str
    title: Any
    columns: tuple[Column, ...]


ROLES = tuple((role.value, role.label) for role in Role)
KINDS = tuple((kind.value, kind.label) for kind in Unit.Kind)

UNITS = Sheet(
    "units",
    _("Units"),
    (
        Column("code", _("Unit code"), Kind.CODE, _("letters and figures, never twice"), "0101"),
        Column("name", _("Unit name"), Kind.WORDS, _("as it is to appear"), _("Example sub-branch"), longest=60),
        Column("kind", _("Kind of unit"), Kind.CHOICE, _("from the list"), "", choices=KINDS),
        Column(
            "parent", _("Belongs to (unit code)"), Kind.CODE,
            _("the code of the unit above; empty for the head office alone"), "01", required=False,
        ),
    ),
)  # fmt: skip
STAFF = Sheet(
    "staff",
    _("People"),
    (
        Column("number", _("Employee number"), Kind.CODE, _("what somebody signs in with, never twice"), "E00012"),
        Column("name", _("Name"), Kind.WORDS, _("as in the personnel file"), _("Example Person"), longest=30),
        Column("phone", _("Phone"), Kind.PHONE, _("figures, with + in front if abroad"), "13800005678", required=False),
        Column("email", _("Email"), Kind.EMAIL, _("the address at the bank"), "", required=False, longest=254),
    ),
)
POSTS = Sheet(
    "posts",
    _("Posts"),
    (
        Column("number", _("Employee number"), Kind.CODE, _("of somebody in this file or entered before"), "E00012"),
        Column("unit", _("Unit code"), Kind.CODE, _("of a unit in this file or entered before"), "0101"),
        Column("role", _("Post"), Kind.CHOICE, _("from the list"), "", choices=ROLES),
        Column("first", _("First day"), Kind.DATE, _("a date, like the example"), "2026-03-02"),
        Column(
            "last", _("Last day"), Kind.DATE,
            _("the last day in the post, itself included; empty as long as no end is in sight"), "", required=False,
        ),
    ),
)  # fmt: skip
SHEETS = (UNITS, STAFF, POSTS)
PROBLEM = _("What is wrong")  # the column that we add; read again, it is passed over


def headings(sheet: Sheet) -> Mapping[str, Column]:
    """The columns of a sheet by their headings, in every language the product speaks."""
    return {plain(word): column for column in sheet.columns for word in said(column.title)}


def titles() -> Mapping[str, Sheet]:
    """The sheets by their names, in every language."""
    return {plain(word): sheet for sheet in SHEETS for word in said(sheet.title)}


def options(column: Column) -> Mapping[str, Any]:
    """What may be chosen, by its label in every language."""
    return {plain(word): value for value, label in column.choices for word in said(label)}


def said(words: Any) -> set[str]:
    """The same words in every language."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(str(words))
    return found


def plain(text: str) -> str:
    """A heading or label however it was typed: without blanks, star, width or capitals."""
    return narrow(text).replace("*", "").casefold()
