"""Excel out: the rows of a list as a file, with a head that says what was taken out, by whom and when."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lvzhi.core.clock import ZONE
from lvzhi.records.listing import Column

MOST = 10_000  # rows; whoever needs more narrows the list, or the file would be a copy of the register
LONGEST = 32_000  # characters of a cell, a little under Excel's own limit
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMATS = {
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "instant": "yyyy-mm-dd hh:mm:ss",
    "amount": "#,##0.00",
    "number": "#,##0",
}
WIDTHS = {"day": 12, "moment": 17, "instant": 20, "amount": 16, "number": 9, "flag": 7, "text": 18}
TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Sheet:
    """What a file says about itself: the list, the filters in words, who took it out and when, and what for.

    Who and when stand above the rows and on every printed page.
    """

    name: str
    filters: str
    by: str
    at: dt.datetime
    purpose: str = ""

    @property
    def watermark(self) -> str:
        """Name, number and moment."""
        return f"{self.by} {self.at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def workbook(sheet: Sheet, columns: Sequence[Column[Any]], rows: Iterable[Any]) -> bytes:
    """The file. Rows are written as they are read, so the memory it takes does not grow with them."""
    book = Workbook(write_only=True)
    page = book.create_sheet(plain(sheet.name)[:31])
    page.freeze_panes = f"A{len(head_lines(sheet)) + 3}"
    for part in (page.oddHeader.right, page.oddFooter.center):
        part.text = sheet.watermark.replace("&", "&&")
    for number, column in enumerate(columns, start=1):
        width = 48 if column.grow else WIDTHS[column.kind]
        page.column_dimensions[get_column_letter(number)].width = width

    def cell(value: Any, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(page, plain(value))
        made.data_type = "s"
        made.font = Font(bold=bold)
        return made

    for line in head_lines(sheet):
        page.append([cell(line, bold=line == sheet.name)])
    page.append([])
    page.append([cell(column.label, bold=True) for column in columns])
    for row in rows:
        page.append([written(page, column, column.value(row)) for column in columns])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def head_lines(sheet: Sheet) -> list[str]:
    """What stands above the rows."""
    when = sheet.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
    return [
        sheet.name,
        _("Filters: %(filters)s") % {"filters": sheet.filters or _("none")},
        _("Taken out by %(who)s on %(when)s") % {"who": sheet.by, "when": when},
        *([_("For: %(purpose)s") % {"purpose": sheet.purpose}] if sheet.purpose else []),
    ]


def written(page: Any, column: Column[Any], value: Any) -> Any:
    """One value as a cell: days as days, numbers as numbers, and words never as a formula."""
    if value is None or value == "":
        return None
    if column.kind == "flag":
        value = str(column.label) if value else ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(ZONE).replace(tzinfo=None)
    if isinstance(value, dt.date | int | float) or column.kind in ("amount", "number"):
        made = WriteOnlyCell(page, value)
        made.number_format = FORMATS.get(column.kind, "General")
    else:
        made = WriteOnlyCell(page, plain(value))
        made.data_type = "s"
    made.alignment = TOP
    return made


def plain(value: Any) -> str:
    """Words as a cell may hold them: what Excel would run as a formula begins with an apostrophe."""
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST]
    return f"'{text}" if text.startswith(FORMULA) else text
