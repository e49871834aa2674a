"""A workbook on its way to the browser."""

from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hand_out(content: bytes, name: str) -> HttpResponse:
    """A file to be saved under this name."""
    named = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": named})
