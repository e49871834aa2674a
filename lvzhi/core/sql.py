"""The one thing the ORM lacks: INSERT ... SELECT."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def insert_select(model: type[models.Model], columns: Sequence[str], rows: models.QuerySet[Any, Any]) -> int:
    """Insert the rows of a query without reading them; rows already there are left alone. Returns how many were new."""
    fields = {f.name: str(f.column) for f in model._meta.concrete_fields}
    return insert_into(model._meta.db_table, [fields[c] for c in columns], rows)


def insert_into(table: str, columns: Sequence[str], rows: models.QuerySet[Any, Any]) -> int:
    """The same for a table without a model, such as one that lasts for a transaction."""
    names = ", ".join(connection.ops.quote_name(c) for c in columns)
    select, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {select} ON CONFLICT DO NOTHING", params)
        return int(cursor.rowcount)
