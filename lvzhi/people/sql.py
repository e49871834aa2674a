"""The table of who is above whom, made anew from the parents; the tree is small, the table is what every query asks."""

from django.db import connection, connections

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
