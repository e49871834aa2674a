"""What it costs 2,000 relationship managers when the calendar changes, and to try a parameter on their last year.

    .venv/bin/python -m benchmarks.changes [managers]

A year of logs and their readings is written straight into the tables; the last two working days are still unread. Then
a day turns, next year's notice comes, and a value is tried. The database is dropped afterwards.
"""

import datetime as dt
import sys
import time

from benchmarks.engine import lay_out
from benchmarks.stage import own_database, yardstick

FIRST, TODAY = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
AT = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)

YEAR = """
    WITH r AS (
        INSERT INTO records_record (kind, by_id, happened_at, recorded_at)
        SELECT 'work_log', p.staff_id, t.at, t.at
          FROM core_calendarday d CROSS JOIN people_post p
         CROSS JOIN LATERAL (SELECT d.date + interval '9 h' + p.staff_id * interval '1.7 s' AS at) t
         WHERE p.role = 10 AND d.kind IN ('workday', 'makeup') AND d.date BETWEEN %(first)s AND %(today)s
         ORDER BY t.at
        RETURNING id, by_id, happened_at, recorded_at
    ), f AS (
        INSERT INTO records_filing (record_id, kind, owner_id, about, happened_at, recorded_at)
        SELECT id, 'work_log', by_id, '', happened_at, recorded_at FROM r RETURNING record_id
    )
    INSERT INTO worklog_worklog (record_id, owner_id, unit_id, "on", done, learned, late_reason)
    SELECT r.id, r.by_id, p.unit_id, r.happened_at::date, '', '', '' FROM r JOIN people_post p ON p.staff_id = r.by_id
"""
READ = """
    WITH r AS (
        INSERT INTO records_record (kind, by_id, happened_at, recorded_at)
        SELECT 'read/' || l.record_id, s.staff_id, r.recorded_at + interval '16 h', r.recorded_at + interval '16 h'
          FROM worklog_worklog l
          JOIN records_record r ON r.id = l.record_id
          JOIN people_post s ON s.unit_id = l.unit_id AND s.role = 20
         WHERE l."on" < %(unread)s
         ORDER BY r.recorded_at
        RETURNING id, kind, by_id, happened_at, recorded_at)
    INSERT INTO records_filing (record_id, kind, owner_id, about, happened_at, recorded_at)
    SELECT id, 'work_log_reading', by_id, 'work_log/' || split_part(kind, '/', 2), happened_at, recorded_at FROM r
"""


def main(managers: int) -> None:
    with own_database():
        lay_out(managers)
        write_year()
        unit = yardstick()
        print(f"{managers:,} relationship managers, {FIRST} to {TODAY}; yardstick {unit * 1000:.0f} ms\n")
        steps = (("a day turns", turn_a_day), ("next year's notice", notice), ("a value is tried", try_value))
        for name, work in steps:
            began = time.perf_counter()
            said = work()
            took = time.perf_counter() - began
            print(f"{name:20}{took:>8.2f} s{took / unit:>10.1f} yardsticks   {said}")


def write_year() -> None:
    """Records first, then the nights: all are said to have run, the last two really do."""
    from django.db import connection

    from lvzhi.core.calendar import DAY
    from lvzhi.core.clock import moment
    from lvzhi.core.models import NightRun
    from lvzhi.core.writing import writing
    from lvzhi.duties import engine

    with writing(), connection.cursor() as cursor:
        cursor.execute(YEAR, {"first": FIRST, "today": TODAY})
        cursor.execute(READ, {"unread": TODAY - 2 * DAY})
        cursor.execute("ANALYZE")
        NightRun.objects.bulk_create(
            NightRun(day=FIRST + n * DAY, at=AT, raised=0, settled=0, escalated=0) for n in range((TODAY - FIRST).days)
        )
    for day in (TODAY - DAY, TODAY):  # the first of them sees the facts of ninety days
        engine.nightly(day, moment(day, dt.time(0, 5)))


def change_of(kind: str, key: str, content: dict[str, object]):
    from lvzhi.core.models import Change
    from lvzhi.core.writing import writing
    from lvzhi.people.models import Staff

    with writing():
        return Change.objects.create(kind=kind, key=key, content=content, why="x", by=Staff.objects.first(), at=AT)


def turn_a_day() -> str:
    from lvzhi.duties.moving import rehearse

    return str(rehearse(change_of("day", "2026-12-30", {"kind": "holiday", "name": "x"}), AT).counts)


def notice() -> str:
    from lvzhi.core.calendar_years import computed
    from lvzhi.duties.moving import rehearse

    days = [[d.isoformat(), one.kind, one.name] for d, one in sorted(computed(2027).items())]
    change = change_of("notice", "2027", {"days": [*days, ["2027-01-04", "holiday", "New Year's Day"]]})
    return str(rehearse(change, AT).counts)


def try_value() -> str:
    from lvzhi.core.writing import writing
    from lvzhi.duties.models import Trial
    from lvzhi.duties.trying import run_trial, span

    change = change_of("parameter", "worklog.review_workdays", {"value": 3, "since": "2027-02-01"})
    first, last = span(TODAY)
    with writing():
        trial = Trial.objects.create(change=change, first=first, last=last)
    run_trial(trial, AT)
    trial.refresh_from_db()
    return str(trial.result)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
