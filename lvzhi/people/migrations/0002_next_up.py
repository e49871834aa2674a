from django.db import migrations

# The nearest unit upward, the person's own included, that has a holder of the post (or of the other post that serves
# as well); when there is none all the way up, the nearest holder of a more senior post. Never the person himself.
# It gives a set of one or none: used in FROM, PostgreSQL works it into the statement instead of calling it row by row.
NEXT_UP = """
CREATE FUNCTION people_next_up(of_unit bigint, of_staff bigint, wanted integer, on_day date, other integer DEFAULT 0)
RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT p.staff_id
      FROM people_unitancestor a
      JOIN people_post p ON p.unit_id = a.ancestor_id
     WHERE a.unit_id = of_unit AND p.staff_id <> of_staff AND p.during @> on_day
       AND (p.role = other OR p.role BETWEEN wanted AND 60)
     ORDER BY p.role NOT IN (wanted, other), a.depth, p.role, p.staff_id
     LIMIT 1
$$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(NEXT_UP, "DROP FUNCTION people_next_up(bigint, bigint, integer, date, integer)"),
    ]
