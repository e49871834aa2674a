"""The one statement behind the page of a customer: who we are to each other, what waits between us, and what was.

Each part is a list in JSON about the customer `c`; no part is read of a customer that the one who asks may not see.
"""

from lvzhi.contacts.sql import STANDS
from lvzhi.customers.models import Management
from lvzhi.customers.sql import ROW, ROW_FROM, SEEN

# From when on the tier of today holds, and who manages (A) or backs up (B) today has done so.
TIER_SINCE = """
    SELECT lower(t.during) FROM customers_tiering t WHERE t.customer_id = c.id AND t.during @> %(today)s::date
"""
PART_SINCE = """
    SELECT lower(m.during) FROM customers_management m
     WHERE m.customer_id = c.id AND m.part = '{part}' AND m.during @> %(today)s::date
"""
MANAGER_SINCE, BACKUP_SINCE = (PART_SINCE.format(part=part) for part in Management.Part.values)

# Whom one talks to there.
PEOPLE = """
    SELECT json_build_array(p.id, p.name, p.title, p.position, p.phone, p.is_first, p.refuses_marketing)
      FROM customers_contactperson p
     WHERE p.customer_id = c.id AND p.gone_on IS NULL
     ORDER BY p.is_first DESC, p.id
     LIMIT %(people)s
"""

# What its managers owe the customer, as far as the one who asks may see their duties (`Duty.objects.visible_to`).
OWED = """
    SELECT json_build_array(d.rule, d.about, d.opens, d.due, p.name)
      FROM duties_duty d JOIN people_staff p ON p.id = d.owner_id
     WHERE d.owner_id IN (c.manager_id, c.backup_id) AND d.about = 'customer/' || c.id AND d.opens <= %(at)s
       AND d.met_at IS NULL AND d.excused_at IS NULL AND d.closed_at IS NULL
       AND (%(reads_all)s OR d.owner_id = %(me)s
            OR d.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s)))
     ORDER BY d.due, d.id
     LIMIT %(duties)s
"""

# What is agreed from this day on, and neither took place nor was moved or called off.
AHEAD = f"""
    SELECT json_build_array(a.starts, a.mode, a.purpose, p.name)
      FROM contacts_appointment a JOIN people_staff p ON p.id = a.owner_id
     WHERE a.customer_id = c.id AND a.starts >= %(morning)s AND {STANDS}
     ORDER BY a.starts, a.record_id
     LIMIT %(appointments)s
"""

# What they or we promised and nobody has settled, the nearest first.
PROMISED = """
    SELECT json_build_array(p.text, p.ours, p.due_on)
      FROM contacts_contact k JOIN contacts_promise p ON p.contact_id = k.record_id
     WHERE k.customer_id = c.id AND NOT EXISTS (SELECT FROM contacts_promisekept s WHERE s.promise_id = p.id)
     ORDER BY p.due_on NULLS LAST, p.id
     LIMIT %(promises)s
"""

# The newest of what was before a moment: contacts with their promises, outings of which no contact tells, appointments
# that were moved or called off or that nothing came of, tiers and managers from their first days on, and closures.
CONTACTS = """
    SELECT json_build_array(k.met_at, k.mode, p.name, coalesce(t.name, k.persons), k.effective, k.minutes, k.result,
                            k.next_step, k.next_on,
                            (SELECT json_agg(json_build_array(q.text, q.ours) ORDER BY q.position)
                               FROM contacts_promise q WHERE q.contact_id = k.record_id))
      FROM contacts_contact k
      JOIN people_staff p ON p.id = k.owner_id
      LEFT JOIN customers_contactperson t ON t.id = k.person_id
     WHERE k.customer_id = c.id AND k.met_at < %(before)s
     ORDER BY k.met_at DESC, k.record_id DESC
     LIMIT %(steps)s
"""
OUTINGS = """
    SELECT json_build_array(a.leaves_at, a.business, p.name, a.place, a.purpose, r.result)
      FROM contacts_absence a
      JOIN people_staff p ON p.id = a.owner_id
      LEFT JOIN contacts_absencereturn r ON r.absence_id = a.record_id
     WHERE a.customer_id = c.id AND a.leaves_at < %(before)s
       AND NOT EXISTS (SELECT FROM contacts_contact k WHERE k.absence_id = a.record_id)
     ORDER BY a.leaves_at DESC, a.record_id DESC
     LIMIT %(steps)s
"""
NOT_KEPT = """
    SELECT json_build_array(a.starts, a.mode, p.name, a.purpose, o.reason, m.starts, m.reason)
      FROM contacts_appointment a
      JOIN people_staff p ON p.id = a.owner_id
      LEFT JOIN contacts_appointmentoff o ON o.appointment_id = a.record_id
      LEFT JOIN contacts_appointment m ON m.moved_from_id = a.record_id
     WHERE a.customer_id = c.id AND a.starts < %(before)s
       AND NOT EXISTS (SELECT FROM contacts_contact k WHERE k.appointment_id = a.record_id)
     ORDER BY a.starts DESC, a.record_id DESC
     LIMIT %(steps)s
"""
TIERS = """
    SELECT json_build_array(lower(t.during), t.tier, t.why)
      FROM customers_tiering t
     WHERE t.customer_id = c.id AND lower(t.during)::timestamp AT TIME ZONE %(zone)s < %(before)s
     ORDER BY t.during DESC, t.id DESC
     LIMIT %(steps)s
"""
MANAGERS = """
    SELECT json_build_array(lower(m.during), m.part, p.name)
      FROM customers_management m JOIN people_staff p ON p.id = m.staff_id
     WHERE m.customer_id = c.id AND lower(m.during)::timestamp AT TIME ZONE %(zone)s < %(before)s
     ORDER BY m.during DESC, m.id DESC
     LIMIT %(steps)s
"""
CLOSURES = """
    SELECT json_build_array(lower(x.during), x.why)
      FROM customers_closure x
     WHERE x.customer_id = c.id AND lower(x.during)::timestamp AT TIME ZONE %(zone)s < %(before)s
     ORDER BY x.during DESC
     LIMIT %(steps)s
"""


def lists(*parts: str) -> str:
    """Parts as columns, each a list in its order; an empty one when there is nothing."""
    return ", ".join(f"array_to_json(ARRAY({part}))" for part in parts)


WAITING = f"SELECT {lists(OWED, AHEAD, PROMISED)} FROM customers_customer c WHERE c.id = %(customer)s"

CUSTOMER = f"""
    SELECT ({TIER_SINCE}), ({MANAGER_SINCE}), ({BACKUP_SINCE}), {lists(PEOPLE, OWED, AHEAD, PROMISED)},
           {lists(CONTACTS, OUTINGS, NOT_KEPT, TIERS, MANAGERS, CLOSURES)},
           {ROW} {ROW_FROM}
     WHERE c.id = %(customer)s AND ({SEEN})
"""
