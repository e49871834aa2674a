"""Excel files of targets for tests, and such a file on its way."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

from lvzhi.core.sheets.reading import read_book
from lvzhi.people.models import Staff
from lvzhi.worklog.actions import import_targets, upload_targets
from lvzhi.worklog.models import TargetImport
from lvzhi.worklog.targets.checking import check
from lvzhi.worklog.targets.columns import SHEETS, TARGETS
from lvzhi.worklog.targets.plan import Plan

Rows = Iterable[dict[str, Any]]


def workbook(rows: Rows) -> bytes:
    """A file as somebody would fill it in: each row by the keys of its columns."""
    book = Workbook(write_only=True)
    page = book.create_sheet(str(TARGETS.title))
    page.append([str(column.title) for column in TARGETS.columns])
    for row in rows:
        page.append([row.get(column.key) for column in TARGETS.columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kept(by: Staff, at: dt.datetime, *rows: dict[str, Any]) -> TargetImport:
    book = read_book(io.BytesIO(workbook(rows)), "目标.xlsx", SHEETS)
    file = upload_targets(by, at=at, name="目标.xlsx", book=book)
    file.refresh_from_db()  # as the next request reads it
    return file


def brought(by: Staff, at: dt.datetime, *rows: dict[str, Any]) -> TargetImport:
    """A file that is taken over."""
    return import_targets(by, at=at, file=kept(by, at, *rows))


def looked(by: Staff, at: dt.datetime, *rows: dict[str, Any]) -> Plan:
    return check(kept(by, at, *rows).rows, by, at.date())
