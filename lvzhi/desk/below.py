"""What goes on below a leader at this moment: who is out, what waits for a decision, which reports wait to be noted."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.desk import sql
from lvzhi.people.models import Staff
from lvzhi.people.queries import tops
from lvzhi.records.sql import DECIDABLE, decidable
from lvzhi.worklog.queries import NOTED_WITHIN

BELOW = "(SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s))"

# Daily reports of the last days that nobody has noted; not one's own.
TO_NOTE = f"""
    SELECT count(*)
      FROM worklog_dailyreport r
     WHERE r.unit_id IN {BELOW} AND r.on > %(since)s AND r.on <= %(today)s AND r.owner_id <> %(me)s
       AND NOT EXISTS (SELECT FROM worklog_reportnoted n WHERE n.report_id = r.record_id)
"""

# Who is out, the longest away first, and how many there are.
OUT_NOW = f"""
    SELECT y.absence_id, who.name, coalesce(nullif(c.short_name, ''), c.name, nullif(a.prospect, ''), a.place),
           a.business, upper(y.during), count(*) OVER ()
      FROM contacts_away y
      JOIN contacts_absence a ON a.record_id = y.absence_id
      JOIN people_staff who ON who.id = y.staff_id
      LEFT JOIN customers_customer c ON c.id = a.customer_id
     WHERE y.unit_id IN {BELOW} AND y.left_at <= %(at)s AND y.back_at IS NULL
     ORDER BY y.left_at, y.absence_id
     LIMIT %(shown)s
"""

# The requests that somebody can decide about, the oldest first, and how many there are.
TO_DECIDE = f"""
    SELECT o.approval_id, a.kind, who.name, o.since, a.facts, count(*) OVER ()
      FROM ({DECIDABLE}) AS d
      JOIN records_waiting o ON o.approval_id = d.approval_id
      JOIN records_approval a ON a.record_id = d.approval_id
      JOIN people_staff who ON who.id = a.asked_by_id
     ORDER BY o.since, o.approval_id
     LIMIT %s
"""


@dataclass(frozen=True)
class Out:
    """Somebody who is out now; `total` tells how many are."""

    absence: int
    who: str
    whom: str
    business: str
    until: dt.datetime
    total: int


@dataclass(frozen=True)
class ToDecide:
    """A request that waits for one's decision; `total` tells how many do."""

    approval: int
    kind: str
    who: str
    since: dt.datetime
    facts: Mapping[str, Any]
    total: int


def to_note(leader: Staff, at: dt.datetime) -> int:
    """How many reports the leader has still to note."""
    day = date_of(at)
    given = {"tops": tops(leader, day), "me": leader.pk, "today": day, "since": day - NOTED_WITHIN}
    ((found,),) = sql.rows(TO_NOTE, given)
    return int(found)


def out_now(leader: Staff, at: dt.datetime, shown: int) -> list[Out]:
    given = {"tops": tops(leader, date_of(at)), "at": at, "shown": shown}
    return [Out(*row) for row in sql.rows(OUT_NOW, given)]


def to_decide(staff: Staff, at: dt.datetime, shown: int) -> list[ToDecide]:
    found = sql.rows(TO_DECIDE, [*decidable(staff, date_of(at)), shown])
    return [ToDecide(pk, kind, who, since, json.loads(facts), total) for pk, kind, who, since, facts, total in found]
