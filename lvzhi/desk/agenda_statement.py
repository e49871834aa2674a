"""The one statement behind the workbench: everything that somebody has to do, in piles, and what lies on the day."""

# Duties, tasks and promises of one person, piled by urgency, the first lines of each pile with what they are about.
# `nth` is the place of a line in its pile, `size` how many the pile holds. Rules in `together` are heaped, those in
# `bundled` when there are more than `few` of them in a pile: one line stands for `size` duties.
#
# over: a log or report (`dated`) that opened before the days for which one is still taken. missed: what no fact can
# fulfil any more.
# A task and a promise stand for themselves from the moment they are given, unless somebody has let the person off.
# line: the appointments and outings of today. filed: the log and the report of today.
AGENDA = """
    WITH taken AS (
        SELECT %(today)s::date - coalesce((SELECT (v.value)::int FROM core_parametervalue v
                                            WHERE v.key = %(late_days)s AND v.since <= %(today)s
                                            ORDER BY v.since DESC, v.id DESC LIMIT 1), %(default_days)s) AS first
    ), owed AS (
        SELECT d.rule, d.about, d.opens, d.due, NULL AS title, NULL AS whom, NULL::bigint AS customer_id,
               CASE WHEN d.rule = ANY(%(dated)s) AND d.opens < taken.first::timestamp AT TIME ZONE %(zone)s THEN 'over'
                    WHEN d.rule <> ALL(%(dated)s) AND d.closes <= %(at)s THEN 'missed'
                    WHEN d.due <= %(at)s THEN 'late'
                    WHEN d.due <= %(midnight)s OR d.rule = %(appointment_rule)s AND meets.starts < %(midnight)s
                    THEN 'today'
                    ELSE 'soon' END AS pile
          FROM duties_duty d
         CROSS JOIN taken
          LEFT JOIN contacts_appointment meets
            ON meets.record_id = CASE WHEN d.rule = %(appointment_rule)s THEN split_part(d.about, '/', 2)::bigint END
         WHERE d.owner_id = %(owner)s AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
           AND d.opens <= %(at)s AND d.due <= %(horizon)s AND d.rule <> %(task_rule)s
           AND (d.closes > %(at)s OR d.rule = ANY(%(dated)s) OR d.due > %(remembered)s)
     UNION ALL
        SELECT %(task_rule)s, 'task/' || t.record_id, r.recorded_at,
               (t.due_on + 1)::timestamp AT TIME ZONE %(zone)s, t.title, giver.name, NULL,
               CASE WHEN t.due_on < %(today)s THEN 'late' WHEN t.due_on = %(today)s THEN 'today' ELSE 'soon' END
          FROM records_task t
          JOIN records_record r ON r.id = t.record_id
          JOIN people_staff giver ON giver.id = r.by_id
         WHERE t.owner_id = %(owner)s AND t.due_on <= %(last)s
           AND NOT EXISTS (SELECT FROM records_taskdone o WHERE o.task_id = t.record_id)
           AND NOT EXISTS (SELECT FROM duties_duty d
                            WHERE d.rule = %(task_rule)s AND d.owner_id = t.owner_id
                              AND d.about = 'task/' || t.record_id
                              AND (d.excused_at IS NOT NULL OR d.closed_at IS NOT NULL))
     UNION ALL
        SELECT 'promise', 'promise/' || c.record_id || '/' || p.position, c.met_at,
               (p.due_on + 1)::timestamp AT TIME ZONE %(zone)s, p.text, '', c.customer_id,
               CASE WHEN p.due_on < %(today)s THEN 'late' WHEN p.due_on = %(today)s THEN 'today' ELSE 'soon' END
          FROM contacts_contact c JOIN contacts_promise p ON p.contact_id = c.record_id
         WHERE c.owner_id = %(owner)s AND c.met_at > %(year_ago)s AND p.ours AND p.due_on <= %(last)s
           AND NOT EXISTS (SELECT FROM contacts_promisekept k WHERE k.promise_id = p.id)
     UNION ALL
        SELECT 'appointment', 'appointment/' || a.record_id, a.starts,
               coalesce(a.ends, a.starts + interval '1 hour'), NULL,
               CASE WHEN EXISTS (SELECT FROM contacts_contact c WHERE c.appointment_id = a.record_id)
                    THEN 'kept' ELSE '' END, a.customer_id, 'line'
          FROM contacts_appointment a
         WHERE a.owner_id = %(owner)s AND a.starts >= %(morning)s AND a.starts < %(midnight)s
           AND NOT EXISTS (SELECT FROM contacts_appointment m WHERE m.moved_from_id = a.record_id)
           AND NOT EXISTS (SELECT FROM contacts_appointmentoff o WHERE o.appointment_id = a.record_id)
     UNION ALL
        SELECT 'outing', 'absence/' || w.absence_id, greatest(lower(w.during), %(morning)s),
               coalesce(w.back_at, upper(w.during)), NULL,
               CASE WHEN w.left_at IS NULL THEN 'ahead' WHEN w.back_at IS NULL THEN 'out' ELSE 'back' END, NULL, 'line'
          FROM contacts_away w
         WHERE w.staff_id = %(owner)s AND w.during && tstzrange(%(morning)s, %(midnight)s)
     UNION ALL
        SELECT %(log_rule)s, 'work_log/' || w.record_id, r.recorded_at, r.recorded_at, '', '', NULL, 'filed'
          FROM worklog_worklog w
          JOIN records_record r ON r.id = w.record_id
         WHERE w.owner_id = %(owner)s AND w.on = %(today)s
     UNION ALL
        SELECT %(report_rule)s, 'daily_report/' || q.record_id, q.told_at, q.told_at, '', '', NULL, 'filed'
          FROM worklog_dailyreport q
         WHERE q.owner_id = %(owner)s AND q.on = %(today)s
    ), alike AS (
        SELECT owed.*, split_part(about, '/', 1) AS kind, substring(about FROM '/([0-9]+)$')::bigint AS key,
               CASE WHEN rule = ANY(%(together)s)
                      OR rule = ANY(%(bundled)s) AND count(*) OVER (PARTITION BY pile, rule) > %(few)s
                    THEN rule ELSE '' END AS heap
          FROM owed
    ), counted AS (
        SELECT alike.*, row_number() OVER (PARTITION BY pile, heap ORDER BY due, opens, key, rule) AS nth,
               count(*) OVER (PARTITION BY pile, heap) AS size
          FROM alike
    ), shown AS (
        SELECT * FROM counted WHERE nth = 1 OR (heap = '' AND nth <= %(shown)s)
    )
    SELECT s.pile, s.heap, s.nth, s.size, s.rule, s.about, s.opens, s.due,
           coalesce(s.title, CASE s.kind
               WHEN 'work_log' THEN ''
               WHEN 'unit' THEN (SELECT name FROM people_unit WHERE id = s.key)
               WHEN 'absence' THEN coalesce(nullif(who.short_name, ''), who.name, (
                   SELECT coalesce(nullif(prospect, ''), place) FROM contacts_absence WHERE record_id = s.key))
               ELSE coalesce(nullif(who.short_name, ''), who.name) END),
           coalesce(s.whom, CASE WHEN s.kind = 'work_log' THEN (
               SELECT p.name FROM worklog_worklog w JOIN people_staff p ON p.id = w.owner_id WHERE w.record_id = s.key)
               END),
           CASE s.kind
               WHEN 'work_log' THEN (SELECT w.on FROM worklog_worklog w WHERE w.record_id = s.key)
               WHEN 'appointment' THEN (SELECT (starts AT TIME ZONE %(zone)s)::date
                                          FROM contacts_appointment WHERE record_id = s.key) END,
           who.id, coalesce(nullif(who.short_name, ''), who.name)
      FROM (SELECT shown.*, coalesce(customer_id, CASE kind
                       WHEN 'customer' THEN key
                       WHEN 'appointment' THEN (SELECT customer_id FROM contacts_appointment WHERE record_id = key)
                       WHEN 'absence' THEN (SELECT customer_id FROM contacts_absence WHERE record_id = key)
                       WHEN 'contact' THEN (SELECT customer_id FROM contacts_contact WHERE record_id = key)
                   END) AS customer FROM shown) s
      LEFT JOIN customers_customer who ON who.id = s.customer
     ORDER BY s.due, s.opens, s.key, s.rule
"""
