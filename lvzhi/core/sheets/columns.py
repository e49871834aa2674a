"""The sheets of a file and their columns, declared once: for the template, for reading, for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lvzhi.core.text import narrow


class Kind(Enum):
    """How the text of a cell is read."""

    CODE = "code"  # letters and figures
    WORDS = "words"
    CHOICE = "choice"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    CREDIT_CODE = "credit_code"
    AMOUNT = "amount"  # exact to the second place after the point, never less than nothing
    MONTH = "month"  # its first day


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
    """One sheet; a row is known by the columns of its business key. More rows than `most` are not read."""

    key: str
    title: Any
    columns: tuple[Column, ...]
    most: int = 20_000

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)


Sheets = tuple[Sheet, ...]
PROBLEM = _("What is wrong")  # the column that we add; read again, it is passed over


def headings(sheet: Sheet) -> Mapping[str, Column]:
    """The columns of a sheet by their headings, in every language the product speaks."""
    return {plain(word): column for column in sheet.columns for word in said(column.title)}


def titles(sheets: Sheets) -> Mapping[str, Sheet]:
    """The sheets by their names, in every language."""
    return {plain(word): sheet for sheet in sheets for word in said(sheet.title)}


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
