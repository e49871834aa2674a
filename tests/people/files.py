"""Excel files for tests."""

import datetime as dt
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


def big_bank(people: int, units: int = 2000) -> bytes:
    """Head office, branches, sub-branches and teams, with people who each hold one post."""
    rows: list[tuple[Any, ...]] = [("0", "示例银行", "Head office", None)]
    for n in range(1, units):
        above = "0" if n <= 20 else str(1 + (n - 21) % 20) if n <= 400 else str(21 + (n - 401) % 380)
        rows.append((str(n), f"示例机构{n}", "Branch" if n <= 20 else "Sub-branch" if n <= 400 else "Team", above))
    staff = [(f"E{n:05}", f"示例{n:05}", f"138{n:08}", f"e{n}@bank.example") for n in range(people)]
    first = dt.date(2026, 1, 1)
    posts = [(f"E{n:05}", str(401 + n % (units - 401)), "Relationship manager", first, None) for n in range(people)]
    return workbook(rows, staff, posts)
