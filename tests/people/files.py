"""Excel files for tests."""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

HEADS = {
    "Units": ("Unit code", "Unit name", "Kind of unit", "Belongs to (unit code)"),
    "People": ("Employee number", "Name", "Phone", "Email"),
    "Posts": ("Employee number", "Unit code", "Post", "First day", "Last day"),
}
Lines = Iterable[tuple[Any, ...]]


def workbook(units: Lines = (), people: Lines = (), posts: Lines = (), **heads: tuple[str, ...]) -> bytes:
    """A file as somebody would fill it in; `heads` replaces the headings of a sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in (("Units", units), ("People", people), ("Posts", posts)):
        page = book.create_sheet(name)
        page.append(heads.get(name, HEADS[name]))
        for line in lines:
            page.append(line)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
