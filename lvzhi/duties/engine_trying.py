"""The statements that try a value on the past: what the rules would have asked, and what the records would have met."""

import datetime as dt

from django.db import connection
from django.db.models import Value

from lvzhi.core.calendar import Day
from lvzhi.core.sql import insert_into
from lvzhi.duties.engine_moving import OWED
from lvzhi.duties.rule import Rule

NOW, NEW = 0, 1

LAY = """
    DROP TABLE IF EXISTS owed_if;
    CREATE TEMP TABLE owed_if (
        variant smallint, rule text, clause text, proof text, owner_id bigint, unit_id bigint, about text,
        opens timestamptz, due timestamptz, closes timestamptz, needed int,
        UNIQUE (variant, rule, owner_id, about, opens)
    )
"""

# What was really excused or closed counts as such either way; the rest is decided by the records alone.
COUNT = """
    SELECT a.variant, a.rule,
           CASE WHEN d.excused_at IS NOT NULL THEN 'excused'
                WHEN m.recorded_at < a.due THEN 'met'
                WHEN m.recorded_at IS NOT NULL THEN 'met_late'
                WHEN a.due <= %(at)s THEN 'late'
                ELSE 'open' END AS state,
           count(*)
      FROM owed_if a
      LEFT JOIN duties_duty d ON d.rule = a.rule AND d.owner_id = a.owner_id AND d.about = a.about AND d.opens = a.opens
      LEFT JOIN LATERAL (
           SELECT f.recorded_at
             FROM records_filing f
            WHERE f.kind = a.proof AND f.owner_id = a.owner_id AND f.about = a.about
              AND f.happened_at >= a.opens AND f.happened_at < a.closes
              AND NOT EXISTS (SELECT FROM records_withdrawal w WHERE w.filing_id = f.id)
            ORDER BY f.recorded_at, f.record_id
           OFFSET a.needed - 1 LIMIT 1) m ON true
     WHERE d.closed_at IS NULL AND a.owner_id IS NOT NULL
     GROUP BY 1, 2, 3
"""


def lay_table() -> None:
    """An empty table for what would be owed, for this connection alone."""
    with connection.cursor() as cursor:
        cursor.execute(LAY)


def drop_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS owed_if")


def suppose(variant: int, rule: Rule, day: Day) -> None:
    """Add what the rule would make people owe because of this day's facts; what is owed already stays as it is."""
    rows = rule.again(day, Value(variant), opened=day)
    if rows is not None:
        insert_into("owed_if", [*OWED, "variant"], rows)


def count(at: dt.datetime) -> list[tuple[int, str, str, int]]:
    """Variant, rule, state, and how many."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE owed_if")
        cursor.execute(COUNT, {"at": at})
        return [(int(v), str(rule), str(state), int(n)) for v, rule, state, n in cursor.fetchall()]
