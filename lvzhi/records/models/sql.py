"""A record written whole: its head, its particulars and its entries in registers, in one statement."""

from collections.abc import Sequence
from functools import cache

from django.db import connection, models

from lvzhi.core.sql import Fields, marks, names, values_of
from lvzhi.records.models.record import ITSELF, Filing, Particulars, Record

# A record, its particulars and its entries in registers; an entry without anything it is about is about the record.
WHOLE = """
    WITH head AS (INSERT INTO records_record ({of_head}) VALUES ({head}) RETURNING id, kind || '/' || id AS ref),
         told AS (INSERT INTO {table} (record_id, {of_told}) VALUES ((SELECT id FROM head), {told})),
         filed AS (INSERT INTO records_filing (record_id, about, {of_filed}) VALUES {filed})
    SELECT id FROM head
"""
ENTRY = "((SELECT id FROM head), coalesce(%s, (SELECT ref FROM head)), {filed})"


def keep_whole(record: Record, told: Particulars, filings: Sequence[Filing]) -> None:
    """Write a record with its particulars, and enter it in the registers."""
    rows = [(record, fields_of(Record)), (told, fields_of(type(told)))]
    values = [value for row, fields in rows for value in values_of(row, fields)]
    for one in filings:
        values += [None if one.about == ITSELF else one.about, *values_of(one, fields_of(Filing, "about"))]
    with connection.cursor() as cursor:
        cursor.execute(whole(type(told), len(filings)), values)
        (record.pk,) = cursor.fetchone()
    told.record = record
    for row in (record, told):
        row._state.adding, row._state.db = False, "default"


@cache
def whole(kind: type[Particulars], entries: int) -> str:
    """The statement for a kind of record that stands in so many registers."""
    head, told, filed = fields_of(Record), fields_of(kind), fields_of(Filing, "about")
    entry = ENTRY.format(filed=marks(filed))
    return WHOLE.format(
        table=kind._meta.db_table, of_head=names(head), of_told=names(told), of_filed=names(filed),
        head=marks(head), told=marks(told), filed=", ".join([entry] * entries),
    )  # fmt: skip


@cache
def fields_of(model: type[models.Model], but: str = "") -> Fields:
    """What a row says besides its own number and the record it belongs to."""
    return [f for f in model._meta.concrete_fields if f.name not in ("id", "record", but)]
