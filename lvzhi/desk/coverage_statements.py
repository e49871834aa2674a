"""The statements behind coverage: what is owed to customers, counted for one person, for many, and listed (16.1)."""

from lvzhi.duties.models import COUNTED_BELOW

RULES = COUNTED_BELOW
OURS = "d.rule IN ({})".format(", ".join(f"'{rule}'" for rule in RULES))  # as the index says it
STANDS = "d.excused_at IS NULL AND d.closed_at IS NULL"

# What one person owes by each demand in the periods that run now, how much of it is done, when the first of what is
# open is due and how many working days that is, today included; and what the periods before left undone, by whether it
# can still be made good.
SHARES = f"""
    WITH running AS (
        SELECT d.rule, count(*) AS owed, count(d.met_at) AS done, min(d.due) FILTER (WHERE d.met_at IS NULL) AS due
          FROM duties_duty d
         WHERE d.owner_id = %(owner)s AND d.due > %(at)s AND d.opens <= %(at)s AND {OURS} AND {STANDS}
         GROUP BY d.rule
    ), behind AS (
        SELECT d.rule, count(*) FILTER (WHERE d.closes > %(at)s) AS late,
               count(*) FILTER (WHERE d.closes <= %(at)s) AS missed
          FROM duties_duty d
         WHERE d.owner_id = %(owner)s AND d.due <= %(at)s AND d.due > %(year_ago)s AND {OURS}
           AND d.met_at IS NULL AND {STANDS}
         GROUP BY d.rule
    )
    SELECT rule, coalesce(r.owed, 0), coalesce(r.done, 0), r.due,
           coalesce(last.number - today.number + (today.kind IN ('workday', 'makeup'))::int, 0),
           coalesce(b.late, 0), coalesce(b.missed, 0)
      FROM running r FULL JOIN behind b USING (rule)
      JOIN core_calendarday today ON today.date = %(today)s
      LEFT JOIN core_calendarday last ON last.date = ((r.due - interval '1 microsecond') AT TIME ZONE %(zone)s)::date
     ORDER BY array_position(%(rules)s::text[], rule::text)
"""

# The customers of whom a person still owes something, the first due first, then those not spoken to for longest; what
# is owed of each, by when. It begins after the row that the three values name.
OPEN_CUSTOMERS = f"""
    WITH owed AS (
        SELECT split_part(d.about, '/', 2)::bigint AS customer_id, min(d.due) AS due,
               array_agg(d.rule ORDER BY d.due, d.rule) AS rules, array_agg(d.due ORDER BY d.due, d.rule) AS dues,
               array_agg(d.opens ORDER BY d.due, d.rule) AS opens
          FROM duties_duty d
         WHERE d.owner_id = %(owner)s AND {OURS} AND d.met_at IS NULL AND {STANDS}
           AND d.opens <= %(at)s AND d.closes > %(at)s
           AND (%(rule)s = '' OR d.rule = %(rule)s)
         GROUP BY 1
    ), listed AS (
        SELECT c.id, coalesce(nullif(c.short_name, ''), c.name) AS name, c.tier, c.segment, c.district, c.address,
               c.last_contact_at, owed.due, owed.rules, owed.dues, owed.opens,
               coalesce(c.last_contact_at, '-infinity') AS spoken, count(*) OVER () AS total
          FROM owed JOIN customers_customer c ON c.id = owed.customer_id
    )
    SELECT id, name, tier, segment, district, address, last_contact_at, due, rules, dues, opens, total
      FROM listed
     WHERE %(due)s::timestamptz IS NULL OR (due, spoken, id) > (%(due)s, %(spoken)s, %(after)s)
     ORDER BY due, spoken, id
     LIMIT %(most)s
"""

BELOW = "d.unit_id = ANY(ARRAY(SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s::bigint[])))"

# The same for many, person by person or unit by unit, under these tops of the tree.
HELD = """
    SELECT h.who, name.name, h.rule, h.owed, h.done
      FROM (SELECT d.{key} AS who, d.rule, count(*) AS owed, count(d.met_at) AS done
              FROM duties_duty d
             WHERE {ours} AND d.due > %(at)s AND d.opens <= %(at)s AND {stands} AND {below}
             GROUP BY 1, 2) h
      JOIN {table} name ON name.id = h.who
     ORDER BY name.{order}, h.who, array_position(%(rules)s::text[], h.rule::text)
     LIMIT %(most)s
"""
GIVEN = {"ours": OURS, "stands": STANDS, "below": BELOW}
BY_PERSON = HELD.format(key="owner_id", table="people_staff", order="pinyin", **GIVEN)
BY_UNIT = HELD.format(key="unit_id", table="people_unit", order="code", **GIVEN)

# One demand under these tops: how many, and how many of them done.
ONE_LINE = f"""
    SELECT count(*), count(d.met_at)
      FROM duties_duty d
     WHERE d.rule = %(rule)s AND {OURS} AND d.due > %(at)s AND d.opens <= %(at)s AND {STANDS} AND {BELOW}
"""

# Unit by unit as counted last, by the clock: what is owed in a whole bank is too much to count for every look at it.
TALLIED = f"""
    SELECT d.unit_id, name.name, d.rule, sum(d.owed)::bigint, sum(d.done)::bigint, max(d.at)
      FROM desk_tally d JOIN people_unit name ON name.id = d.unit_id
     WHERE d.due > %(at)s AND {BELOW}
     GROUP BY d.unit_id, name.name, name.code, d.rule
     ORDER BY name.code, d.unit_id, array_position(%(rules)s::text[], d.rule::text)
     LIMIT %(most)s
"""


def everywhere(statement: str) -> str:
    """The same statement for the whole bank."""
    return statement.replace(BELOW, "true")


TALLY = f"""
    INSERT INTO desk_tally (unit_id, rule, due, owed, done, at)
    SELECT d.unit_id, d.rule, d.due, count(*), count(d.met_at), %(at)s
      FROM duties_duty d
     WHERE {OURS} AND d.due > %(at)s AND d.opens <= %(at)s AND {STANDS}
     GROUP BY d.unit_id, d.rule, d.due
        ON CONFLICT (unit_id, rule, due) DO UPDATE SET owed = EXCLUDED.owed, done = EXCLUDED.done, at = EXCLUDED.at
"""
FORGET = "DELETE FROM desk_tally WHERE at < %(at)s"
