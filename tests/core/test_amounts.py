"""Amounts and months out of Excel: exact or refused, never nearly right."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lvzhi.core.sheets.columns import Column, Kind, Sheet
from lvzhi.core.sheets.plan import Checked, Part, read_lines
from lvzhi.core.sheets.reading import told
from lvzhi.core.sheets.values import WrongCellError, reader

AMOUNT = Column("amount", "Amount", Kind.AMOUNT, "", "")
MONTH = Column("month", "Month", Kind.MONTH, "", "")
EPOCH = Workbook().epoch
FIGURES = 15  # as many as Excel keeps


def read(cell: Any, column: Column = AMOUNT) -> Any:
    """What a cell comes to that holds this: text, a number, a date."""
    return reader(column)(told(cell, column, EPOCH))


amounts = st.decimals(min_value=0, max_value=10**13 - 1, places=2)


@given(amounts)
def test_a_number_that_excel_can_hold_is_read_to_the_last_place(amount: Decimal) -> None:
    found = read(float(amount))
    assert isinstance(found, Decimal)
    assert (found, found.as_tuple().exponent) == (amount, -2)


@given(amounts, st.sampled_from(["{:.2f}", "{:,.2f}", "￥{:,.2f}", " {:.2f} ", "{:.2f}00"]))
def test_text_is_read_to_the_last_place(amount: Decimal, written: str) -> None:
    assert read(written.format(amount)) == amount


@given(st.decimals(min_value="0.01", max_value=10**8, places=2), st.integers(2, 9))
def test_what_adding_up_left_behind_the_figures_does_not_count(amount: Decimal, times: int) -> None:
    """A sum made by a formula and pasted as a value carries a trace of binary fractions that Excel does not show."""
    assert read(sum([float(amount)] * times)) == amount * times


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_is_exact_or_refused(value: float) -> None:
    try:
        found = read(value)
    except WrongCellError:
        return
    assert found >= 0
    assert found.as_tuple().exponent == -2
    assert float(found) == pytest.approx(value, rel=1e-14, abs=0)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        found = reader(AMOUNT)(text)
    except WrongCellError:
        return
    assert found.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (0, "0.00"), (1500, "1500.00"), (0.1 + 0.2, "0.30"), (1234.1, "1234.10"), ("1,234.50", "1234.50"),
        ("１，２３４．５", "1234.50"), ("0012.3000", "12.30"), ("-0", "0.00"), ("5.", "5.00"),
        (1234567890123.45, "1234567890123.45"), ("9999999999999999.99", "9999999999999999.99"),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(cell: Any, amount: str) -> None:
    assert str(read(cell)) == amount


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (-1, "less than nothing"), ("−0.01", "less than nothing"), (0.005, "two places"), ("12.345", "two places"),
        (1e-7, "two places"), (123456789012.345, "two places"), (1234567890123.456, "two places"),
        (1e16, "too large"), ("10000000000000000", "too large"),
        ("1.234,50", "no amount"), ("1,23", "no amount"), ("12万", "no amount"), ("1e3", "no amount"),
        ("٣", "no amount"), (dt.date(2026, 3, 2), "no amount"), (float("inf"), "#NUM!"), ("=1+1", "a formula"),
        ("#N/A", "#N/A"),
    ],
)  # fmt: skip
def test_what_is_no_exact_amount_is_refused_in_words(cell: Any, said: str) -> None:
    with pytest.raises(WrongCellError, match=said):
        read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03", "2026/3", "2026-3", "2026.03", "202603", "2026年3月", "2026年03月份", "２０２６－０３", 202603,
        dt.date(2026, 3, 1), dt.datetime(2026, 3, 31, 8), "2026-03-15", "2026.3.2", "20260302", 46083,  # noqa: DTZ001
    ],
)  # fmt: skip
def test_months_as_people_type_them(cell: Any) -> None:
    assert read(cell, MONTH) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("cell", ["2026-13", "2026-00", "2026", "3月", "1026-03", "03-2026", "2026.1", 2026.1, "soon"])
def test_what_is_no_month_is_refused(cell: Any) -> None:
    """2026.1 may be January or, typed as the number 2026.10, October."""
    with pytest.raises(WrongCellError, match="is no month"):
        read(cell, MONTH)


def test_nothing_is_an_amount_and_no_empty_cell() -> None:
    sheet = Sheet("sums", "Sums", (AMOUNT,))
    plan = Checked((Part(sheet),))
    lines = read_lines(plan, {"sums": [(2, {"amount": "0"}), (3, {})]}, sheet)
    assert [(one.row, one.cells) for one in lines] == [(2, {"amount": Decimal(0)})]
    assert [(one.row, one.why) for one in plan.problems] == [(3, "is empty")]


def test_a_workbook_gives_its_numbers_back_exactly() -> None:
    book = Workbook()
    book.active.append([1234.1, 0.07, 99999999.99])
    out = io.BytesIO()
    book.save(out)
    from openpyxl import load_workbook

    row = next(load_workbook(out, read_only=True).active.iter_rows(values_only=True))
    assert [str(read(cell)) for cell in row] == ["1234.10", "0.07", "99999999.99"]
