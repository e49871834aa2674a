"""Who may change what everybody's deadlines are counted by: it takes two, from two departments."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from lvzhi.core.clock import date_of
from lvzhi.core.models import Change, ChangeQuerySet
from lvzhi.duties.models import Duty, Moved
from lvzhi.people.models import Role, Staff

KEEPERS = (Role.ADMINISTRATOR, Role.SUPERVISING, Role.AUDITOR)


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


def visible_changes(staff: Staff, day: dt.date) -> ChangeQuerySet:
    """Who asks, decides or audits sees every change; everybody else those that are in force."""
    if staff.holds(day, *KEEPERS):
        return Change.objects.all()
    return Change.objects.accepted()


def visible_moves(staff: Staff, day: dt.date, change: Change) -> QuerySet[Moved]:
    """What a change did: all of it for who keeps the calendar, otherwise to one's own duties and those below."""
    moved = Moved.objects.filter(change=change)
    return moved if staff.holds(day, *KEEPERS) else moved.filter(duty__in=Duty.objects.visible_to(staff, day))
