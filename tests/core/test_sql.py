"""Rows that are only ever added go into their tables by a statement of their own; the ORM finds them unchanged."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lvzhi.core.models import TrailLine
from lvzhi.core.sql import insert
from lvzhi.records.models import Filing, Record, keep
from lvzhi.records.models import filing as entry
from tests.bank import Bank

AT = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)


@pytest.fixture
def record(db: None) -> Record:
    return keep("contact", by=Bank.of({"张三": "manager"}).staff("张三"), at=AT, happened_at=AT - dt.timedelta(hours=1))


def test_a_row_is_found_as_it_was_put_in(record: Record) -> None:
    found = Record.objects.get(pk=record.pk)
    assert {f.name: getattr(found, f.name) for f in Record._meta.fields} == {
        f.name: getattr(record, f.name) for f in Record._meta.fields
    }
    assert (record._state.adding, record._state.db) == (False, "default")


def test_several_rows_keep_their_order_and_know_their_numbers(record: Record) -> None:
    rows = [entry(record, record.by, about=f"customer/{n}") for n in (3, 1, 2)]
    insert(*rows)
    assert list(Filing.objects.order_by("pk")) == rows
    assert [one.about for one in Filing.objects.order_by("pk")] == ["customer/3", "customer/1", "customer/2"]


def test_words_are_kept_to_the_letter(db: None) -> None:
    detail = {"why": "“引号”'; DROP TABLE x; --", "n": [1, None, True]}
    insert(TrailLine(at=AT, action="test", detail=detail, ip="10.0.0.1", device="%s %(x)s"))
    line = TrailLine.objects.get()
    assert (line.detail, line.ip, line.device, line.by, line.once) == (detail, "10.0.0.1", "%s %(x)s", None, None)


def test_what_the_table_forbids_is_refused(record: Record) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(entry(record, record.by), entry(record, record.by))
    assert not Filing.objects.exists()
