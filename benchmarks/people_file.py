"""What it costs to bring a bank from Excel: read the file, look at it, take it over, and look at it again.

    .venv/bin/python -m benchmarks.people_file [people]

A tree of 2,000 units; everybody holds one post. The work happens in a database of its own, which is dropped afterwards.
"""

import datetime as dt
import io
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.stage import own_database, yardstick

UNITS, BRANCHES, TEAMS_FROM = 2000, 20, 401
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
FIRST = dt.date(2026, 1, 1)


def main(people: int) -> None:
    with own_database():
        from lvzhi.core.sheets.reading import read_book
        from lvzhi.people.actions import create_administrator, import_people, upload_people
        from lvzhi.people.importing.checking import check
        from lvzhi.people.importing.columns import SHEETS

        unit = yardstick()
        print(f"{people:,} people with a post each, {UNITS:,} units; yardstick {unit * 1000:.0f} ms\n")

        def timed(name: str, work: Callable[[], Any]) -> Any:
            began = time.perf_counter()
            found = work()
            took = time.perf_counter() - began
            print(f"{name:<12}{took:6.2f} s {took / unit:6.0f} yardsticks")
            return found

        admin = create_administrator(None, at=AT, number="A1", name="管理员", password="Kx7m-qp49-tn9w")
        data = io.BytesIO(workbook(people))
        book = timed("read", lambda: read_book(data, "bank.xlsx", SHEETS))
        file = timed("keep", lambda: upload_people(admin, at=AT, name="bank.xlsx", book=book))
        timed("look", lambda: check(file.rows, admin))
        timed("take over", lambda: import_people(admin, at=AT, file=file))
        timed("look again", lambda: check(file.rows, admin))


def workbook(people: int) -> bytes:
    """A head office, branches, sub-branches and teams, and the people of the teams."""
    from openpyxl import Workbook

    from lvzhi.people.importing.columns import SHEETS

    book = Workbook(write_only=True)
    for sheet, lines in zip(SHEETS, (units(), staff(people), posts(people)), strict=True):
        page = book.create_sheet(str(sheet.title))
        page.append([str(column.title) for column in sheet.columns])
        for line in lines:
            page.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def units() -> list[tuple[Any, ...]]:
    """Below the head office that came with the administrator."""
    found: list[tuple[Any, ...]] = []
    for n in range(1, UNITS):
        if n <= BRANCHES:
            found.append((f"{n}", f"示例分行{n}", "branch", "000"))
        elif n < TEAMS_FROM:
            found.append((f"{n}", f"示例支行{n}", "sub-branch", f"{1 + n % BRANCHES}"))
        else:
            found.append((f"{n}", f"示例团队{n}", "team", f"{BRANCHES + 1 + n % (TEAMS_FROM - BRANCHES - 1)}"))
    return found


def staff(people: int) -> list[tuple[Any, ...]]:
    return [(f"E{n:05}", f"示例{n:05}", f"138{n:08}", f"e{n}@bank.example") for n in range(people)]


def posts(people: int) -> list[tuple[Any, ...]]:
    teams = UNITS - TEAMS_FROM
    return [(f"E{n:05}", f"{TEAMS_FROM + n % teams}", "Relationship manager", FIRST, None) for n in range(people)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
