"""Files handed in with a record: what they may be, how large, and where they go."""

import hashlib
from collections.abc import Sequence
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lvzhi.records.models import Attachment, Record

MEGABYTE = 1024 * 1024
MAX_SIZE = 20 * MEGABYTE
MAX_FILES = 10
OFFICE = "application/vnd.openxmlformats-officedocument."
ALLOWED = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
}


def attach(record: Record, files: "Sequence[UploadedFile[Any]]") -> list[Attachment]:
    """Keep the files with the record; refuses the lot when one of them is not allowed."""
    try:
        kinds = media_types(files)
    except ValidationError as wrong:
        raise ValidationError({"files": wrong.messages}) from wrong
    return [keep_file(record, one, kind) for one, kind in zip(files, kinds, strict=True)]


def media_types(files: "Sequence[UploadedFile[Any]]") -> list[str]:
    """What each file really is; every file that is not allowed is named."""
    if len(files) > MAX_FILES:
        raise ValidationError(_("At most %(count)s files can be attached.") % {"count": MAX_FILES})
    kinds, wrong = [], []
    for one in files:
        try:
            kinds.append(media_type(one))
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        raise ValidationError(wrong)
    return kinds


def media_type(upload: "UploadedFile[Any]") -> str:
    """What the file really is, by its first bytes; its ending must say the same."""
    name = str(upload.name)
    if (upload.size or 0) > MAX_SIZE:
        facts = {"name": name, "most": MAX_SIZE // MEGABYTE}
        raise ValidationError(_("%(name)s is larger than %(most)s MB.") % facts)
    head = upload.read(8192)
    upload.seek(0)
    kind = ALLOWED.get(name.rpartition(".")[2].lower())
    if kind is None or filetype.guess_mime(head) != kind:
        facts = {"name": name, "kinds": "JPG, PNG, PDF, DOCX, XLSX"}
        raise ValidationError(_("%(name)s cannot be attached. Allowed: %(kinds)s.") % facts)
    return kind


def keep_file(record: Record, upload: "UploadedFile[Any]", kind: str) -> Attachment:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    found, _new = Attachment.objects.get_or_create(
        record=record,
        sha256=digest.hexdigest(),
        defaults={"name": str(upload.name)[-150:], "media_type": kind, "size": upload.size or 0, "file": upload},
    )
    return found
