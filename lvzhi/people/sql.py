"""What is quicker or only possible written out: the table of who is above whom, locks, and who is at the door."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.db import connection, connections

from lvzhi.people.models import Staff

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


@dataclass(frozen=True)
class OpenSession:
    """A session as it lies in the database, with its person."""

    session_key: str
    data: str
    expire_date: dt.datetime
    seen_at: dt.datetime
    staff: Staff | None


@cache
def by_key() -> tuple[str, list[str]]:
    """The statement, and the fields of the person in its order."""
    fields = Staff._meta.concrete_fields
    person = ", ".join(f'p."{field.column}"' for field in fields)
    return (
        f"SELECT s.session_data, s.expire_date, s.seen_at, p.id IS NOT NULL, {person}"
        " FROM people_session s LEFT JOIN people_staff p ON p.id = s.staff_id WHERE s.session_key = %s"
    ), [field.attname for field in fields]


def open_session(key: str) -> OpenSession | None:
    """Session and person in one statement. Every request begins with it: written out, it costs a sixth of the ORM's."""
    statement, names = by_key()
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        row = cursor.fetchone()
    if row is None:
        return None
    data, expire_date, seen_at, somebody, *person = row
    staff = Staff.from_db("default", names, person) if somebody else None
    return OpenSession(key, data, expire_date, seen_at, staff)
