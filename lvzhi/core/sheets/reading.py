"""From a file to rows of text: what stands in each cell, nothing yet about whether it makes sense.

A row is `[number in the sheet, {column: text}]`; a formula or a fault of Excel in a cell is kept as `{"fault": …}`, so
that it can be named in its place. This is what is stored between looking and taking over.
"""

import datetime as dt
import math
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from lvzhi.core.sheets.columns import PROBLEM, Column, Kind, Sheet, Sheets, headings, plain, said, titles

Row = tuple[int, dict[str, Any]]
Book = dict[str, list[Row]]

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE  # 10,000 people with their posts are less than one
MOST_UNPACKED = 100 * MEGABYTE
MOST_COLUMNS = 30
LONGEST = 500  # characters kept of a cell
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
FAULTS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
SURE = 10**12
SERIALS = range(18_264, 73_051)  # 1950 to 2099 as Excel counts days
BROKEN = (zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, EOFError, OSError, ParseError)


def read_book(file: IO[bytes], name: str, sheets: Sheets) -> Book:
    """The rows of every sheet we know. What cannot be read at all is refused in one sentence."""
    check_file(file, name)
    try:
        book = load_workbook(file, read_only=True, data_only=False)
    except BROKEN as broken:
        raise unreadable(name) from broken
    known = titles(sheets)
    try:
        pages = {known[plain(s.title)].key: s for s in book.worksheets if plain(s.title) in known}
        if not pages:
            names = _(", ").join(str(sheet.title) for sheet in sheets)
            raise ValidationError(_("No sheet has one of the names %(names)s; take the template.") % {"names": names})
        found = {one.key: read_sheet(pages[one.key], one, book.epoch) for one in sheets if one.key in pages}
    except BROKEN as broken:
        raise unreadable(name) from broken
    finally:
        book.close()
    if not any(found.values()):
        raise ValidationError(_("There is no row below the headings."))
    return found


def unreadable(name: str) -> ValidationError:
    return ValidationError(_("%(name)s cannot be read as an Excel workbook.") % {"name": name})


def check_size(size: int, name: str) -> None:
    """Said before the bytes are looked at: of a file that is far too large only the size has arrived."""
    if size > MOST_BYTES:
        facts = {"name": name, "most": MOST_BYTES // MEGABYTE, "size": f"{size / MEGABYTE:.1f}"}
        raise ValidationError(_("%(name)s has %(size)s MB; at most %(most)s MB can be read.") % facts)


def check_file(file: IO[bytes], name: str) -> None:
    """Whether this can be a workbook at all, before anything unpacks it."""
    check_size(file.seek(0, 2), name)
    file.seek(0)
    facts = {"name": name}
    head = file.read(4)
    file.seek(0)
    if head == OLD_FORMAT or name.lower().endswith(".xls"):
        words = _("%(name)s is in the old format or locked by a password. Save it as an .xlsx without password.")
        raise ValidationError(words % facts)
    if not name.lower().endswith(".xlsx") or not zipfile.is_zipfile(file):
        raise ValidationError(_("%(name)s is no Excel workbook (.xlsx).") % facts)
    file.seek(0)
    if sum(part.file_size for part in zipfile.ZipFile(file).infolist()) > MOST_UNPACKED:
        raise ValidationError(_("%(name)s unpacks to more than can be read.") % facts)
    file.seek(0)


def read_sheet(page: Any, sheet: Sheet, epoch: dt.datetime) -> list[Row]:
    """The rows of one sheet that are not empty."""
    page.reset_dimensions()  # what a sheet says about its own size is often wrong
    lines = page.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    columns = find_columns(next(lines, ()), sheet)
    return list(rows_of(lines, columns, sheet, epoch))


def find_columns(first: tuple[Any, ...], sheet: Sheet) -> dict[int, Column]:
    """Which column stands where, by the headings in the first row."""
    known, passed = headings(sheet), {plain(word) for word in said(PROBLEM)}
    found: dict[int, Column] = {}
    for place, cell in enumerate(first):
        heading = plain(str(cell or ""))
        if not heading or heading in passed:
            continue
        facts = {"sheet": sheet.title, "heading": str(cell).strip()[:40]}
        if heading not in known:
            raise ValidationError(_("Sheet %(sheet)s: no column is called “%(heading)s”.") % facts)
        if known[heading] in found.values():
            raise ValidationError(_("Sheet %(sheet)s: the column “%(heading)s” is there twice.") % facts)
        found[place] = known[heading]
    for column in sheet.columns:
        if column.required and column not in found.values():
            facts = {"sheet": sheet.title, "heading": column.title}
            raise ValidationError(_("Sheet %(sheet)s: the column “%(heading)s” is missing.") % facts)
    return found


def rows_of(lines: Iterator[Any], columns: dict[int, Column], sheet: Sheet, epoch: dt.datetime) -> Iterator[Row]:
    count = 0
    for number, line in enumerate(lines, start=2):
        cells = {c.key: text for at, c in columns.items() if at < len(line) and (text := told(line[at], c, epoch))}
        if not cells:
            continue
        if (count := count + 1) > sheet.most:
            facts = {"sheet": sheet.title, "most": f"{sheet.most:,}"}
            raise ValidationError(_("Sheet %(sheet)s has more than %(most)s rows; divide it.") % facts)
        yield number, cells


def told(value: Any, column: Column, epoch: dt.datetime) -> Any:
    """What a cell says, as text; a date as 2026-03-02, a number without what Excel adds to it."""
    if value is None:
        return ""
    if isinstance(value, dt.date):  # a moment is one, too
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return counted(value, column, epoch)
    if not isinstance(value, str):
        return {"fault": str(getattr(value, "text", value))[:LONGEST]}
    text = value.strip()
    return {"fault": text[:LONGEST]} if text.startswith("=") or text in FAULTS else text[:LONGEST]


def counted(value: float, column: Column, epoch: dt.datetime) -> Any:
    """What a cell says that holds a number."""
    if not math.isfinite(value):
        return {"fault": "#NUM!"}
    if column.kind in (Kind.DATE, Kind.MONTH) and int(value) in SERIALS:
        return f"{from_excel(int(value), epoch):%Y-%m-%d}"
    if value == int(value):
        return str(int(value))
    return as_shown(value) if column.kind is Kind.AMOUNT else str(value)


def as_shown(value: float) -> str:
    """An amount as Excel itself shows it: 15 figures, so that what a formula once left behind them does not count.

    0.1 + 0.2 is 0.3 in Excel and 0.30000000000000004 in the file. From a million millions on 15 figures do not reach
    the third place after the point; there all the figures of the file stand, and whoever reads them may refuse.
    """
    figures = f"{value:.15g}" if abs(value) < SURE else repr(value)
    return f"{Decimal(figures):f}"
