"""AS-42: many rows with customers' data leave by a request alone, watermarked, locked, for a day, and counted."""

import datetime as dt
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto import OfficeFile
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook

from lvzhi.core.models import TrailLine
from lvzhi.customers.models import Customer
from lvzhi.people.names import name_key
from lvzhi.records.actions_approvals import decide
from lvzhi.records.models import Message
from lvzhi.secrecy.exporting import NoRightsError, delete_expired, make
from lvzhi.secrecy.models import Export, ExportFile
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, PEOPLE
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
PURPOSE = "季末走访排期"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def bank(settings: Any, tmp_path: Any) -> Iterator[Bank]:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    with at_moment(NOW):
        yield Bank.of(PEOPLE | {"钱副": "vice_president", "孙行": "president"})


def customers(bank: Bank, count: int, manager: str = "张三") -> None:
    """As many customers as wanted, straight into the table."""
    staff = bank.staff(manager)
    unit = staff.posts.get().unit
    start = Customer.objects.count()
    Customer.objects.bulk_create(
        Customer(
            number=f"C{n:06}", name=f"示例{n}号有限公司", pinyin=name_key(f"示例{n}号"), manager=staff, unit=unit,
            phone="13812345678",
        )
        for n in range(start, start + count)
    )  # fmt: skip


def request(browser: Browser, purpose: str = PURPOSE, query: str = "") -> Export:
    """From the list's own button to the request."""
    sent = browser.get(f"/customers/excel/{query}")
    assert sent.status_code == 302
    assert sent["Location"].startswith("/exports/new/?")
    assert browser.get(sent["Location"]).status_code == 200
    made = browser.post(sent["Location"], {"once": uuid.uuid4(), "purpose": purpose})
    assert made.status_code == 302, made.text
    return Export.objects.get(pk=made["Location"].rstrip("/").rpartition("/")[2])


def approve(bank: Bank, export: Export, who: str, approved: bool = True) -> None:
    remark = "" if approved else "用途不清"
    decide(bank.staff(who), at=NOW + MINUTE, approval=export.record.approval, approved=approved, remark=remark)


def made(export: Export, at: dt.datetime = NOW + 2 * MINUTE) -> Export:
    """After the background has done its work."""
    make(Export.objects.select_related("record", "owner", "file").get(pk=export.pk), at)
    return Export.objects.select_related("file").get(pk=export.pk)


def password(browser: Browser, export: Export) -> str:
    page = browser.post(f"/exports/{export.pk}/password/", {"once": uuid.uuid4()}).text
    return page.partition("<dt>Password</dt><dd>")[2].partition("</dd>")[0]


def opened(content: bytes, secret: str) -> Any:
    out = BytesIO()
    book = OfficeFile(BytesIO(content))
    book.load_key(password=secret)
    book.decrypt(out)
    return load_workbook(out).active


def test_AS_42_five_hundred_customers(bank: Bank, browser: Browser) -> None:
    customers(bank, 500)
    browser.sign_in(bank.staff("张三"))
    export = request(browser)
    assert (export.rows, export.source, export.purpose) == (500, "customer", PURPOSE)
    assert "waits to be decided" in browser.get(f"/exports/{export.pk}/").text
    assert browser.get(f"/exports/{export.pk}/file/").status_code == 302
    approve(bank, export, "李四")
    assert "0 of 500 rows" in browser.get(f"/exports/{export.pk}/").text
    export = made(export)
    assert export.file.expires_at - export.file.approved_at == dt.timedelta(hours=24)
    secret = password(browser, export)
    assert len(secret) == 14
    answer = browser.get(f"/exports/{export.pk}/file/")
    sheet = opened(answer.getvalue(), secret)
    assert sheet.max_row == 506  # four lines of head, one of columns, one between
    assert "张三 T0001" in sheet["A3"].value
    assert PURPOSE in sheet["A4"].value
    for part in (sheet.oddHeader.right, sheet.oddFooter.center):
        assert part.text == "张三 T0001 2026-03-06 09:02"
    values = {cell.value for row in sheet.iter_rows(min_row=7) for cell in row}
    assert "138****5678" in values
    assert "13812345678" not in values
    browser.get(f"/exports/{export.pk}/file/").getvalue()
    export.file.refresh_from_db()
    assert export.file.downloads == 2
    assert TrailLine.objects.filter(action="export.download", ref=export.ref).count() == 2


