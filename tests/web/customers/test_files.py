"""Customers from Excel as a department head meets it: template, file, what would be done, what is wrong."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lvzhi.customers.models import Customer, CustomerImport
from tests.bank import Bank
from tests.customers.files import workbook
from tests.web.desk import At

ROW = {"number": "C1", "name": "示例甲精密制造有限公司", "tier": "core customer", "phone": "13812345678"}


@pytest.fixture
def row(bank: Bank) -> dict[str, Any]:
    return ROW | {"manager": bank.staff("张三").number}


def brought(at: At, *rows: dict[str, Any]) -> str:
    sent = {"file": SimpleUploadedFile("客户.xlsx", workbook(rows))}
    answer = at("王五").post("/customers/import/", sent)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def test_a_file_is_looked_at_and_then_taken_over(at: At, row: dict[str, Any]) -> None:
    page = brought(at, row)
    assert "Nothing is written yet" in at("王五").read(page)
    assert not Customer.objects.exists()
    assert at("王五").post(page, {}).status_code == 302
    assert Customer.objects.get().number == "C1"
    assert "Taken over" in at("王五").read(page)
    assert "客户.xlsx" in at("王五").read("/customers/import/")
    again = brought(at, row)
    assert "there already" in at("王五").read(again)


def test_a_changed_telephone_is_shown_masked(at: At, row: dict[str, Any]) -> None:
    at("王五").post(brought(at, row), {})
    page = at("王五").read(brought(at, row | {"phone": "13912345678"}))
    assert "138****5678" in page
    assert "139****5678" in page
    assert "13912345678" not in page


def test_what_is_wrong_is_named_and_comes_back_as_a_file(at: At, row: dict[str, Any]) -> None:
    page = brought(at, row, row | {"number": "C2", "tier": "gold"})
    shown = at("王五").read(page)
    assert "1 cell is wrong" in shown
    assert "Take over</" not in shown
    refused = at("王五").post(page, {})
    assert refused.status_code == 422
    assert not Customer.objects.exists()
    book = load_workbook(io.BytesIO(at("王五").get(f"{page}problems/").content))
    assert book["Customers"]["A3"].value == "C2"
    assert "gold" in book["Customers"].cell(3, book["Customers"].max_column).value


def test_the_template_names_every_column_and_can_be_sent_back(at: At) -> None:
    book = load_workbook(io.BytesIO(at("王五").get("/customers/import/template/").content))
    assert book.sheetnames == ["Explanation", "Customers", "Contact persons"]
    assert [cell.value for cell in book["Contact persons"][1]][:2] == ["Customer number*", "Contact person*"]


def test_another_head_does_not_see_what_somebody_brought(bank: Bank, at: At, row: dict[str, Any]) -> None:
    page = brought(at, row)
    assert at("钱七").get(page).status_code == 404
    assert at("管理员").get(page).status_code == 403
    assert at("张三").get("/customers/import/").status_code == 403


def test_what_is_no_workbook_is_said_beside_the_field(at: At) -> None:
    answer = at("王五").post("/customers/import/", {"file": SimpleUploadedFile("x.xlsx", b"nothing")})
    assert answer.status_code == 422
    assert "no Excel workbook" in answer.text
    assert not CustomerImport.objects.exists()


def test_who_brings_files_finds_the_way_from_the_list(at: At) -> None:
    assert 'href="/customers/import/"' in at("王五").read("/customers/")
    assert 'href="/customers/import/"' not in at("李四").read("/customers/")
