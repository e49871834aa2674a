"""Files that are far too large never reach the disk: their bytes are counted and let go, and the form says so."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from lvzhi.records.attachments import MAX_SIZE


class Measured(UploadedFile):  # type: ignore[type-arg]
    """A file of which only the name and the size were kept, because it is larger than any form takes."""

    def read(self, size: int = -1) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0


class Cap(FileUploadHandler):
    """Stands before the handlers that store. What was typed arrives whole, however large the file beside it is."""

    passed = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        before = self.passed
        self.passed += len(raw_data)
        if self.passed <= MAX_SIZE:
            return raw_data
        if before <= MAX_SIZE:
            self.let_go()
        return None

    def let_go(self) -> None:
        """What the handlers behind have stored of this file so far is thrown away at once."""
        assert self.request is not None, "a request brought the file"
        for handler in self.request.upload_handlers:
            if handler is not self:
                handler.upload_interrupted()

    def file_complete(self, file_size: int) -> Measured | None:
        if self.passed <= MAX_SIZE:
            return None
        return Measured(name=self.file_name, content_type=self.content_type, size=self.passed)
