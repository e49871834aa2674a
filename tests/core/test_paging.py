"""A list read page by page shows every row once, whatever the data, the order, the size and the direction."""

import datetime as dt

import pytest
from django.db import models
from django.db.models import F, QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvzhi.core.paging import BadPlaceError, Order, Place, capped_count, page_of
from lvzhi.people.models import Staff
from lvzhi.records.models import Message

FIRST = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ORDERS = {"kind": False, "at": False, "read_at": True}
KINDS = {bool: models.BooleanField, int: models.IntegerField, str: models.TextField, dt.date: models.DateField}
messages = st.lists(
    st.tuples(
        st.sampled_from(["张", "李", "a", "B", ""]), st.integers(0, 3), st.none() | st.integers(0, 3),
    ), max_size=23,
)  # fmt: skip


def lay(staff: Staff, rows: list[tuple[str, int, int | None]]) -> None:
    Message.objects.all().delete()
    Message.objects.bulk_create(
        Message(
            to=staff,
            kind=kind,
            at=FIRST + dt.timedelta(microseconds=at),
            read_at=None if read is None else FIRST + dt.timedelta(microseconds=read),
        )
        for kind, at, read in rows
    )


def walk(rows: QuerySet[Message], order: Order, size: int) -> tuple[list[list[int]], list[list[int]]]:
    """All pages forward, and then all pages back from the last."""
    forward, back, place = [], [], ""
    while True:
        page = page_of(rows, order, size, place)
        forward.append([row.pk for row in page.rows])
        if page.after is None:
            break
        place = page.after
    while page.before is not None:
        page = page_of(rows, order, size, page.before)
        back.append([row.pk for row in page.rows])
    return forward, back


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=messages, key=st.sampled_from(sorted(ORDERS)), descending=st.booleans(), size=st.integers(1, 7))
def test_every_row_is_shown_once_forward_and_back(
    db: None, rows: list[tuple[str, int, int | None]], key: str, descending: bool, size: int
) -> None:
    staff, _ = Staff.objects.get_or_create(number="T1", defaults={"name": "张三"})
    lay(staff, rows)
    forward, back = walk(Message.objects.all(), Order(F(key), descending, nullable=ORDERS[key]), size)
    sign = "-" if descending else ""
    wanted = list(Message.objects.order_by(f"{sign}{key}", f"{sign}pk").values_list("pk", flat=True))
    assert [pk for page in forward for pk in page] == wanted
    assert all(len(page) == size for page in forward[:-1])
    seen_back = [pk for page in reversed(back) for pk in page]
    assert seen_back == wanted[: len(wanted) - len(forward[-1])]


@pytest.mark.parametrize(
    "value", [None, True, 12, "张三 –", dt.date(2026, 2, 28), FIRST + dt.timedelta(microseconds=1)], ids=repr
)
def test_a_place_survives_its_way_through_a_link(value: object) -> None:
    kind = KINDS.get(type(value), models.DateTimeField)()
    place = Place(value, 7, back=True)
    assert Place.read(str(place), kind) == place


MADE_UP = [
    "",
    "x",
    "é",
    "W10",
    "WyJ4IiwieCIsMF0",
    "WyJcdWQ4MDAiLDEsMF0",
    "A" * 600,
    "Wyd4JywgMV0",
    "bnVsbA",
    "WyJcdTAwMDAiLDEsMF0",
]


@pytest.mark.parametrize("text", MADE_UP)
def test_a_place_that_somebody_made_up_is_refused(text: str) -> None:
    with pytest.raises(BadPlaceError):
        Place.read(text, models.TextField())


@pytest.mark.django_db
def test_a_count_is_honest_about_its_cap() -> None:
    staff = Staff.objects.create(number="T1", name="张三")
    lay(staff, [("a", 0, None)] * 7)
    assert str(capped_count(Message.objects.all(), 7)) == "7"
    assert str(capped_count(Message.objects.all(), 6)) == "6+"
