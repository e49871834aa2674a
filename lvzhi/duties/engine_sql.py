"""The engine's statements. Each works on everybody at once; some records' share of the same work has the same shape."""

# A filing and the duty it fulfils: the same kind, for the same person, about the same thing, in its time.
PROVES = """f.kind = d.proof AND f.owner_id = d.owner_id AND f.about = d.about
           AND f.happened_at >= d.opens AND f.happened_at < d.closes"""

# A proof `q` of a duty `d` counts as long as the filing it rests on has not been withdrawn.
COUNTS = """NOT EXISTS (
           SELECT FROM records_withdrawal w JOIN records_filing f ON f.id = w.filing_id
            WHERE f.record_id = q.record_id AND f.kind = d.proof AND f.owner_id = d.owner_id AND f.about = d.about)"""

# A duty that was met by a filing which counts no longer is asked again: what else proves it decides anew. Only where
# that comes to another moment is it opened, so that repeating is free.
REOPEN = f"""
    WITH touched AS (
        SELECT DISTINCT d.id, d.needed, d.met_at
          FROM records_withdrawal w
          JOIN records_filing f ON f.id = w.filing_id
          JOIN duties_proof q ON q.record_id = f.record_id
          JOIN duties_duty d ON d.id = q.duty_id AND d.proof = f.kind AND d.owner_id = f.owner_id AND d.about = f.about
         WHERE d.met_at IS NOT NULL
           AND (%(records)s::bigint[] IS NULL OR w.because_id = ANY(%(records)s::bigint[]))
    ), wrong AS (
        SELECT t.id
          FROM touched t
          LEFT JOIN LATERAL (
               SELECT r.recorded_at
                 FROM duties_proof q
                 JOIN duties_duty d ON d.id = q.duty_id
                 JOIN records_record r ON r.id = q.record_id
                WHERE q.duty_id = t.id AND {COUNTS}
                ORDER BY r.recorded_at, r.id
               OFFSET t.needed - 1 LIMIT 1) v ON true
         WHERE v.recorded_at IS DISTINCT FROM t.met_at
    )
    UPDATE duties_duty d SET met_at = NULL FROM wrong WHERE d.id = wrong.id RETURNING d.id
"""

PROVE = f"""
    INSERT INTO duties_proof (duty_id, record_id)
    SELECT d.id, f.record_id
      FROM duties_duty d JOIN records_filing f ON {PROVES}
     WHERE d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
       AND NOT EXISTS (SELECT FROM records_withdrawal w WHERE w.filing_id = f.id)
       AND (%(records)s::bigint[] IS NULL OR f.record_id = ANY(%(records)s::bigint[]))
     UNION ALL
    SELECT d.id, f.record_id
      FROM duties_duty d JOIN records_filing f ON {PROVES}
     WHERE d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
       AND NOT EXISTS (SELECT FROM records_withdrawal w WHERE w.filing_id = f.id)
       AND d.id = ANY(%(reopened)s::bigint[])
        ON CONFLICT DO NOTHING
"""

MEET = f"""
    UPDATE duties_duty d SET met_at = p.recorded_at
      FROM (SELECT q.duty_id, r.recorded_at,
                   row_number() OVER (PARTITION BY q.duty_id ORDER BY r.recorded_at, r.id) AS nth
              FROM duties_proof q
              JOIN records_record r ON r.id = q.record_id
              JOIN duties_duty d ON d.id = q.duty_id
             WHERE d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL AND {COUNTS}
               AND (%(records)s::bigint[] IS NULL
                    OR q.duty_id IN (SELECT duty_id FROM duties_proof WHERE record_id = ANY(%(records)s::bigint[])
                                      UNION SELECT unnest(%(reopened)s::bigint[])))) p
     WHERE p.duty_id = d.id AND p.nth = d.needed AND d.met_at IS NULL
"""

# A rung before the due moment speaks only while there is still time; a rung after it, whenever it is found late.
ESCALATE = """
    WITH rung AS (
        SELECT * FROM unnest(%(rules)s::text[], %(numbers)s::int[], %(afters)s::interval[], %(roles)s::int[],
                             %(fallbacks)s::int[]) AS r (rule, number, after, role, fallback)
    ), ripe AS (
        SELECT d.id, d.owner_id, d.unit_id, d.rule, d.clause, d.due, d.about, r.number, r.role, r.fallback
          FROM rung r
          JOIN duties_duty d ON d.rule = r.rule AND d.due <= %(at)s - r.after AND d.due > %(since)s - r.after
         WHERE d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
           AND d.opens <= %(at)s AND (r.role > 0 OR d.due > %(at)s)
           AND NOT EXISTS (SELECT FROM duties_notice n WHERE n.duty_id = d.id AND n.rung = r.number)
    ), up AS MATERIALIZED (
        SELECT w.unit_id, w.owner_id, w.role, w.fallback, CASE WHEN w.role = 0 THEN w.owner_id ELSE above END AS to_id
          FROM (SELECT DISTINCT unit_id, owner_id, role, fallback FROM ripe) w
          LEFT JOIN LATERAL people_next_up(w.unit_id, w.owner_id, w.role, %(day)s, w.fallback) AS above ON w.role > 0
    ), told AS (
        INSERT INTO duties_notice (duty_id, rung, to_id, at)
        SELECT ripe.id, ripe.number, up.to_id, %(at)s
          FROM ripe JOIN up USING (unit_id, owner_id, role, fallback)
         WHERE up.to_id IS NOT NULL
            ON CONFLICT DO NOTHING
        RETURNING duty_id, rung, to_id, at
    )
    INSERT INTO records_message (to_id, at, kind, about, facts)
    SELECT told.to_id, told.at, CASE WHEN ripe.role = 0 THEN 'duty.soon' ELSE 'duty.late' END, 'duty/' || ripe.id,
           jsonb_build_object('rule', ripe.rule, 'clause', ripe.clause, 'owner', s.name, 'due', ripe.due,
                              'about', ripe.about)
      FROM told
      JOIN ripe ON ripe.id = told.duty_id AND ripe.number = told.rung
      JOIN people_staff s ON s.id = ripe.owner_id
"""
