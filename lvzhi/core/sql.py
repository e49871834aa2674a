"""What the ORM lacks, INSERT ... SELECT, and what it composes anew each time, INSERT."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, connections, models

Fields = list["models.Field[Any, Any]"]


def insert(*rows: models.Model, using: str = "default") -> None:
    """Insert rows of one append-only table as they are; a table that numbers its rows says their numbers.

    Every action writes several such rows. Put together once a table, the statement costs a third of what the ORM takes.
    """
    statement, fields = insertion(type(rows[0]), len(rows))
    to = connections[using]
    with to.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in values_of(row, fields, to)])
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk, row._state.adding, row._state.db = pk, False, using


@cache
def insertion(model: type[models.Model], many: int) -> tuple[str, Fields]:
    """The statement for so many rows of a table, and the fields in its order."""
    table, fields = model._meta, [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    values = ", ".join([f"({marks(fields)})"] * many)
    return f'INSERT INTO {table.db_table} ({names(fields)}) VALUES {values} RETURNING "{table.pk.column}"', fields


def values_of(row: models.Model, fields: Fields, to: Any = connection) -> list[Any]:
    """What a row says in these fields, as the database takes it."""
    return [f.get_db_prep_save(f.pre_save(row, add=True), to) for f in fields]


def names(fields: Fields) -> str:
    return ", ".join(f'"{f.column}"' for f in fields)


def marks(fields: Fields) -> str:
    """A mark for the value of each field."""
    return ", ".join(["%s"] * len(fields))


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
