"""The trail: one line for everything that anybody did or was refused, sealed in batches by the clock."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import OperationalError, connection

from lvzhi.core.clock import ZONE
from lvzhi.core.models import Seal, TrailLine
from lvzhi.core.sql import insert
from lvzhi.core.writing import writing

SEALED_FIELDS = ("id", "at", "by_id", "action", "ref", "result", "detail", "ip", "device", "once")
SHORT_WAIT = "50ms"  # a sealer that must wait longer gives way to people and tries again a minute later
BATCH = 20_000
EARLIEST = -(2**63)  # a line put in before the very first one is found, too


@dataclass(frozen=True)
class Origin:
    """Where a request came from; and when a phone without network was told to send it, by its own word."""

    ip: str | None = None
    device: str = ""
    pressed_at: dt.datetime | None = None


NOWHERE = Origin()
origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def write(action: str, *, at: dt.datetime, by: Any = None, ref: str = "", **more: Any) -> TrailLine:
    """Write one line. `more` may hold result, detail, once and the database alias `using`."""
    using = more.pop("using", "default")
    came = origin.get()
    if came.pressed_at is not None:
        said = came.pressed_at.astimezone(ZONE).isoformat(timespec="seconds")
        more["detail"] = more.get("detail", {}) | {"pressed_at": said}
    line = TrailLine(at=at, by=by, action=action, ref=ref, ip=came.ip, device=came.device[:120], **more)
    insert(line, using=using)
    return line


class Earlier(NamedTuple):
    """A form that was sent before: when, and what it made."""

    at: dt.datetime
    ref: str


def earlier(by: Any, once: UUID) -> Earlier | None:
    """What this person's same form did when it was sent before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, ref FROM core_trailline WHERE by_id = %s AND once = %s", [by.pk, once])
        found = cursor.fetchone()
        return Earlier(*found) if found else None


def digest(lines: list[dict[str, Any]], before: str) -> str:
    """The seal over a batch: the lines in order and the seal before them."""
    text = json.dumps(lines, sort_keys=True, ensure_ascii=False, default=plain)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def plain(value: Any) -> str:
    """Moments are hashed in UTC, so that a seal does not depend on the reader's time zone."""
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else str(value)


def seal(at: dt.datetime) -> int:
    """Seal what was written since the last seal; returns the number of lines.

    The last line is read under a lock that waits for writers under way, so that no line with a smaller number
    can appear afterwards. The lock is given back at once; the hashing happens without it.
    """
    end = settled_end()
    last = Seal.objects.order_by("-last").first()
    start, before, count = (last.last, last.digest, 0) if last else (0, "", 0)
    for batch in batches(start, end):
        before = digest(batch, before)
        with writing():
            Seal.objects.create(at=at, last=batch[-1]["id"], lines=len(batch), digest=before)
        count += len(batch)
    return count


def settled_end() -> int:
    """The newest line below which everything is written; 0 when people are writing just now."""
    try:
        with writing(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{SHORT_WAIT}'")
            cursor.execute(f"LOCK TABLE {TrailLine._meta.db_table} IN SHARE MODE")
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {TrailLine._meta.db_table}")
            return int(cursor.fetchone()[0])
    except OperationalError:
        return 0


def batches(start: int, end: int) -> Iterator[list[dict[str, Any]]]:
    """The lines after `start` up to `end`, a bounded number at a time."""
    while rows := list(
        TrailLine.objects.filter(id__gt=start, id__lte=end).order_by("id").values(*SEALED_FIELDS)[:BATCH]
    ):
        yield rows
        start = rows[-1]["id"]


def broken_seal() -> Seal | None:
    """The first seal that no longer fits its lines, or nothing when the trail is whole."""
    before: Seal | None = None
    for one in Seal.objects.order_by("last").iterator():
        if not fits_after(one, before):
            return one
        before = one
    return None


def fits(one: Seal) -> bool:
    """Whether this seal still fits its lines and the seal before it."""
    return fits_after(one, Seal.objects.filter(last__lt=one.last).order_by("-last").first())


def fits_after(one: Seal, before: Seal | None) -> bool:
    start, said = (before.last, before.digest) if before else (EARLIEST, "")
    lines = TrailLine.objects.filter(id__gt=start, id__lte=one.last).order_by("id").values(*SEALED_FIELDS)
    rows = list(lines[: one.lines + 1])  # one line too many already tells
    return len(rows) == one.lines and digest(rows, said) == one.digest
