"""A month of the engine for 2,000 relationship managers, beside the bare SQL that inserts the same rows.

    .venv/bin/python -m benchmarks.engine [managers]

Every figure is printed beside a fixed yardstick (a loop of one million steps in Python), so that runs on different
machines compare. The work happens in a database of its own, which is dropped afterwards.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.stage import own_database, yardstick

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
SUPERVISED = 10  # managers to a supervisor
CLEARED = dt.date(2099, 12, 31)  # everybody has signed the confidentiality agreement
UNFILED = 7  # every seventh log is missing


def main(managers: int) -> None:
    with own_database():
        lay_out(managers)
        unit = yardstick()
        print(f"{managers:,} relationship managers, {FIRST} to {LAST}; yardstick {unit * 1000:.0f} ms\n")
        compare(unit)


def lay_out(managers: int) -> None:
    """Teams of ten under one supervisor, forty teams to a department."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    from lvzhi.core.writing import writing
    from lvzhi.people.models import Post, Role, Staff, Unit
    from lvzhi.people.sql import rebuild_ancestors

    ever = DateRange(dt.date(2020, 1, 1), None)
    with writing():
        top = Unit.objects.create(code="B", name="示例分行", kind="branch")
        departments = Unit.objects.bulk_create(
            Unit(code=f"D{n}", name=f"部{n}", kind="department", parent=top) for n in range(managers // 400 + 1)
        )
        teams = Unit.objects.bulk_create(
            Unit(code=f"T{n}", name=f"组{n}", kind="team", parent=departments[n // 40])
            for n in range(managers // SUPERVISED)
        )
        rebuild_ancestors()
        people = Staff.objects.bulk_create(
            Staff(number=f"S{n}", name=f"人{n}", cleared_until=CLEARED)
            for n in range(managers + len(teams) + len(departments))
        )
        roles = [Role.MANAGER] * managers + [Role.SUPERVISOR] * len(teams) + [Role.DEPARTMENT_HEAD] * len(departments)
        places = [teams[n // SUPERVISED] for n in range(managers)] + teams + departments
        Post.objects.bulk_create(
            Post(staff=s, role=r, unit=u, during=ever) for s, r, u in zip(people, roles, places, strict=True)
        )


# What the engine has written is set aside, taken away, and written again by the plainest statements there are: into the
# same tables, with the same keys, checks and indexes.
SET_ASIDE = """
    CREATE TEMP TABLE duty AS SELECT * FROM duties_duty;
    CREATE TEMP TABLE proof AS SELECT * FROM duties_proof;
    CREATE TEMP TABLE notice AS SELECT * FROM duties_notice;
    CREATE TEMP TABLE message AS SELECT * FROM records_message;
    CREATE TEMP TABLE met AS SELECT id, met_at FROM duties_duty WHERE met_at IS NOT NULL;
    UPDATE duty SET met_at = NULL;
    TRUNCATE duties_duty, duties_proof, duties_notice, records_message CASCADE;
    ANALYZE duty; ANALYZE proof; ANALYZE notice; ANALYZE message; ANALYZE met
"""
BARE = {
    "raise": ["INSERT INTO duties_duty SELECT * FROM duty"],
    "settle": [
        "INSERT INTO duties_proof SELECT * FROM proof",
        "UPDATE duties_duty d SET met_at = met.met_at FROM met WHERE met.id = d.id",
    ],
    "escalate": ["INSERT INTO duties_notice SELECT * FROM notice", "INSERT INTO records_message SELECT * FROM message"],
}


def compare(unit: float) -> None:
    """The engine's three steps, each followed by itself again, and the bare statements that write the same rows."""
    rows, engine, again = {}, {}, {}
    for step, work in {"raise": raise_month, "settle": settle_month, "escalate": escalate_month}.items():
        engine[step], rows[step] = timed(work)
        again[step], none = timed(work)
        assert none == 0, f"{step} again wrote {none} rows"
        if step == "raise":
            file_logs()
    timed(partial(run, SET_ASIDE))
    bare = {step: timed(partial(run, *statements))[0] for step, statements in BARE.items()}
    print(f"{'step':12}{'rows':>9}{'engine s':>10}{'again s':>10}{'bare s':>9}{'engine/bare':>13}{'yardsticks':>12}")
    for step in BARE:
        line(step, f"{rows[step]:,}", engine[step], again[step], bare[step], unit)
    line("all", "", sum(engine.values()), sum(again.values()), sum(bare.values()), unit)


def line(step: str, rows: str, *seconds: float) -> None:
    engine, again, bare, unit = seconds
    print(f"{step:12}{rows:>9}{engine:>10.2f}{again:>10.2f}{bare:>9.2f}{engine / bare:>13.2f}{engine / unit:>12.1f}")


def run(*statements: str) -> int:
    """Plain SQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return 0


def raise_month() -> int:
    from lvzhi.core.calendar import DAY, Day
    from lvzhi.duties import engine
    from lvzhi.duties.rule import RULES

    days = [Day.of(FIRST + n * DAY) for n in range((LAST - FIRST).days + 1)]
    return sum(engine.raise_rule(RULES["keep_work_log"], day) for day in days)


def file_logs() -> None:
    """What 2,000 people hand in over a month, written straight into the tables."""
    from django.db import connection

    from lvzhi.core.writing import writing

    with writing(), connection.cursor() as cursor:
        cursor.execute(
            """
            WITH r AS (
                INSERT INTO records_record (kind, by_id, happened_at, recorded_at)
                SELECT 'work_log', owner_id, opens + interval '18 h', opens + interval '18 h'
                  FROM duties_duty WHERE id %% %s <> 0
                RETURNING id, by_id, happened_at, recorded_at)
            INSERT INTO records_filing (record_id, kind, owner_id, about, happened_at, recorded_at)
            SELECT id, 'work_log', by_id, '', happened_at, recorded_at FROM r
            """,
            [UNFILED],
        )
        cursor.execute("ANALYZE")


def settle_month() -> int:
    from lvzhi.duties import engine

    return engine.settle()


def escalate_month() -> int:
    from lvzhi.duties import engine

    return engine.escalate(dt.datetime(2026, 4, 10, tzinfo=dt.UTC))


def timed(work: Callable[[], Any]) -> tuple[float, int]:
    """In one transaction that may write, as an action and the night have it."""
    from lvzhi.core.writing import writing

    with writing():
        began = time.perf_counter()
        rows = work()
        return time.perf_counter() - began, rows


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
