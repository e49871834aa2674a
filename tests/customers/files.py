"""Excel files of customers for tests, and such a file on its way."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

from lvzhi.core.sheets.reading import read_book
from lvzhi.customers.actions import upload_customers
from lvzhi.customers.importing.checking import check
from lvzhi.customers.importing.columns import SHEETS
from lvzhi.customers.importing.plan import Plan
from lvzhi.customers.models import CustomerImport
from lvzhi.people.models import Staff

Rows = Iterable[dict[str, Any]]


def workbook(customers: Rows = (), people: Rows = ()) -> bytes:
    """A file as somebody would fill it in: each row by the keys of its columns."""
    book = Workbook(write_only=True)
    for sheet, rows in zip(SHEETS, (customers, people), strict=True):
        page = book.create_sheet(str(sheet.title))
        page.append([str(column.title) for column in sheet.columns])
        for row in rows:
            page.append([row.get(column.key) for column in sheet.columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kept(by: Staff, at: dt.datetime, customers: Rows = (), people: Rows = ()) -> CustomerImport:
    book = read_book(io.BytesIO(workbook(customers, people)), "客户.xlsx", SHEETS)
    file = upload_customers(by, at=at, name="客户.xlsx", book=book)
    file.refresh_from_db()  # as the next request reads it
    return file


def looked(by: Staff, at: dt.datetime, **sheets: Rows) -> Plan:
    return check(kept(by, at, **sheets).rows, by, at.date())


def said(plan: Plan) -> list[tuple[str, int, str]]:
    return [(p.sheet.key, p.row, p.column.key) for p in plan.problems]
