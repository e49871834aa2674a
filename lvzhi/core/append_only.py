"""Tables whose rows nobody changes or deletes: PostgreSQL refuses it, whoever asks."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def define() -> migrations.RunSQL:
    """The trigger function, made once."""
    return migrations.RunSQL(FUNCTION, "DROP FUNCTION core_append_only()")


def append_only(*tables: str) -> list[migrations.RunSQL]:
    """Guard these tables. A test database still truncates them, which is not a change of a row."""
    return [
        migrations.RunSQL(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION core_append_only()",
            f"DROP TRIGGER append_only ON {table}",
        )
        for table in tables
    ]
