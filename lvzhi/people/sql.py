"""What is quicker or only possible written out: the table of who is above whom, locks, and who is at the door."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, connections
from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.people.models import Deputy, Post, Staff, Unit

REBUILD = """
    WITH RECURSIVE up (unit_id, ancestor_id, depth) AS (
        SELECT id, id, 0 FROM people_unit
        UNION ALL
        SELECT up.unit_id, u.parent_id, up.depth + 1
          FROM up JOIN people_unit u ON u.id = up.ancestor_id
         WHERE u.parent_id IS NOT NULL
    ) CYCLE unit_id, ancestor_id SET looped USING path
    INSERT INTO people_unitancestor (unit_id, ancestor_id, depth)
    SELECT unit_id, ancestor_id, depth FROM up WHERE NOT looped
"""


def rebuild_ancestors() -> None:
    """After units were made or moved. Readers see the old table until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_unitancestor")
        cursor.execute(REBUILD)


def one_at_a_time(what: str, *, using: str) -> None:
    """Until the transaction ends, whoever names the same thing waits."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('lvzhi'), hashtext(%s))", [what])


def hold_tree() -> None:
    """Whoever shapes the tree or names people waits for the one before; readers do not wait."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_unit IN SHARE ROW EXCLUSIVE MODE")


def units_under(tops: list[int]) -> list[int]:
    """The units under these, themselves included. Nearly every list begins with this question."""
    if not tops:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%s::bigint[])", [tops])
        return [unit for (unit,) in cursor.fetchall()]


BELOW = "SELECT EXISTS (SELECT FROM people_unitancestor WHERE unit_id = %s AND ancestor_id = ANY(%s))"


def is_below(unit: int, tops: list[int]) -> bool:
    """Whether a unit is one of these or lies under one of them."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [unit, tops])
        (found,) = cursor.fetchone()
        return bool(found)


@dataclass(frozen=True)
class OpenSession:
    """A session as it lies in the database, with its person."""

    session_key: str
    data: str
    expire_date: dt.datetime
    seen_at: dt.datetime
    staff: Staff | None


# Who stands in for a person today, and for whom that person does.
STANDING_IN = """
    SELECT d.staff_id, who.name, deputy.name, upper(d.during)
      FROM people_deputy d
      JOIN people_staff who ON who.id = d.staff_id
      JOIN people_staff deputy ON deputy.id = d.deputy_id
     WHERE (d.staff_id = %(me)s OR d.deputy_id = %(me)s) AND d.during @> %(day)s::date
     ORDER BY d.id
"""


class StandIn(NamedTuple):
    """One deputy for one person, until the day before `upto`."""

    staff_id: int
    staff: str
    deputy: str
    upto: dt.date | None


def stand_ins(me: Staff, day: dt.date) -> list[StandIn]:
    """What the workbench says of deputies; nothing is asked where there are none today."""
    if not any(one.holds_on(day) for one in (*me.standing_in, *me.stood_for)):
        return []
    with connection.cursor() as cursor:
        cursor.execute(STANDING_IN, {"me": me.pk, "day": day})
        return [StandIn(*row) for row in cursor.fetchall()]


# The posts of a person with their units, in the order of `Staff.all_posts`.
POSTS = """
    SELECT jsonb_agg(jsonb_build_array(o.id, o.staff_id, o.unit_id, o.role, lower(o.during), upper(o.during),
                                       u.id, u.code, u.name, u.kind, u.parent_id, u.closed_on) ORDER BY o.role, o.id)
      FROM people_post o JOIN people_unit u ON u.id = o.unit_id WHERE o.staff_id = p.id
"""
# For whom a person stands in or stood in, and who for that person.
STANDING = """
    SELECT jsonb_agg(jsonb_build_array(d.id, d.staff_id, d.deputy_id, lower(d.during), upper(d.during), d.reason))
      FROM people_deputy d WHERE d.deputy_id = p.id OR d.staff_id = p.id
"""
OF_DEPUTY = ["id", "staff_id", "deputy_id", "during", "reason"]
OF_POST = ["id", "staff_id", "unit_id", "role", "during"]
OF_UNIT = ["id", "code", "name", "kind", "parent_id", "closed_on"]


@cache
def by_key() -> tuple[str, list[str]]:
    """The statement, and the fields of the person in its order."""
    fields = Staff._meta.concrete_fields
    person = ", ".join(f'p."{field.column}"' for field in fields)
    return (
        f"SELECT s.session_data, s.expire_date, s.seen_at, p.id IS NOT NULL, ({POSTS}), ({STANDING}), {person}"
        " FROM people_session s LEFT JOIN people_staff p ON p.id = s.staff_id WHERE s.session_key = %s"
    ), [field.attname for field in fields]


def open_session(key: str) -> OpenSession | None:
    """Session, person, posts and for whom one stands in, in one statement. Every request begins with it: written out,
    it costs a sixth of what the ORM takes."""
    statement, names = by_key()
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        row = cursor.fetchone()
    if row is None:
        return None
    data, expire_date, seen_at, somebody, posts, standing, *person = row
    staff = Staff.from_db("default", names, person) if somebody else None
    if staff is not None:
        staff.all_posts = [post(*one) for one in json.loads(posts or "[]")]
        deputies = [deputy(*one) for one in json.loads(standing or "[]")]
        staff.standing_in = [one for one in deputies if one.deputy_id == staff.pk]
        staff.stood_for = [one for one in deputies if one.staff_id == staff.pk]
    return OpenSession(key, data, expire_date, seen_at, staff)


def deputy(*row: Any) -> Deputy:
    """How long somebody is a deputy, as JSON holds it."""
    *before, first, upto, reason = row
    return Deputy.from_db("default", OF_DEPUTY, [*before, DateRange(day(first), day(upto)), reason])


def post(*row: Any) -> Post:
    """A post with its unit as JSON holds them."""
    (*before, first, upto), (*unit, closed_on) = row[:6], row[6:]
    found = Post.from_db("default", OF_POST, [*before, DateRange(day(first), day(upto))])
    found.unit = Unit.from_db("default", OF_UNIT, [*unit, day(closed_on)])
    return found


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
