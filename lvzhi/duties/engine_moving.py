"""The statements by which deadlines follow the calendar. They work on everybody at once, in a table of their own.

`asked` holds what the rules answer, once by the calendar as it was (era 0) and once as it will be (era 1). Only where
the two answers differ has the calendar moved something; whatever else has changed since a duty was raised is in both.
"""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models import Value

from lvzhi.core.calendar import Day
from lvzhi.core.clock import ZONE
from lvzhi.core.sql import insert_into
from lvzhi.duties.rule import Rule

BEFORE, AFTER = 0, 1
OWED = ("owner_id", "unit_id", "about", "opens", "due", "closes", "needed", "rule", "clause", "proof")

LAY = """
    DROP TABLE IF EXISTS asked;
    CREATE TEMP TABLE asked (
        era smallint, day date, rule text, clause text, proof text, owner_id bigint, unit_id bigint, about text,
        opens timestamptz, due timestamptz, closes timestamptz, needed int,
        UNIQUE (rule, owner_id, about, opens, day, era)
    )
"""

UNEXPLAINED = f"""
    SELECT DISTINCT d.rule, (d.opens AT TIME ZONE '{ZONE.key}')::date AS opened
      FROM duties_duty d
     WHERE d.rule = ANY(%(rules)s) AND d.due >= %(since)s
       AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
       AND NOT EXISTS (SELECT FROM asked o WHERE o.rule = d.rule AND o.owner_id = d.owner_id AND o.about = d.about
                                             AND o.opens = d.opens AND o.due = d.due)
     ORDER BY d.rule, opened
"""

MOVE = """
    WITH shifted AS (
        SELECT DISTINCT ON (d.id) d.id, d.due AS was, n.due, n.closes
          FROM asked o
          JOIN asked n USING (rule, owner_id, about, opens, day)
          JOIN duties_duty d ON d.rule = o.rule AND d.owner_id = o.owner_id AND d.about = o.about
                            AND d.opens = o.opens AND d.due = o.due
         WHERE o.era = 0 AND n.era = 1 AND (n.due, n.closes) IS DISTINCT FROM (o.due, o.closes) AND n.due > n.opens
           AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
         ORDER BY d.id, o.day
    ), done AS (
        UPDATE duties_duty d SET due = s.due, closes = s.closes FROM shifted s WHERE d.id = s.id RETURNING d.id
    )
    INSERT INTO duties_moved (change_id, duty_id, what, was, due)
    SELECT %(change)s, s.id, 'moved', s.was, s.due FROM shifted s JOIN done USING (id)
"""

CLOSE = """
    WITH gone AS (
        UPDATE duties_duty d SET closed_at = %(at)s, closed_why = %(why)s
         WHERE d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
           AND (d.rule, d.owner_id, d.about, d.opens) IN (
                SELECT rule, owner_id, about, opens FROM asked WHERE era = 0
                EXCEPT SELECT rule, owner_id, about, opens FROM asked WHERE era = 1)
        RETURNING d.id, d.due
    )
    INSERT INTO duties_moved (change_id, duty_id, what, was) SELECT %(change)s, id, 'closed', due FROM gone
"""

RAISE = """
    WITH fresh AS (
        SELECT DISTINCT ON (n.rule, n.owner_id, n.about, n.opens) n.*
          FROM asked n
         WHERE n.era = 1 AND n.owner_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM asked o WHERE o.era = 0 AND o.rule = n.rule AND o.about = n.about
                                                 AND o.owner_id = n.owner_id AND o.opens = n.opens)
         ORDER BY n.rule, n.owner_id, n.about, n.opens, n.day
    ), made AS (
        INSERT INTO duties_duty (owner_id, unit_id, about, opens, due, closes, needed, rule, clause, proof)
        SELECT owner_id, unit_id, about, opens, due, closes, needed, rule, clause, proof FROM fresh
            ON CONFLICT DO NOTHING
        RETURNING id, due
    )
    INSERT INTO duties_moved (change_id, duty_id, what, due) SELECT %(change)s, id, 'raised', due FROM made
"""

TELL = """
    INSERT INTO records_message (to_id, at, kind, about, facts)
    SELECT d.owner_id, %(at)s, 'duty.moved', %(about)s, jsonb_build_object('count', count(*))
      FROM duties_moved m
      JOIN duties_duty d ON d.id = m.duty_id
     WHERE m.change_id = %(change)s
     GROUP BY d.owner_id
"""


def lay_table() -> None:
    """An empty table for the answers, for this connection alone."""
    with connection.cursor() as cursor:
        cursor.execute(LAY)


def ask(era: int, rule: Rule, day: Day, opened: Day | None = None) -> None:
    """Write down what the rule answers for this day."""
    rows = rule.again(day, Value(era), Value(day.date), opened=opened, living=True)
    if rows is not None:
        insert_into("asked", [*OWED, "era", "day"], rows)


def unexplained(rules: list[str], since: dt.datetime) -> list[tuple[str, dt.date]]:
    """Living duties due from then on that no answer so far accounts for: their rules and the days they opened."""
    with connection.cursor() as cursor:
        cursor.execute(UNEXPLAINED, {"rules": rules, "since": since})
        return [(str(rule), opened) for rule, opened in cursor.fetchall()]


def follow(change: int, at: dt.datetime, why: str) -> None:
    """Bring the duties in line with the new answers, and note beside the change what was done to which duty."""
    given: dict[str, Any] = {"change": change, "at": at, "why": why, "about": f"change/{change}"}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE asked")
        for statement in (MOVE, CLOSE, RAISE, TELL):
            cursor.execute(statement, given)
        cursor.execute("DROP TABLE asked")