def test_AS_42_after_a_day_the_file_is_gone(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    browser.sign_in(bank.staff("张三"))
    export = request(browser)
    approve(bank, export, "李四")
    export = made(export)
    path = Path(export.file.content.path)
    assert path.exists()
    over = export.file.expires_at
    assert delete_expired(over - MINUTE) == 0
    with at_moment(over):
        browser.sign_in(bank.staff("张三"))
        answer = browser.get(f"/exports/{export.pk}/file/", follow=True)
        assert answer.redirect_chain == [(f"/exports/{export.pk}/", 302)]
        assert 'role="alert"' in answer.text
        assert delete_expired(over) == 1
        assert delete_expired(over) == 0
        assert not path.exists()
        assert "The file is deleted." in browser.get(f"/exports/{export.pk}/").text
    export.file.refresh_from_db()
    assert (export.file.content.name, export.file.secret) == ("", "")


def test_the_password_is_shown_once_and_the_file_is_nothing_without_it(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    browser.sign_in(bank.staff("张三"))
    export = request(browser)
    approve(bank, export, "李四")
    export = made(export)
    content = browser.get(f"/exports/{export.pk}/file/").getvalue()
    secret = password(browser, export)
    assert password(browser, export) == ""
    assert secret not in browser.get(f"/exports/{export.pk}/").text
    with pytest.raises(InvalidKeyError):
        opened(content, "not-it")
    assert opened(content, secret).max_row == 66
    assert secret.encode() not in content
    assert ExportFile.objects.get().secret == ""


def test_up_to_the_bound_the_file_comes_at_once(bank: Bank, browser: Browser) -> None:
    customers(bank, 50)
    answer = browser.sign_in(bank.staff("张三")).get("/customers/excel/")
    assert answer.status_code == 200
    assert load_workbook(BytesIO(answer.getvalue())).active.max_row == 55
    customers(bank, 1)
    assert browser.get("/customers/excel/")["Location"].startswith("/exports/new/")
    assert browser.get("/customers/excel/?q=C000003").status_code == 200
    assert TrailLine.objects.filter(action="register.take_out").count() == 2


def test_nobody_else_gets_the_file_or_its_password(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    browser.sign_in(bank.staff("张三"))
    export = request(browser)
    approve(bank, export, "李四")
    made(export)
    for who, seen in (("李四", 200), ("周审", 200), ("王丽", 404), ("赵六", 404)):
        browser.sign_in(bank.staff(who))
        assert browser.get(f"/exports/{export.pk}/").status_code == seen
        assert browser.get(f"/exports/{export.pk}/file/").status_code == 404
        sent = browser.post(f"/exports/{export.pk}/password/", {"once": uuid.uuid4()})
        assert sent.status_code in (403, 404)
    assert ExportFile.objects.get().downloads == 0


def test_many_rows_go_to_the_vice_president_too(bank: Bank, browser: Browser) -> None:
    customers(bank, 1001)
    export = request(browser.sign_in(bank.staff("张三")))
    approve(bank, export, "李四")
    assert not ExportFile.objects.exists()
    approve(bank, export, "钱副")
    assert ExportFile.objects.filter(pk=export.pk).exists()


def test_what_is_declined_never_becomes_a_file(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    export = request(browser.sign_in(bank.staff("张三")))
    approve(bank, export, "李四", approved=False)
    assert not ExportFile.objects.exists()
    page = browser.get(f"/exports/{export.pk}/").text
    assert "not approved" in page
    assert "用途不清" in page


def test_a_request_says_what_for(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    browser.sign_in(bank.staff("张三"))
    answer = browser.post("/exports/new/?source=customer", {"once": uuid.uuid4(), "purpose": "看"})
    assert answer.status_code == 422
    assert "id_purpose_error" in answer.text
    assert not Export.objects.exists()
    assert browser.get("/exports/new/?source=nothing").status_code == 404
    assert browser.get("/exports/new/").status_code == 404


def test_the_file_holds_what_the_requester_sees_and_the_filters_leave(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    customers(bank, 60, "王丽")
    Customer.objects.filter(number__lt="C000055").update(district="城东")
    export = request(browser.sign_in(bank.staff("张三")), query="?district=城东")
    assert export.rows == 55
    assert "城东" in export.filters
    approve(bank, export, "李四")
    export = made(export)
    assert export.file.rows == 55


def test_who_may_not_see_the_rows_any_more_gets_no_file(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    export = request(browser.sign_in(bank.staff("张三")))
    staff = bank.staff("张三")
    staff.cleared_until = NOW.date() - dt.timedelta(days=1)
    staff.save()
    approve(bank, export, "李四")
    with pytest.raises(NoRightsError):
        made(export)
    assert not ExportFile.objects.get().content


def test_who_decides_reads_who_wants_what_and_what_for(bank: Bank, browser: Browser) -> None:
    customers(bank, 60)
    export = request(browser.sign_in(bank.staff("张三")))
    page = browser.sign_in(bank.staff("李四")).get(f"/approvals/{export.pk}/").text
    for words in ("张三", "60", PURPOSE, f"/exports/{export.pk}/"):
        assert words in page
    told = Message.objects.get(to=bank.staff("李四"), kind="approval.asked")
    assert told.facts["rows"] == 60


def test_a_file_that_broke_off_can_be_made_again(bank: Bank, browser: Browser) -> None:
    from lvzhi.secrecy.exporting import mark_failed

    customers(bank, 60)
    export = request(browser.sign_in(bank.staff("张三")))
    approve(bank, export, "李四")
    mark_failed(export, "disk full")
    assert "disk full" in browser.get(f"/exports/{export.pk}/").text
    assert browser.post(f"/exports/{export.pk}/", {"once": uuid.uuid4()}).status_code == 302
    assert ExportFile.objects.get().failed == ""
    assert made(export).file.rows == 60
