"""The workbook to fill in, and the same workbook with what somebody filled in and what is wrong with it."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lvzhi.core.sheets.columns import PROBLEM, Column, Kind, Sheet, Sheets
from lvzhi.core.sheets.plan import Problem
from lvzhi.core.sheets.reading import Book

TEXT = "@"  # Excel then leaves 0101 as it is typed
BOLD = Font(bold=True)
HEAD = PatternFill("solid", fgColor="E8EEF6")
WRONG = PatternFill("solid", fgColor="FAEAE5")
NEEDED = "*"
WIDTHS = {
    Kind.CODE: 18, Kind.CHOICE: 20, Kind.DATE: 14, Kind.PHONE: 18, Kind.EMAIL: 26, Kind.AMOUNT: 16, Kind.MONTH: 14,
}  # fmt: skip
WIDTH = 24

Wrongs = Mapping[int, Mapping[str, str]]  # row → column → why


def template(sheets: Sheets, hints: Iterable[Any]) -> bytes:
    """An empty workbook with headings, lists to choose from, and a sheet that explains it all."""
    book = Workbook(write_only=True)
    explain(book, sheets, hints)
    for sheet in sheets:
        fill(book, sheet, [], {})
    return saved(book)


def with_problems(sheets: Sheets, rows: Book, problems: Iterable[Problem]) -> bytes:
    """What somebody filled in, row by row where it stood, with what is wrong in a column of its own.

    Put right and sent again, that column is passed over.
    """
    wrongs: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for problem in problems:
        wrongs[problem.sheet.key][problem.row][problem.column.key] = f"{problem.column.title}: {problem.why}"
    book = Workbook(write_only=True)
    for sheet in sheets:
        if sheet.key in rows:
            fill(book, sheet, rows[sheet.key], wrongs[sheet.key])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def explain(book: Any, sheets: Sheets, hints: Iterable[Any]) -> None:
    """What happens with the file, and what each column takes."""
    page = book.create_sheet(str(_("Explanation")))
    for letter, width in zip("ABCDE", (16, 24, 10, 52, 18), strict=True):
        page.column_dimensions[letter].width = width
    for words in hints:
        page.append([str(words)])
    page.append([])
    page.append([head(page, word) for word in (_("Sheet"), _("Column"), _("Needed"), _("What to write"), _("Example"))])
    for sheet in sheets:
        for column in sheet.columns:
            needed = _("yes") if column.required else ""
            choices = _(", ").join(str(label) for _value, label in column.choices)
            words = f"{column.help}: {choices}" if choices else str(column.help)
            page.append([str(sheet.title), str(column.title), needed, wrapped(page, words), str(column.example)])


def fill(book: Any, sheet: Sheet, rows: list[Any], wrongs: Wrongs) -> None:
    """One sheet: headings, lists to choose from, and the rows at their own numbers."""
    page = book.create_sheet(str(sheet.title))
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column.kind, WIDTH)
        page.column_dimensions[get_column_letter(place)].number_format = TEXT
        if column.choices:
            page.data_validations.append(choice(column, get_column_letter(place), sheet.most))
    titles = [f"{column.title}{NEEDED if column.required else ''}" for column in sheet.columns]
    if wrongs:
        titles.append(str(PROBLEM))
        page.column_dimensions[get_column_letter(len(titles))].width = 60
    page.append([head(page, title) for title in titles])
    at = 1
    for number, cells in rows:
        for _gap in range(number - at - 1):
            page.append([])
        page.append(line(page, sheet, cells, wrongs.get(number, {})))
        at = number


def line(page: Any, sheet: Sheet, cells: Mapping[str, Any], wrong: Mapping[str, str]) -> list[Any]:
    found: list[Any] = []
    for column in sheet.columns:
        value = cells.get(column.key, "")
        cell = WriteOnlyCell(page, value=str(value["fault"]) if isinstance(value, dict) else value)
        cell.data_type, cell.number_format = "s", TEXT  # never a formula again
        if column.key in wrong:
            cell.fill = WRONG
        found.append(cell)
    if wrong:
        found.append(wrapped(page, "\n".join(wrong.values())))
    return found


def head(page: Any, title: str) -> Any:
    cell = WriteOnlyCell(page, value=title)
    cell.font, cell.fill = BOLD, HEAD
    return cell


def wrapped(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def choice(column: Column, letter: str, most: int) -> DataValidation:
    """A list in every cell of a column."""
    labels = ",".join(str(label) for _value, label in column.choices)
    rule = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=not column.required)
    rule.add(f"{letter}2:{letter}{most}")
    rule.errorTitle, rule.error = str(column.title), _("Choose from the list.")
    return rule
