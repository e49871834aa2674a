"""The one thing the ORM lacks: INSERT ... SELECT."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def insert_select(
    model: type[models.Model], columns: Sequence[str], rows: models.QuerySet[Any, Any], present: str = ""
) -> int:
    """Insert the rows of a query without reading them; rows already there are left alone. Returns how many were new.

    Rows with nothing in the column `present` are left out. That is looked at last, so that a column which is dear to
    work out is worked out once, for the rows that have passed everything else.
    """
    fields = {f.name: str(f.column) for f in model._meta.concrete_fields}
    return insert_into(model._meta.db_table, [fields[c] for c in columns], rows, fields.get(present, ""))


def insert_into(table: str, columns: Sequence[str], rows: models.QuerySet[Any, Any], present: str = "") -> int:
    """The same for a table without a model, such as one that lasts for a transaction."""
    names = ", ".join(connection.ops.quote_name(c) for c in columns)
    select, params = rows.query.sql_with_params()
    if present:
        found = connection.ops.quote_name(present)
        select = f"SELECT * FROM ({select} OFFSET 0) AS found ({names}) WHERE {found} IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {select} ON CONFLICT DO NOTHING", params)
        return int(cursor.rowcount)
