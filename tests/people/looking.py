"""A file on its way: brought, looked at, not yet taken over."""

import datetime as dt
import io

from lvzhi.core.sheets.reading import read_book
from lvzhi.people.actions import upload_people
from lvzhi.people.importing.checking import check
from lvzhi.people.importing.columns import SHEETS
from lvzhi.people.importing.plan import Plan
from lvzhi.people.models import PeopleImport, Staff
from tests.people.files import Lines, workbook

FIRST = dt.date(2026, 3, 2)
TEAM = ("0501", "三组", "Team", "004")


def kept(admin: Staff, at: dt.datetime, units: Lines = (), people: Lines = (), posts: Lines = ()) -> PeopleImport:
    book = read_book(io.BytesIO(workbook(units, people, posts)), "名单.xlsx", SHEETS)
    file = upload_people(admin, at=at, name="名单.xlsx", book=book)
    file.refresh_from_db()  # as the next request reads it
    return file


def looked(admin: Staff, at: dt.datetime, **sheets: Lines) -> Plan:
    return check(kept(admin, at, **sheets).rows, admin)


def said(plan: Plan) -> list[tuple[str, int, str, str]]:
    return [(p.sheet.key, p.row, p.column.key, p.why) for p in plan.problems]
