"""The workbook to fill in, and the same workbook with what somebody filled in and what is wrong with it."""

import io
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lvzhi.people.importing.columns import PROBLEM, SHEETS, Column, Kind, Sheet
from lvzhi.people.importing.plan import Plan
from lvzhi.people.importing.reading import MOST_ROWS, Book

TEXT = "@"  # Excel then leaves 0101 as it is typed
BOLD = Font(bold=True)
HEAD = PatternFill("solid", fgColor="E8EEF6")
WRONG = PatternFill("solid", fgColor="FAEAE5")
NEEDED = "*"
WIDTHS = {Kind.CODE: 18, Kind.WORDS: 24, Kind.CHOICE: 20, Kind.DATE: 14, Kind.PHONE: 18, Kind.EMAIL: 26}

Wrongs = Mapping[int, Mapping[str, str]]  # row → column → why


def template() -> bytes:
    """An empty workbook with headings, lists to choose from, and a sheet that explains it all."""
    book = Workbook(write_only=True)
    explain(book)
    for sheet in SHEETS:
        fill(book, sheet, [], {})
    return saved(book)


def with_problems(rows: Book, plan: Plan) -> bytes:
    """What somebody filled in, row by row where it stood, with what is wrong in a column of its own.

    Put right and sent again, that column is passed over.
    """
    wrongs: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for problem in plan.problems:
        wrongs[problem.sheet.key][problem.row][problem.column.key] = f"{problem.column.title}: {problem.why}"
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        if sheet.key in rows:
            fill(book, sheet, rows[sheet.key], wrongs[sheet.key])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def explain(book: Any) -> None:
    """What each column takes."""
    page = book.create_sheet(str(_("Explanation")))
    for letter, width in zip("ABCDE", (16, 24, 10, 52, 18), strict=True):
        page.column_dimensions[letter].width = width
    for words in (
        _("Fill in the sheets that you need; a sheet without rows may stay empty."),
        _("What is new is entered, what differs is changed, what is not in the file stays as it is."),
        _("An empty cell changes nothing. Nobody is removed: a post ends by its last day."),
        _("Nothing is written before you have looked at what would happen, and nothing at all if one row is wrong."),
    ):
        page.append([words])
    page.append([])
    page.append([head(page, word) for word in (_("Sheet"), _("Column"), _("Needed"), _("What to write"), _("Example"))])
    for sheet in SHEETS:
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
        page.column_dimensions[get_column_letter(place)].width = WIDTHS[column.kind]
        page.column_dimensions[get_column_letter(place)].number_format = TEXT
        if column.choices:
            page.data_validations.append(choice(column, get_column_letter(place)))
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


def choice(column: Column, letter: str) -> DataValidation:
    """A list in every cell of a column."""
    labels = ",".join(str(label) for _value, label in column.choices)
    rule = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=not column.required)
    rule.add(f"{letter}2:{letter}{MOST_ROWS}")
    rule.errorTitle, rule.error = str(column.title), _("Choose from the list.")
    return rule
