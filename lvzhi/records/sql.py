"""What stands on many pages, written out: the ORM would take three times as long to say it."""

import datetime as dt
from typing import Any

from django.db import connection

from lvzhi.people.models import LEADING, Staff
from lvzhi.people.queries import FALLBACK, stands_in_for

UNREAD = """
    SELECT count(*) FROM (SELECT FROM records_message WHERE to_id = %s AND read_at IS NULL LIMIT %s) AS m
"""


def unread(staff: Staff, most: int) -> int:
    """How many messages somebody has not read; counted up to `most`."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [staff.pk, most])
        (found,) = cursor.fetchone()
        return int(found)


SERVES = " ".join(f"WHEN {role:d} THEN {other:d}" for role, other in FALLBACK.items())

# The requests that one of some people decides about now; never what one of them has asked for or written down.
DECIDABLE = f"""
    SELECT w.approval_id
      FROM (SELECT %s::bigint[] AS people, %s::smallint[] AS leading, %s::date AS day) me
      CROSS JOIN records_waiting w
     WHERE w.unit_id IN (SELECT a.unit_id FROM people_post p JOIN people_unitancestor a ON a.ancestor_id = p.unit_id
                          WHERE p.staff_id = ANY(me.people) AND p.role = ANY(me.leading) AND p.during @> me.day)
       AND NOT w.asked_by_id = ANY(me.people) AND NOT w.written_by_id = ANY(me.people)
       AND (SELECT above FROM records_next_checker(w.unit_id, w.asked_by_id, w.written_by_id, w.role, me.day,
                                                   CASE w.role {SERVES} ELSE 0 END) AS above) = ANY(me.people)
"""


def decidable(staff: Staff, day: dt.date) -> list[Any]:
    """What `DECIDABLE` wants to know of who looks: this person, and for whom he stands in."""
    return [[staff.pk, *stands_in_for(staff, day)], [int(role) for role in LEADING], day]
