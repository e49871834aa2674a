"""Who may give and finish tasks, and take records out of the house."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.people.models import Post, Staff
from lvzhi.people.queries import units_below
from lvzhi.records.filters import Scope
from lvzhi.records.models import Message, Particulars, Task
from lvzhi.records.register import Outgoing, seen_record


def may_give(by: Staff, *, at: dt.datetime, owner: Staff, **_: Any) -> bool:
    """A leader gives tasks to people of the units answered for, and everybody to himself."""
    day = date_of(at)
    if owner.pk == by.pk:
        return bool(by.posts_on(day))
    return Post.objects.filter(staff=owner, during__contains=day, unit__in=units_below(by, day)).exists()


def may_finish(by: Staff, *, at: dt.datetime, task: Task, **_: Any) -> bool:
    return task.owner_id == by.pk


def may_mark_read(by: Staff, *, at: dt.datetime, upto: Message, **_: Any) -> bool:
    return upto.to_id == by.pk


def may_open(by: Staff, *, at: dt.datetime, message: Message, **_: Any) -> bool:
    return message.to_id == by.pk


def may_take_out(by: Staff, *, at: dt.datetime, register: Outgoing[Any], **_: Any) -> bool:
    """Who may open a register may take out of it what the own list shows."""
    return register.needs(by, date_of(at))


def may_print(by: Staff, *, at: dt.datetime, row: Particulars, **_: Any) -> bool:
    return seen_record(row.record.kind, row.pk, Scope(by, date_of(at))) is not None
