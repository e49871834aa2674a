"""Excel and print: what leaves the house, who may take it, and that the trail knows."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from lvzhi.core.models import TrailLine
from lvzhi.worklog.models import WorkLog
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank, a_full_log, a_log
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def logs(bank: Bank) -> list[WorkLog]:
    return [a_full_log(bank), a_log(bank.staff("王丽"), done="=cmd|'/c calc'!A1")]


def cells(content: bytes) -> list[list[object]]:
    page = load_workbook(BytesIO(content)).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=6)]


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def taken() -> list[tuple[str, str, str]]:
    """What the trail says about copies."""
    lines = TrailLine.objects.filter(action__in=["register.take_out", "record.print"]).order_by("id")
    return [(line.action, line.ref, line.result) for line in lines]


def test_excel_holds_what_the_filters_leave_and_says_so(bank: Bank, logs: list[WorkLog], browser: Browser) -> None:
    answer = browser.sign_in(bank.staff("王五")).get("/logs/excel/?owner=张三")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "20260306-0900" in answer["Content-Disposition"]
    content = answer.getvalue()
    found = cells(content)
    assert len(found) == 1
    assert "张三" in found[0]
    assert "抵押物评估报告未出" in found[0]
    head = load_workbook(BytesIO(content)).active
    assert head is not None
    assert "张三" in str(head["A2"].value)
    assert "王五 T0005" in str(head["A3"].value)
    line = TrailLine.objects.get(action="register.take_out")
    assert (line.ref, line.detail["rows"], line.by) == ("register/work_log", "1", bank.staff("王五"))
    assert "张三" in line.detail["filters"]


def test_excel_of_the_marked_rows_alone(bank: Bank, logs: list[WorkLog], browser: Browser) -> None:
    answer = browser.sign_in(bank.staff("王五")).get(f"/logs/excel/?pk={logs[1].pk}&pk=x&pk=999")
    found = cells(answer.getvalue())
    assert len(found) == 1
    assert "'=cmd|'/c calc'!A1" in found[0]


def test_nobody_takes_out_what_the_own_list_does_not_show(bank: Bank, logs: list[WorkLog], browser: Browser) -> None:
    answer = browser.sign_in(bank.staff("张三")).get(f"/logs/excel/?pk={logs[0].pk}&pk={logs[1].pk}")
    assert len(cells(answer.getvalue())) == 1
    answer = browser.get(f"/logs/print/?pk={logs[1].pk}")
    assert answer.status_code == 302
    assert browser.get(f"/logs/{logs[1].pk}/print/").status_code == 404
    assert ("record.print", logs[1].ref, "done") not in taken()


def test_more_rows_than_a_file_holds_are_not_cut_off_but_refused_with_the_reason(
    bank: Bank, logs: list[WorkLog], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lvzhi.web.register.copies.MOST", 1)
    answer = browser.sign_in(bank.staff("王五")).get("/logs/excel/?on_from=2026-03-01", follow=True)
    assert answer.redirect_chain == [("/logs/?on_from=2026-03-01", 302)]
    assert 'role="alert"' in answer.text
    assert not taken()


def test_one_log_on_paper(bank: Bank, logs: list[WorkLog], browser: Browser) -> None:
    answer = browser.sign_in(bank.staff("李四")).get(f"/logs/{logs[0].pk}/print/", REMOTE_ADDR="10.8.1.23")
    assert answer["Content-Type"] == "application/pdf"
    assert f"RZ-2026-{logs[0].pk:06}" in answer["Content-Disposition"]
    text = text_of(answer.getvalue())
    flowing = "".join(text.split())
    for words in (
        "客户经理日志",
        f"RZ-2026-{logs[0].pk:06}",
        "一组",
        "张三T0001",
        "示例甲精密制造",
        "抵押物评估报告未出",
    ):
        assert words in flowing
    for words in ("整理贷后资料", "我来联系评估公司", "先听再讲", "2026-03-0217:50"):
        assert words in flowing
    assert "李四 T0003 2026-03-06 09:00 IP·23" in text
    assert taken() == [("record.print", logs[0].ref, "done")]
    assert TrailLine.objects.get(action="record.print").ip == "10.8.1.23"


def test_the_marked_logs_on_paper_each_on_its_own_sheets(bank: Bank, logs: list[WorkLog], browser: Browser) -> None:
    keys = "&".join(f"pk={log.pk}" for log in logs)
    answer = browser.sign_in(bank.staff("周审")).get(f"/logs/print/?{keys}&sort=owner")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.getvalue())).pages]
    assert len(pages) == 2
    assert sorted(ref for _action, ref, _result in taken()) == sorted(log.ref for log in logs)


def test_printing_nothing_says_what_to_do(bank: Bank, logs: list[WorkLog], browser: Browser) -> None:
    answer = browser.sign_in(bank.staff("王五")).get("/logs/print/?late=yes", follow=True)
    assert answer.redirect_chain == [("/logs/?late=yes", 302)]
    assert 'role="alert"' in answer.text
