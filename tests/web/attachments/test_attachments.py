"""Files of a record: handed to who may see the record, as something to keep, and to nobody else."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lvzhi.core.models import TrailLine
from lvzhi.records.models import Attachment
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank, a_log
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4\n<script>alert(1)</script>\n"


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def attachment(bank: Bank) -> Attachment:
    log = a_log(bank.staff("张三"), files=[SimpleUploadedFile("盘点 照片.pdf", CONTENT)])
    return Attachment.objects.get(record=log.pk)


@pytest.mark.parametrize("who", ["张三", "李四", "王五", "周审"])
def test_who_sees_the_record_gets_the_file_to_keep(
    bank: Bank, attachment: Attachment, browser: Browser, who: str
) -> None:
    answer = browser.sign_in(bank.staff(who)).get(f"/attachments/{attachment.pk}/")
    assert answer.getvalue() == CONTENT
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%9B%98%E7%82%B9%20")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["王丽", "赵六"])
def test_for_an_outsider_there_is_no_such_file_and_the_guess_is_on_the_trail(
    bank: Bank, attachment: Attachment, browser: Browser, who: str
) -> None:
    assert browser.sign_in(bank.staff(who)).get(f"/attachments/{attachment.pk}/").status_code == 404
    line = TrailLine.objects.latest("id")
    assert (line.by, line.ref, line.result) == (bank.staff(who), attachment.ref, "refused")
    assert browser.get("/attachments/999/").status_code == 404


def test_an_administrator_and_a_stranger_get_nothing(bank: Bank, attachment: Attachment, browser: Browser) -> None:
    assert browser.get(f"/attachments/{attachment.pk}/").status_code == 302
    assert browser.sign_in(bank.staff("吴管")).get(f"/attachments/{attachment.pk}/").status_code == 403


def test_the_folder_of_files_has_no_address(bank: Bank, attachment: Attachment, browser: Browser) -> None:
    browser.sign_in(bank.staff("张三"))
    for path in (f"/media/{attachment.file.name}", f"/static/{attachment.file.name}", f"/{attachment.file.name}"):
        assert browser.get(path).status_code == 404


def test_a_file_that_is_gone_from_the_store_is_a_404_not_a_failure(
    bank: Bank, attachment: Attachment, browser: Browser
) -> None:
    attachment.file.storage.delete(attachment.file.name)
    assert browser.sign_in(bank.staff("张三")).get(f"/attachments/{attachment.pk}/").status_code == 404
