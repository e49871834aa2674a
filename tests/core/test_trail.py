"""The trail: what a line says and does not say, and seals that tell when a line was changed."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from lvzhi.core import trail
from lvzhi.core.models import Seal, TrailLine
from lvzhi.jobs import tasks
from lvzhi.people.actions import change_password, create_staff, reset_password
from lvzhi.worklog.actions import add_note, file_work_log
from tests.bank import Bank, pages
from tests.core.at_once import at_once, beside, until

SECRET = "Kx7m-qp49-tn9w"
LONG = "客户资金紧张，" * 40


def write(count: int = 1, at: dt.datetime = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)) -> list[TrailLine]:
    return [trail.write("test.line", at=at, detail={"n": n}) for n in range(count)]


@pytest.fixture
def bank(db) -> Bank:
    return Bank.of({"张三": "manager", "李四": "supervisor", "管理": "administrator"})


# What a line says


def test_long_words_are_in_the_record_and_not_on_the_trail(bank, at):
    log = file_work_log(bank.staff("张三"), at=at, on=at.date(), pages=pages(LONG))
    add_note(bank.staff("张三"), at=at, log=log, text=LONG)
    for line in TrailLine.objects.all():
        assert all(len(value) <= 80 for value in line.detail.values())
    assert TrailLine.objects.latest("id").detail["log"] == log.ref


def test_passwords_are_nowhere_on_the_trail(bank, at):
    admin = bank.staff("管理")
    create_staff(admin, at=at, number="T9", name="新人", password=SECRET)
    reset_password(admin, at=at, staff=bank.staff("张三"), password=SECRET)
    change_password(bank.staff("李四"), at=at, password=SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_trailline::text FROM core_trailline")
        assert all(SECRET not in text for (text,) in cursor.fetchall())
    assert TrailLine.objects.count() == 3


def test_a_wrong_password_is_not_on_the_trail(bank):
    """Not even one that was typed into the field of the number."""
    Client().post("/account/login/", {"login": SECRET, "password": SECRET})
    Client().post("/account/login/", {"login": bank.staff("张三").number, "password": SECRET})
    lines = list(TrailLine.objects.all())
    assert lines
    assert all(SECRET not in f"{line.detail} {line.ref} {line.device}" for line in lines)


def test_a_line_knows_where_it_came_from(bank, at):
    token = trail.origin.set(trail.Origin("10.1.2.3", "A browser " * 40))
    try:
        file_work_log(bank.staff("张三"), at=at, on=at.date(), pages=pages())
    finally:
        trail.origin.reset(token)
    line = TrailLine.objects.get()
    assert (line.ip, len(line.device)) == ("10.1.2.3", 120)


# Sealing


def test_seals_cover_every_line_once_and_in_batches(db, at, monkeypatch):
    monkeypatch.setattr(trail, "BATCH", 3)
    lines = write(8)
    assert trail.seal(at) == 8
    assert list(Seal.objects.order_by("last").values_list("lines", "last")) == [
        (3, lines[2].pk), (3, lines[5].pk), (2, lines[7].pk),
    ]  # fmt: skip
    assert trail.broken_seal() is None


def test_a_line_written_after_a_seal_is_in_the_next(db, at):
    write(2)
    trail.seal(at)
    last = write(1)[0]
    assert trail.broken_seal() is None
    trail.seal(at)
    assert (Seal.objects.count(), Seal.objects.latest("last").last) == (2, last.pk)
    assert trail.broken_seal() is None


def test_nothing_new_makes_no_seal(db, at):
    write(1)
    assert [trail.seal(at), trail.seal(at)] == [1, 0]
    assert Seal.objects.count() == 1


def test_no_seal_depends_on_who_reads_it(db, at):
    """A machine in another time zone works out the same seal."""
    write(3)
    trail.seal(at)
    with timezone.override("America/Lima"):
        assert trail.broken_seal() is None


TAMPERING = {
    "a word changed": "UPDATE core_trailline SET action = 'other' WHERE id = {line}",
    "a moment moved": "UPDATE core_trailline SET at = at + interval '1 second' WHERE id = {line}",
    "a detail changed": "UPDATE core_trailline SET detail = '{{\"n\": 77}}' WHERE id = {line}",
    "a refusal made a success": "UPDATE core_trailline SET result = 'refused' WHERE id = {line}",
    "a line taken away": "DELETE FROM core_trailline WHERE id = {line}",
    "a line put in": "INSERT INTO core_trailline (id, at, action, ref, result, detail, device)"
    " OVERRIDING SYSTEM VALUE VALUES ({line} - 1000000, now(), 'x', '', 'done', '{{}}', '')",
    "a seal changed": "UPDATE core_seal SET digest = repeat('0', 64) WHERE last = {last}",
    "a seal taken away": "DELETE FROM core_seal WHERE last = {last}",
    "lines and seal both changed": "UPDATE core_trailline SET action = 'other' WHERE id = {line};"
    " UPDATE core_seal SET lines = lines WHERE last = {last}",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whoever_tampers_breaks_a_seal(db, at, what):
    """Somebody with all rights in the database can switch the triggers off; the seals still tell."""
    first = write(3)
    trail.seal(at)
    write(3)
    trail.seal(at)
    tamper(TAMPERING[what].format(line=first[1].pk, last=first[2].pk))
    assert trail.broken_seal() is not None


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("core_trailline", "core_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("core_trailline", "core_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def test_tampering_below_the_owner_does_not_even_begin(db):
    line = write(1)[0]
    for statement in ("UPDATE core_trailline SET action = 'x'", "DELETE FROM core_trailline"):
        with (
            pytest.raises(Exception, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert TrailLine.objects.get() == line


# The sealer among people who write


@pytest.fixture
def writer(transactional_db):
    """Somebody in the middle of an action: the line is written, the transaction not over."""
    written, over = threading.Event(), threading.Event()

    def act() -> None:
        with transaction.atomic():
            write(1)
            written.set()
            assert over.wait(20)

    with beside(act):
        assert written.wait(10)
        yield over
        over.set()


@pytest.mark.django_db(transaction=True, databases=["default", "signin"])
def test_the_sealer_gives_way_to_a_long_writer(writer, at):
    """A line with a smaller number than a sealed one must not appear later, so the sealer waits, but only 50 ms."""
    began = time.monotonic()
    assert trail.seal(at) == 0
    assert 0.04 < time.monotonic() - began < 1
    writer.set()
    until(lambda: TrailLine.objects.count() == 1)
    assert trail.seal(at) == 1


@pytest.mark.django_db(transaction=True, databases=["default", "signin"])
def test_a_sealer_that_waits_holds_nobody_up_for_long(writer, at):
    """Whoever comes behind the waiting sealer waits for its 50 ms and no longer."""

    def keep_sealing() -> None:
        for _ in range(5):
            trail.seal(at)

    with beside(keep_sealing):
        took = []
        for _ in range(5):
            began = time.monotonic()
            write(1)
            took.append(time.monotonic() - began)
    assert max(took) < 0.5
    writer.set()
    until(lambda: TrailLine.objects.count() == 6)
    assert (trail.seal(at), trail.broken_seal()) == (6, None)


@pytest.mark.django_db(transaction=True, databases=["default", "signin"])
def test_two_sealers_at_once_seal_each_line_once(at, monkeypatch):
    """Two workers on two machines are asked at the same minute."""
    monkeypatch.setattr(trail, "BATCH", 7)
    write(100)
    said = at_once(*[lambda: tasks.seal.func(timestamp=0)] * 3)
    assert said == [None] * 3
    assert sum(Seal.objects.values_list("lines", flat=True)) == 100
    assert trail.broken_seal() is None


@pytest.mark.django_db(transaction=True, databases=["default", "signin"])
def test_sealing_while_people_write_leaves_a_whole_trail(at):
    def act() -> None:
        for _ in range(40):
            with transaction.atomic():
                write(2)

    def keep_sealing() -> None:
        for _ in range(40):
            tasks.seal.func(timestamp=0)

    assert at_once(act, act, keep_sealing, keep_sealing) == [None] * 4
    trail.seal(at)
    assert sum(Seal.objects.values_list("lines", flat=True)) == 160
    assert trail.broken_seal() is None
