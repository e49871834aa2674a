"""A field of a form that takes several files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from lvzhi.records.attachments import ALLOWED, MAX_SIZE, media_types


class ManyFiles(forms.FileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at by itself when the form is sent."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [super(FilesField, self).clean(one, initial) for one in data or []]
        media_types(files)
        return files


def attachments(label: Any = gettext_lazy("Attachments")) -> FilesField:
    """The field for files that go with a record; never required."""
    accepted = {"accept": ",".join(f".{end}" for end in ALLOWED), "data-max-bytes": MAX_SIZE}
    return FilesField(label=label, required=False, widget=ManyFiles(accepted))
