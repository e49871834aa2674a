"""The file from Excel in the browser: template, look, put right, take over."""

import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lvzhi.people.models import PeopleImport, Post, Staff, Unit
from tests.bank import Bank
from tests.people.files import Lines, workbook
from tests.people.looking import FIRST, TEAM
from tests.plugins.browsing import Browser

PATH = "/people/import/"


def bring(browser: Browser, content: bytes, name: str = "名单.xlsx") -> Any:
    return browser.post(PATH, {"once": uuid.uuid4(), "file": SimpleUploadedFile(name, content)})


def brought(browser: Browser, units: Lines = (), people: Lines = (), posts: Lines = ()) -> str:
    answer = bring(browser, workbook(units, people, posts))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"])


def counted() -> tuple[int, int, int]:
    return Unit.objects.count(), Staff.objects.count(), Post.objects.count()


def test_template_look_take_over(runs: Browser, bank: Bank) -> None:
    template = runs.get("/people/import/template/")
    assert template["Content-Disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(template.content))
    book["Units"].append(TEAM)
    book["People"].append(("E1", "新人", "13800005678", None))
    book["Posts"].append(("E1", "0501", "Relationship manager", FIRST, None))
    out = io.BytesIO()
    book.save(out)
    before = counted()
    look = bring(runs, out.getvalue())["Location"]
    page = runs.get(look).content.decode()
    assert "Nothing is written yet" in page
    assert counted() == before
    assert runs.post(look, {"once": uuid.uuid4()})["Location"] == look
    assert counted() == tuple(n + 1 for n in before)
    assert "Taken over" in runs.get(look).content.decode()
    assert runs.post(look, {"once": uuid.uuid4()}).status_code == 422
    assert "名单.xlsx" in runs.get(PATH).content.decode()
    again = bring(runs, out.getvalue())["Location"]
    assert "nothing to take over" in runs.get(again).content.decode()


def test_a_bad_row_731_among_2000_is_named_and_nothing_is_written(runs: Browser, bank: Bank) -> None:
    people: list[tuple[Any, ...]] = [(f"E{n:05}", f"甲{n}", None, None) for n in range(2, 2002)]
    people[731 - 2] = ("E00731", "甲731", None, "not an address")
    before = counted()
    look = brought(runs, people=people)
    page = runs.get(look).content.decode()
    assert "1 cell is wrong." in page
    assert ">731<" in page
    assert "“not an address” is no e-mail address" in page
    assert 'form="take-over"' not in page
    answer = runs.post(look, {"once": uuid.uuid4()})
    assert "nothing was taken over" in answer.content.decode()
    assert counted() == before
    wrong = load_workbook(io.BytesIO(runs.get(f"{look}problems/").content))["People"]
    assert wrong["E731"].value == "Email: “not an address” is no e-mail address"
    assert wrong["A2001"].value == "E02001"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"a,b", "名单.csv", "名单.csv is no Excel workbook (.xlsx)."),
        (b"", "名单.xlsx", "名单.xlsx is no Excel workbook (.xlsx)."),
        (b"\xd0\xcf\x11\xe0", "名单.xls", "Save it as an .xlsx without password."),
        (b"0" * (40 * 1024 * 1024), "名单.xlsx", "名单.xlsx has 40.0 MB; at most 10 MB can be read."),
        (b"0" * (11 * 1024 * 1024), "名单.xlsx", "名单.xlsx has 11.0 MB; at most 10 MB can be read."),
    ],
    ids=["csv", "empty", "xls", "40 MB", "11 MB"],
)
def test_what_is_no_file_for_us_is_said_beside_the_field(
    runs: Browser, bank: Bank, content: bytes, name: str, said: str
) -> None:
    answer = bring(runs, content, name)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page[page.index("field-error") :]
    assert not PeopleImport.objects.exists()


def test_no_file_at_all(runs: Browser, bank: Bank) -> None:
    assert runs.post(PATH, {"once": uuid.uuid4()}).status_code == 422


def test_changes_are_shown_before_and_after(runs: Browser, bank: Bank) -> None:
    page = runs.get(brought(runs, people=[("T0001", "张四", None, None)])).content.decode()
    assert "T0001 张三" in page or "T0001 张四" in page
    assert ">张三<" in page
    assert ">张四<" in page


def test_more_problems_than_a_page_holds(runs: Browser, bank: Bank) -> None:
    page = runs.get(brought(runs, people=[(f"E{n}", None, None, None) for n in range(250)])).content.decode()
    assert "250 cells are wrong." in page
    assert "and 50 more" in page


def test_others_find_no_file(works: Browser, runs: Browser, bank: Bank) -> None:
    look = brought(runs, units=[TEAM])
    assert works.get(look).status_code == 403
    assert works.post(look).status_code == 403
    assert works.get(f"{look}problems/").status_code == 403
    assert runs.get("/people/import/999999/").status_code == 404
