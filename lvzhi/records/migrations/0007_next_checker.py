from django.db import migrations

from lvzhi.core.append_only import append_only

# Who decides about a request: the nearest unit upward that has a holder of the post, or of the other post that serves as
# well; failing that the nearest holder of a more senior post, as in people_next_up. Never whoever asks, nor who wrote the
# request down, nor who stands in for one of them. A holder for whom one of these stands in comes last: he is away, and
# his deputy may not decide.
NEXT_CHECKER = """
CREATE FUNCTION records_next_checker(of_unit bigint, asker bigint, writer bigint, wanted integer, on_day date, other integer)
RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT p.staff_id
      FROM people_unitancestor a
      JOIN people_post p ON p.unit_id = a.ancestor_id
     WHERE a.unit_id = of_unit AND p.staff_id NOT IN (asker, writer) AND p.during @> on_day
       AND (p.role = other OR p.role BETWEEN wanted AND 60)
       AND NOT EXISTS (SELECT FROM people_deputy d
                        WHERE d.deputy_id = p.staff_id AND d.staff_id IN (asker, writer) AND d.during @> on_day)
     ORDER BY EXISTS (SELECT FROM people_deputy b
                       WHERE b.staff_id = p.staff_id AND b.during @> on_day
                         AND (b.deputy_id IN (asker, writer)
                              OR EXISTS (SELECT FROM people_deputy c
                                          WHERE c.deputy_id = b.deputy_id AND c.staff_id IN (asker, writer)
                                            AND c.during @> on_day))),
              p.role NOT IN (wanted, other), a.depth, p.role, p.staff_id
     LIMIT 1
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_approvals"),
        ("people", "0004_door"),
        ("core", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(
            NEXT_CHECKER,
            "DROP FUNCTION records_next_checker(bigint, bigint, bigint, integer, date, integer)",
        ),
        *append_only("records_approval", "records_decision"),
    ]
