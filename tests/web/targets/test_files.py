"""Targets from Excel as a department head meets it: template, file, what would be done, what is wrong (13.2)."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lvzhi.worklog.models import Target, TargetImport
from tests.bank import Bank
from tests.web.desk import At
from tests.worklog.targets.files import workbook

IMPORT = "/targets/import/"


@pytest.fixture
def row(bank: Bank) -> dict[str, Any]:
    return {"number": bank.staff("张三").number, "month": "2026-03", "measure": "Deposits", "goal": 1500}


def brought(at: At, *rows: dict[str, Any], who: str = "王五") -> str:
    answer = at(who).post(IMPORT, {"file": SimpleUploadedFile("目标.xlsx", workbook(rows))})
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def test_a_file_is_looked_at_and_then_taken_over(at: At, row: dict[str, Any]) -> None:
    page = brought(at, row)
    assert "Nothing is written yet" in at("王五").read(page)
    assert not Target.objects.exists()
    assert at("王五").post(page, {}).status_code == 302
    assert Target.objects.get().goal == 1500
    assert "Taken over" in at("王五").read(page)
    assert "目标.xlsx" in at("王五").read(IMPORT)
    assert "there already" in at("王五").read(brought(at, row))
    changed = at("王五").read(brought(at, row | {"goal": "1,600.5"}))
    assert "1,500.00" in changed
    assert "1,600.50" in changed


def test_what_is_wrong_is_named_and_comes_back_as_a_file(at: At, row: dict[str, Any]) -> None:
    page = brought(at, row, row | {"measure": "Loans", "goal": 0.125})
    shown = at("王五").read(page)
    assert "1 cell is wrong" in shown
    assert "two places" in shown
    assert at("王五").post(page, {}).status_code == 422
    assert not Target.objects.exists()
    book = load_workbook(io.BytesIO(at("王五").get(f"{page}problems/").content))
    assert book["Targets"]["C3"].value == "Loans"
    assert "0.125" in book["Targets"].cell(3, book["Targets"].max_column).value


def test_the_template_names_every_column_and_can_be_sent_back(at: At, row: dict[str, Any]) -> None:
    book = load_workbook(io.BytesIO(at("王五").get(f"{IMPORT}template/").content))
    assert book.sheetnames == ["Explanation", "Targets"]
    page = book["Targets"]
    assert [cell.value for cell in page[1]] == ["Employee number*", "Month*", "Measure*", "Goal", "Reached"]
    page.append([row["number"], "2026-03", "New customers", "5", "2"])
    out = io.BytesIO()
    book.save(out)
    answer = at("王五").post(IMPORT, {"file": SimpleUploadedFile("目标.xlsx", out.getvalue())})
    at("王五").post(answer["Location"], {})
    assert (Target.objects.get().measure, Target.objects.get().actual) == ("new", 2)


def test_nobody_else_sees_what_somebody_brought_but_who_inspects(at: At, row: dict[str, Any]) -> None:
    page = brought(at, row)
    assert at("钱七").get(page).status_code == 404
    assert at("主管部").get(page).status_code == 200
    assert at("李四").get(page).status_code == 403
    assert at("管理员").get(page).status_code == 403
    assert at("张三").get(IMPORT).status_code == 403


def test_what_is_no_workbook_is_said_beside_the_field(at: At) -> None:
    answer = at("王五").post(IMPORT, {"file": SimpleUploadedFile("x.xlsx", b"nothing")})
    assert answer.status_code == 422
    assert "no Excel workbook" in answer.text
    assert not TargetImport.objects.exists()


def test_an_auditor_finds_on_the_trail_who_brought_which_file(at: At, row: dict[str, Any]) -> None:
    page = brought(at, row)
    at("王五").post(page, {})
    trail = at("审计员").read("/trail/")
    assert "handed in a file of targets" in trail
    assert "imported targets" in trail
