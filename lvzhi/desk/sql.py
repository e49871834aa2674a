"""The statements behind the workbench and the reading desk: each asks for everything a page shows at once."""

from typing import Any

from django.db import connection

# Duties and open tasks of one person, piled by urgency, the first lines of each pile. `nth` is the place of a line in
# its pile, `size` how many the pile holds. Rules in `together` are heaped: one line stands for `size` duties. A rule in
# `over` is past help for duties that opened before its moment. A task stands for itself from the moment it is given,
# unless somebody has let the person off.
AGENDA = """
    WITH owed AS (
        SELECT d.rule, d.about, d.opens, d.due, NULL AS title, NULL AS whom
          FROM duties_duty d
         WHERE d.owner_id = %(owner)s AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
           AND d.opens <= %(at)s AND d.due <= %(horizon)s AND d.rule <> %(task_rule)s
     UNION ALL
        SELECT %(task_rule)s, 'task/' || t.record_id, r.recorded_at,
               (t.due_on + 1)::timestamp AT TIME ZONE %(zone)s, t.title, giver.name
          FROM records_task t
          JOIN records_record r ON r.id = t.record_id
          JOIN people_staff giver ON giver.id = r.by_id
         WHERE t.owner_id = %(owner)s AND (t.due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(horizon)s
           AND NOT EXISTS (SELECT FROM records_taskdone o WHERE o.task_id = t.record_id)
           AND NOT EXISTS (SELECT FROM duties_duty d
                            WHERE d.rule = %(task_rule)s AND d.owner_id = t.owner_id
                              AND d.about = 'task/' || t.record_id
                              AND (d.excused_at IS NOT NULL OR d.closed_at IS NOT NULL))
    ), piled AS (
        SELECT owed.*,
               CASE WHEN owed.opens < (%(over)s::jsonb ->> owed.rule)::timestamptz THEN 'over'
                    WHEN owed.due <= %(at)s THEN 'late'
                    WHEN owed.due <= %(midnight)s THEN 'today'
                    ELSE 'soon' END AS pile,
               CASE WHEN owed.rule = ANY(%(together)s) THEN owed.rule ELSE '' END AS heap
          FROM owed
    ), counted AS (
        SELECT piled.*, row_number() OVER (PARTITION BY pile, heap ORDER BY due, about) AS nth,
               count(*) OVER (PARTITION BY pile, heap) AS size
          FROM piled
    )
    SELECT pile, heap, nth, size, rule, about, opens, due, title, whom
      FROM counted
     WHERE nth = 1 OR (heap = '' AND nth <= %(shown)s)
     ORDER BY due, about
"""

# The newest logs of the units a leader answers for, what is unread first. `seen` is the leader's last read mark,
# `sorted` the last one before the desk was opened: so a log keeps its place while one goes through the list.
QUEUE = """
    WITH recent AS (
        SELECT w.record_id, w.owner_id, w.on, w.done, w.late_reason
          FROM worklog_worklog w
         WHERE w.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s))
           AND (%(unit)s::bigint IS NULL
                OR w.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = %(unit)s))
           AND (%(person)s::bigint IS NULL OR w.owner_id = %(person)s)
           AND w.owner_id <> %(reader)s
         ORDER BY w.on DESC, w.record_id DESC
         LIMIT %(reach)s
    ), marked AS (
        SELECT recent.*, mark.seen, mark.sorted,
               (SELECT max(record_id) FROM worklog_lognote n WHERE n.log_id = recent.record_id) AS noted,
               (SELECT max(c.record_id) FROM worklog_logcomment c JOIN records_record r ON r.id = c.record_id
                 WHERE c.log_id = recent.record_id AND r.by_id <> %(reader)s) AS said
          FROM recent
          LEFT JOIN LATERAL (
               SELECT max(m.record_id) AS seen, max(m.record_id) FILTER (WHERE r.recorded_at < %(since)s) AS sorted
                 FROM worklog_logreading m JOIN records_record r ON r.id = m.record_id
                WHERE m.log_id = recent.record_id AND m.reader_id = %(reader)s) mark ON true
    ), stated AS (
        SELECT marked.*, trouble.text AS trouble, trouble.urgent,
               CASE WHEN seen IS NULL THEN 'new'
                    WHEN greatest(noted, said) > seen THEN 'added'
                    ELSE 'read' END AS state,
               sorted IS NULL OR coalesce(greatest(noted, said) > sorted, false) AS first
          FROM marked
          LEFT JOIN LATERAL (
               SELECT d.text, d.urgent FROM worklog_difficulty d WHERE d.log_id = marked.record_id
                ORDER BY d.urgent DESC, d.position LIMIT 1) trouble ON true
    )
    SELECT s.record_id, s.owner_id, p.name, s.on, left(coalesce(s.trouble, s.done), 80), s.trouble IS NOT NULL,
           coalesce(s.urgent, false), s.late_reason <> '', s.state, s.first,
           count(*) FILTER (WHERE s.state <> 'read') OVER ()
      FROM stated s JOIN people_staff p ON p.id = s.owner_id
     ORDER BY s.first DESC, s.first AND coalesce(s.urgent, false) DESC,
              CASE WHEN s.first THEN s.on END, CASE WHEN NOT s.first THEN s.on END DESC, p.pinyin, s.record_id
     LIMIT %(shown)s
"""


def rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement of this module finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
