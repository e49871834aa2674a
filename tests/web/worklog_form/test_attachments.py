"""Files beside a log: what is too large or of another kind is said beside the field, and nothing is half-written."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from lvzhi.records.attachments import MAX_SIZE
from lvzhi.records.models import Attachment, Record
from lvzhi.web.uploads import Measured
from tests.web.desk import MONDAY, Desk, night, team

NEW = "/logs/new/"
SAID = {"done": "走访示例客户，核对回款", "learned": "心得一条", "plan-count": 1, "plan-0-text": "整理贷后资料"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def desk(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    bank = team()
    night(MONDAY)
    return Desk(bank, "张三", MONDAY, "17:50")


def test_a_40_mb_file_is_refused_beside_the_field_and_nothing_is_half_written(desk):
    large = io.BytesIO(PNG + b"\0" * (2 * MAX_SIZE))
    large.name = "现场照片.png"
    small = SimpleUploadedFile("合同.png", PNG, "image/png")
    page = desk.post(NEW, SAID | {"files": [small, large]})
    text = page.content.decode()
    assert page.status_code == 422
    assert "现场照片.png is larger than 20 MB." in text.split('id="id_files"')[1]
    assert all(words in text for words in ("走访示例客户，核对回款", "心得一条", "整理贷后资料"))
    assert not Record.objects.exists()
    assert not Attachment.objects.exists()


def test_the_bytes_of_a_file_too_large_are_let_go(rf):
    """However large the file, no more than the limit is kept on the way; what stands after it arrives."""
    large = io.BytesIO(PNG + b"\0" * (2 * MAX_SIZE))
    large.name = "a.png"
    request = rf.post(NEW, {"files": large, "done": "在文件之后"})
    kept = request.FILES["files"]
    assert isinstance(kept, Measured)
    assert kept.size == 2 * MAX_SIZE + len(PNG)
    assert kept.read() == b""
    assert request.POST["done"] == "在文件之后"


def test_every_file_that_is_not_allowed_is_named(desk):
    files = [
        SimpleUploadedFile("脚本.exe", b"MZ" + b"\0" * 64),
        SimpleUploadedFile("照片.png", b"GIF89a" + b"\0" * 64),
    ]
    text = desk.post(NEW, SAID | {"files": files}).content.decode()
    assert "脚本.exe cannot be attached" in text
    assert "照片.png cannot be attached" in text
    assert not Record.objects.exists()


def test_files_of_the_right_kind_lie_with_the_log(desk):
    page = desk.post(NEW, SAID | {"files": [SimpleUploadedFile("照片.png", PNG, "image/png")]}, follow=True)
    kept = Attachment.objects.get()
    assert "照片.png" in page.content.decode()
    assert default_storage.exists(kept.file.name)
