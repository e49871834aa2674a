"""What the three registers put into words in the same way."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Facts


def stamp(at: dt.datetime | None) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" if at else ""


def span(start: dt.datetime, end: dt.datetime | None) -> str:
    """From a moment to a moment; the day is said once."""
    if end is None:
        return stamp(start)
    last = end.astimezone(ZONE)
    short = f"{last:%H:%M}" if last.date() == start.astimezone(ZONE).date() else stamp(end)
    return f"{stamp(start)} – {short}"


def facts(*pairs: tuple[Any, Any]) -> Facts:
    """The pairs that say something."""
    return Facts([(str(name), str(value)) for name, value in pairs if value not in ("", None)])


def present(row: Any, name: str) -> Any:
    """What hangs from a row once at most, or nothing."""
    return getattr(row, name, None)
