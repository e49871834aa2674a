"""The only way to write: one verb, one transaction, one permission check, one line on the trail."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from lvzhi.core import clause, trail
from lvzhi.core.models import TrailLine
from lvzhi.core.refs import Thing, find
from lvzhi.core.writing import writing

T = TypeVar("T", bound=Thing)
Needs = Callable[..., bool]


@dataclass(frozen=True)
class Verb:
    """An action as the trail, the permission table and the clause pages know it."""

    name: str
    needs: Needs
    clauses: tuple[str, ...]


SECRET = frozenset({"password"})  # arguments that never reach the trail
ACTIONS: dict[str, Verb] = {}
BARS: list[Callable[[Any, str, dt.datetime], bool]] = []  # whether something keeps a person from doing anything at all
AFTER_EACH: list[Callable[[Thing, dt.datetime], None]] = []


def action(name: str, *, needs: Needs, clauses: tuple[str, ...] = ()) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Make a function an action.

    `needs` decides who may do it: (by, at=..., **arguments) -> bool. `clauses` names the demands that the action's
    checks carry out. The caller gives the moment `at`, and with `once` a retry does nothing new.
    """

    def wrap(do: Callable[..., T]) -> Callable[..., T]:
        @functools.wraps(do)
        def run(by: Any, *, at: dt.datetime, once: UUID | None = None, **given: Any) -> T:
            try:
                with writing():
                    if (same := done_before(by, once)) is not None:
                        return same  # type: ignore[return-value]
                    if any(bars(by, name, at) for bars in BARS) or not needs(by, at=at, **given):
                        raise PermissionDenied(name)
                    thing = do(by, at=at, **given)
                    trail.write(name, at=at, by=by, ref=thing.ref, once=once, detail=described(given))
                    for after in AFTER_EACH:
                        after(thing, at)
                    return thing
            except PermissionDenied:
                refused(name, at, by, given)
                raise

        ACTIONS[name] = Verb(name, needs, clauses)
        for code in clauses:
            clause.register(code, "checks", name)
        return run

    return wrap


def done_before(by: Any, once: UUID | None) -> Thing | None:
    """What the same form, sent before, has made. A second sender waits until the first is through."""
    if once is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [once.int >> 65])
    if (line := trail.earlier(by, once)) is None:
        return None
    if (thing := find(line.ref)) is None:  # what it did was to take something back
        raise ValidationError(_("This has been done already."))
    return thing  # type: ignore[return-value]


def refused(name: str, at: dt.datetime, by: Any, given: dict[str, Any]) -> None:
    """A refusal is on the trail, too; it has a transaction of its own because the action's was undone."""
    with writing():
        about = next((v.ref for v in given.values() if hasattr(v, "ref")), "")
        trail.write(name, at=at, by=by, ref=about, result=TrailLine.Result.REFUSED, detail=described(given))


def described(given: dict[str, Any]) -> dict[str, str]:
    """What the action was asked to do: names and short values; long words are in the record itself, secrets nowhere."""
    return {k: worded(v) for k, v in given.items() if k not in SECRET and v not in (None, "", [], ()) and is_short(v)}


def is_short(value: Any) -> bool:
    """A bundle of values is no short value: what it says stands in the record."""
    return hasattr(value, "ref") or not is_dataclass(value)


def worded(value: Any) -> str:
    if hasattr(value, "ref"):
        return str(value.ref)
    text = str(value) if not isinstance(value, (list, tuple, dict, set)) else f"[{len(value)}]"
    return text if len(text) <= 80 else f"{text[:79]}…"
