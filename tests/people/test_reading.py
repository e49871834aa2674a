"""What can be read from a file, and what is refused in one sentence before anything else happens."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from openpyxl import Workbook, load_workbook

from lvzhi.core.sheets.columns import headings
from lvzhi.core.sheets.reading import MOST_BYTES, read_book
from lvzhi.core.sheets.template import template
from lvzhi.core.sheets.values import WrongCellError, reader
from lvzhi.people.importing.columns import POSTS, SHEETS, STAFF, UNITS
from tests.people.files import HEADS, saved, workbook

UNIT = ("0101", "一组", "Team", "01")


def read(data: bytes, name: str = "名单.xlsx") -> dict[str, Any]:
    return read_book(io.BytesIO(data), name, SHEETS)


def refused(data: bytes, name: str = "名单.xlsx") -> str:
    with pytest.raises(ValidationError) as wrong:
        read(data, name)
    return str(wrong.value.messages[0])


def test_rows_keep_their_numbers_and_empty_ones_are_passed_over() -> None:
    book = read(workbook(units=[UNIT, (None,) * 4, ("  ", None, None, None), ("0102", "二组", "Team", "01")]))
    assert [row for row, _cells in book["units"]] == [2, 5]
    assert book["units"][0][1] == {"code": "0101", "name": "一组", "kind": "Team", "parent": "01"}
    assert book["staff"] == book["posts"] == []


def test_numbers_dates_and_codes_as_people_type_them() -> None:
    first, last = dt.datetime(2026, 3, 2, 9, 30), dt.date(2026, 3, 31)  # noqa: DTZ001 (as Excel has them)
    book = read(workbook(people=[(1001, "甲", 13800005678, None)], posts=[(1001.0, 101, "Auditor", first, last)]))
    assert book["staff"][0][1] == {"number": "1001", "name": "甲", "phone": "13800005678"}
    assert book["posts"][0][1] == {
        "number": "1001", "unit": "101", "role": "Auditor", "first": "2026-03-02", "last": "2026-03-31",
    }  # fmt: skip


def test_a_date_without_its_format_is_excels_count_of_days() -> None:
    book = read(workbook(posts=[("E1", "01", "Auditor", 46083, None)]))
    assert book["posts"][0][1]["first"] == "2026-03-02"


def test_formulas_and_faults_are_kept_for_their_place() -> None:
    book = read(workbook(people=[("E1", "=A1&B1", "#N/A", None)]))
    assert book["staff"][0][1] == {"number": "E1", "name": {"fault": "=A1&B1"}, "phone": {"fault": "#N/A"}}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_template_reads_back_in_every_language(language: str) -> None:
    with translation.override(language):
        data = template(SHEETS, ())
    book = load_workbook(io.BytesIO(data))
    assert len(book.worksheets) == 4
    page = book.worksheets[2]
    page.append(["E1", "甲"])
    assert read(saved(book))["staff"] == [(2, {"number": "E1", "name": "甲"})]


def test_the_template_offers_lists_and_keeps_leading_zeros() -> None:
    book = load_workbook(io.BytesIO(template(SHEETS, ())))
    rules = [rule for page in book for rule in page.data_validations.dataValidation]
    assert len(rules) == 2
    assert "Branch president" in rules[1].formula1
    assert all(len(rule.formula1) <= 257 for rule in rules)
    assert book["Units"].column_dimensions["A"].number_format == "@"
    words = " ".join(str(cell.value) for row in book["Explanation"] for cell in row)
    assert all(str(column.title) in words for sheet in (UNITS, STAFF, POSTS) for column in sheet.columns)


def test_headings_are_known_whatever_their_width_or_star() -> None:
    heads = ("ＵＮＩＴ code*", " unit　Name", "Kind of unit *", "belongs to (unit code)")
    assert read(workbook(units=[UNIT], Units=heads))["units"][0][1]["code"] == "0101"
    assert {column.key for column in headings(UNITS).values()} == {"code", "name", "kind", "parent"}


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (("Unit code", "Unit name", "Kind of unit", "Boss"), "no column is called “Boss”"),
        (("Unit code", "Unit name", "Unit name", "Kind of unit"), "“Unit name” is there twice"),
        (("Unit code", "Unit name", None, None), "the column “Kind of unit” is missing"),
    ],
)
def test_headings_that_do_not_fit_are_named(heads: tuple[Any, ...], said: str) -> None:
    assert said in refused(workbook(units=[UNIT], Units=heads))


def test_what_is_no_workbook_is_refused() -> None:
    assert refused(b"a,b,c", "list.csv") == "list.csv is no Excel workbook (.xlsx)."
    assert refused(b"not really", "list.xlsx") == "list.xlsx is no Excel workbook (.xlsx)."
    assert "old format" in refused(b"\xd0\xcf\x11\xe0rest", "list.xlsx")
    assert "old format" in refused(workbook(), "list.xls")
    assert refused(b"", "list.xlsx") == "list.xlsx is no Excel workbook (.xlsx)."
    assert refused(workbook(units=[UNIT])[:-200]) == "名单.xlsx is no Excel workbook (.xlsx)."


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_that_is_no_workbook_or_a_bomb_is_refused() -> None:
    assert "cannot be read" in refused(zipped(a=b"b"))
    assert "unpacks to more" in refused(zipped(a=b"0" * (101 * 1024 * 1024)))
    broken = zipfile.ZipFile(io.BytesIO(workbook(units=[UNIT])))
    parts = {name: broken.read(name) for name in broken.namelist()} | {"xl/worksheets/sheet1.xml": b"<worksheet><row"}
    assert "cannot be read" in refused(zipped(**parts))


def test_more_than_ten_megabytes_are_refused() -> None:
    said = refused(workbook() + b"0" * (40 * 1024 * 1024))
    assert said.startswith("名单.xlsx has 40.0 MB; at most 10 MB")
    assert MOST_BYTES == 10 * 1024 * 1024


def test_a_file_without_our_sheets_or_rows_is_refused() -> None:
    book = Workbook()
    book.active.title = "Sheet1"
    assert "take the template" in refused(saved(book))
    assert "no row" in refused(workbook())
    assert "no row" in refused(template(SHEETS, ()))


def test_one_sheet_is_enough() -> None:
    book = Workbook()
    book.active.title = "People"
    book.active.append(HEADS["People"])
    book.active.append(("E1", "甲"))
    assert read(saved(book)) == {"staff": [(2, {"number": "E1", "name": "甲"})]}


def column(sheet: Any, key: str) -> Any:
    return reader(next(c for c in sheet.columns if c.key == key))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-02", dt.date(2026, 3, 2)),
        ("2026/3/2", dt.date(2026, 3, 2)),
        ("2026.3.2", dt.date(2026, 3, 2)),
        ("20260302", dt.date(2026, 3, 2)),
        ("2026年3月2日", dt.date(2026, 3, 2)),
        ("２０２６－０３－０２", dt.date(2026, 3, 2)),
        ("2026-03-02 00:00:00", dt.date(2026, 3, 2)),
        ("2028-02-29", dt.date(2028, 2, 29)),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("02.03.2026", None),
        ("tomorrow", None),
        ("1026-01-01", None),
        ("3月2日", None),
    ],
)
def test_dates_as_text(text: str, day: dt.date | None) -> None:
    if day:
        assert column(POSTS, "first")(text) == day
        return
    with pytest.raises(WrongCellError, match="is no date"):
        column(POSTS, "first")(text)


@pytest.mark.parametrize(
    ("sheet", "key", "text", "meant"),
    [
        (UNITS, "code", "ａ０１", "A01"),
        (UNITS, "kind", "sub-branch", "sub_branch"),
        (UNITS, "kind", " TEAM ", "team"),
        (STAFF, "name", "张　三", "张三"),
        (STAFF, "phone", "１３８-0000 5678", "13800005678"),
        (STAFF, "phone", "+86 138 0000 5678", "+8613800005678"),
        (STAFF, "email", " a@bank.example ", "a@bank.example"),
        (POSTS, "role", "Branch President", 60),
    ],
)
def test_cells_as_they_were_meant(sheet: Any, key: str, text: str, meant: Any) -> None:
    assert column(sheet, key)(text) == meant


@pytest.mark.parametrize(
    ("sheet", "key", "cell", "said"),
    [
        (UNITS, "code", "一组", "letters and figures"),
        (UNITS, "code", "0" * 21, "longer than 20"),
        (UNITS, "name", "一" * 61, "longer than 60"),
        (UNITS, "kind", "village", "none of: Head office, Branch"),
        (STAFF, "phone", "ask me", "no telephone"),
        (STAFF, "email", "a@b", "no e-mail"),
        (STAFF, "name", {"fault": "=A1"}, "a formula"),
        (POSTS, "first", {"fault": "#REF!"}, "an error of Excel: #REF!"),
        (POSTS, "role", "Chef", "none of"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said(sheet: Any, key: str, cell: Any, said: str) -> None:
    with pytest.raises(WrongCellError, match=said):
        column(sheet, key)(cell)
