"""The statements behind the workbench and the reading desk: each asks for everything a page shows at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

# What lies unread before a leader, urgent difficulties first, and how much it is in all.
UNREAD = """
    SELECT w.record_id, p.name, w.on, d.text, coalesce(d.urgent, false), count(*) OVER ()
      FROM worklog_worklog w
      JOIN people_staff p ON p.id = w.owner_id
      LEFT JOIN LATERAL (SELECT text, urgent FROM worklog_difficulty d WHERE d.log_id = w.record_id
                          ORDER BY d.urgent DESC, d.position LIMIT 1) d ON true
     WHERE w.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s))
       AND w.owner_id <> %(reader)s AND w.on > %(since)s
       AND NOT EXISTS (SELECT FROM worklog_logreading m WHERE m.log_id = w.record_id AND m.reader_id = %(reader)s)
     ORDER BY d.urgent DESC NULLS LAST, w.on, p.pinyin, w.record_id
     LIMIT %(shown)s
"""

# The newest logs of the units a leader answers for, what is unread first. `seen` is the leader's last read mark,
# `sorted` the last one before the desk was opened: so a log keeps its place while one goes through the list.
QUEUE = """
    WITH recent AS MATERIALIZED (
        SELECT w.record_id, w.owner_id, w.on, left(w.done, 80) AS done, w.late_reason <> '' AS late
          FROM worklog_worklog w
         WHERE w.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s))
           AND (%(unit)s::bigint IS NULL
                OR w.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = %(unit)s))
           AND (%(person)s::bigint IS NULL OR w.owner_id = %(person)s)
           AND w.owner_id <> %(reader)s
         ORDER BY w.on DESC, w.record_id DESC
         LIMIT %(reach)s
    ), mark AS (
        SELECT m.log_id, max(m.record_id) AS seen,
               max(m.record_id) FILTER (WHERE r.recorded_at < %(since)s) AS sorted
          FROM worklog_logreading m JOIN records_record r ON r.id = m.record_id
         WHERE m.reader_id = %(reader)s AND m.log_id IN (SELECT record_id FROM recent)
         GROUP BY m.log_id
    ), said AS (
        SELECT s.log_id, max(s.record_id) AS last
          FROM (SELECT n.log_id, n.record_id FROM worklog_lognote n
                 WHERE n.log_id IN (SELECT record_id FROM recent)
             UNION ALL
                SELECT c.log_id, c.record_id FROM worklog_logcomment c JOIN records_record r ON r.id = c.record_id
                 WHERE r.by_id <> %(reader)s AND c.log_id IN (SELECT record_id FROM recent)) s
         GROUP BY s.log_id
    ), trouble AS (
        SELECT DISTINCT ON (d.log_id) d.log_id, left(d.text, 80) AS text, d.urgent
          FROM worklog_difficulty d WHERE d.log_id IN (SELECT record_id FROM recent)
         ORDER BY d.log_id, d.urgent DESC, d.position
    ), stated AS (
        SELECT recent.*, trouble.text AS trouble, coalesce(trouble.urgent, false) AS urgent,
               CASE WHEN mark.seen IS NULL THEN 'new' WHEN said.last > mark.seen THEN 'added' ELSE 'read' END AS state,
               mark.sorted IS NULL OR coalesce(said.last > mark.sorted, false) AS first
          FROM recent
          LEFT JOIN mark ON mark.log_id = recent.record_id
          LEFT JOIN said ON said.log_id = recent.record_id
          LEFT JOIN trouble ON trouble.log_id = recent.record_id
    )
    SELECT s.record_id, s.owner_id, p.name, s.on, coalesce(s.trouble, s.done), s.trouble IS NOT NULL, s.urgent,
           s.late, s.state, s.first, count(*) FILTER (WHERE s.state <> 'read') OVER ()
      FROM stated s JOIN people_staff p ON p.id = s.owner_id
     ORDER BY s.first DESC, s.first AND s.urgent DESC,
              CASE WHEN s.first THEN s.on END, CASE WHEN NOT s.first THEN s.on END DESC, p.pinyin, s.record_id
     LIMIT %(shown)s
"""

# Who of the units a leader answers for owes what by tonight, and is late with what since a moment; and how much of that
# became late on the last working day or since.
OWED_BELOW = """
    SELECT {key}, who.name, d.rule, count(*) FILTER (WHERE d.due <= %(at)s), count(*) FILTER (WHERE d.due > %(at)s),
           count(*) FILTER (WHERE d.due <= %(at)s AND d.due > (
               SELECT max(date)::timestamp AT TIME ZONE %(zone)s FROM core_calendarday
                WHERE kind IN ('workday', 'makeup') AND date < %(today)s AND date > %(today)s::date - 15))
      FROM duties_duty d JOIN {table} who ON who.id = {key}
     WHERE d.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s))
       AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
       AND d.opens <= %(at)s AND d.due <= %(midnight)s AND d.due > %(since)s AND d.owner_id <> %(me)s
     GROUP BY {key}, who.name, {order}, d.rule
     ORDER BY {order}, {key}, d.rule
     LIMIT %(most)s
"""
BY_PERSON = OWED_BELOW.format(key="d.owner_id", table="people_staff", order="who.pinyin")
BY_UNIT = OWED_BELOW.format(key="d.unit_id", table="people_unit", order="who.code")

# The readings that other leaders of one's units are late with, the longest overdue first, and how many there are.
OVERDUE = """
    SELECT w.record_id, reader.name, writer.name, w.on, d.due, count(*) OVER ()
      FROM duties_duty d
      JOIN people_staff reader ON reader.id = d.owner_id
      JOIN worklog_worklog w ON w.record_id = split_part(d.about, '/', 2)::bigint
      JOIN people_staff writer ON writer.id = w.owner_id
     WHERE d.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s))
       AND d.rule = %(rule)s AND d.due <= %(at)s AND d.owner_id <> %(me)s
       AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
     ORDER BY d.due, d.id
     LIMIT %(shown)s
"""

# What somebody did in some days: lines and minutes of the logs by kind of work, contacts, outings on business.
WORK = """
    SELECT w.on, l.work, count(*), (sum(extract(epoch FROM l.ends - l.starts)) / 60)::int
      FROM worklog_worklog w JOIN worklog_logline l ON l.log_id = w.record_id
     WHERE w.owner_id = %(owner)s AND w.on BETWEEN %(first)s AND %(last)s
     GROUP BY w.on, l.work
 UNION ALL
    SELECT (c.met_at AT TIME ZONE %(zone)s)::date, 'contacts', count(*), 0
      FROM contacts_contact c
     WHERE c.owner_id = %(owner)s AND c.met_at >= %(since)s AND c.met_at < %(until)s AND c.mode <> 'mass'
     GROUP BY 1
 UNION ALL
    SELECT (a.leaves_at AT TIME ZONE %(zone)s)::date, 'outings', count(*), 0
      FROM contacts_absence a JOIN contacts_away y ON y.absence_id = a.record_id
     WHERE a.owner_id = %(owner)s AND a.leaves_at >= %(since)s AND a.leaves_at < %(until)s AND a.business <> 'private'
       AND y.left_at IS NOT NULL
     GROUP BY 1
"""


def rows(statement: str, given: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement of this module finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def write(statement: str, given: dict[str, Any]) -> int:
    """What a statement of this module changes: how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)
