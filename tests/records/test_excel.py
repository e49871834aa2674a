"""The file that leaves the house: what it says about itself, and what a cell can never become."""

import datetime as dt
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from lvzhi.records.excel import Sheet, workbook
from lvzhi.records.listing import Column, Kind

AT = dt.datetime(2026, 3, 2, 9, 50, tzinfo=dt.UTC)
SHEET = Sheet("Work logs", "Late: yes", "李四 T0002", AT)


def written(value: Any, kind: Kind = "text", label: str = "列") -> Any:
    """The cell that one value becomes, read back."""
    column: Column[Any] = Column("x", label, lambda row: row.x, kind)
    content = workbook(SHEET, [column], [SimpleNamespace(x=value)])
    return load_workbook(BytesIO(content)).active["A6"]  # type: ignore[index]


def test_the_head_says_what_was_taken_out_by_whom_and_when() -> None:
    page = load_workbook(BytesIO(workbook(SHEET, [Column("x", "列", lambda row: row)], ["甲"]))).active
    assert page is not None
    head = [str(page[f"A{n}"].value) for n in (1, 2, 3)]
    assert head[0] == "Work logs"
    assert "Late: yes" in head[1]
    assert "李四 T0002" in head[2]
    assert "2026-03-02 17:50" in head[2]
    assert (page["A5"].value, page["A6"].value) == ("列", "甲")
    assert page.freeze_panes == "A6"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+86 10", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_words_never_become_a_formula(text: str) -> None:
    cell = written(text)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_a_formula_in_the_head_is_none_either() -> None:
    sheet = Sheet("=1", "=2", "=3", AT)
    page = load_workbook(BytesIO(workbook(sheet, [Column("x", "=4", lambda row: row)], []))).active
    assert page is not None
    assert all(page[f"A{n}"].data_type == "s" for n in (1, 2, 3, 5))


@pytest.mark.parametrize(
    ("value", "kind", "wanted", "number_format"),
    [
        (dt.date(2026, 2, 28), "day", dt.datetime(2026, 2, 28), "yyyy-mm-dd"),  # noqa: DTZ001
        (AT, "moment", dt.datetime(2026, 3, 2, 17, 50), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001
        (3, "number", 3, "#,##0"),
        (0, "number", 0, "#,##0"),
        (True, "flag", "列", "General"),
        (False, "flag", None, "General"),
        (None, "moment", None, "General"),
        ("", "text", None, "General"),
        ("甲\x07乙\x00", "text", "甲乙", "General"),
    ],
)
def test_days_are_days_and_numbers_are_numbers(value: Any, kind: Kind, wanted: Any, number_format: str) -> None:
    cell = written(value, kind)
    assert cell.value == wanted
    assert cell.number_format == number_format


def test_a_very_long_text_is_cut_at_what_a_cell_holds() -> None:
    assert len(written("长" * 40_000).value) == 32_000
