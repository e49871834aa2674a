"""Who may change what everybody's deadlines are counted by: it takes two, from two departments."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.core.models import Change
from lvzhi.people.models import Role, Staff


def may_ask(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    """Who runs the system asks for it."""
    return by.holds(date_of(at), Role.ADMINISTRATOR)


def may_decide(by: Staff, *, at: dt.datetime, change: Change, **_: Any) -> bool:
    """The supervising department decides, never the person who asked."""
    return change.by_id != by.pk and by.holds(date_of(at), Role.SUPERVISING)


def may_withdraw(by: Staff, *, at: dt.datetime, change: Change, **_: Any) -> bool:
    return change.by_id == by.pk and may_ask(by, at=at)


def may_try(by: Staff, *, at: dt.datetime, change: Change, **_: Any) -> bool:
    """Whoever asks or decides."""
    return may_ask(by, at=at) or may_decide(by, at=at, change=change)
