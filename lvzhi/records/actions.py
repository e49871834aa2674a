"""Tasks given and done; messages read; copies of records that leave the house."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.records.models import Message, Particulars, Record, Task, TaskDone, file, keep
from lvzhi.records.perms import may_finish, may_give, may_mark_read, may_open, may_print, may_take_out
from lvzhi.records.register import Outgoing


@action("task.give", needs=may_give, clauses=("13.2",))
def give_task(
    by: Staff, *, at: dt.datetime, owner: Staff, title: str, due_on: dt.date, about: Record | None = None
) -> Task:
    """Give somebody something to do by a day, out of a record; the person is told at once."""
    if due_on < date_of(at):
        raise ValidationError({"due_on": _("The day lies in the past.")})
    record = keep("task", by=by, at=at)
    task = Task.objects.create(record=record, title=title, owner=owner, due_on=due_on, about=about)
    file(record, owner, about=about.key if about else "")
    if owner != by:
        facts = {"who": by.name, "title": title, "due_on": due_on.isoformat()}
        Message.objects.create(to=owner, at=at, kind="task.given", about=task.ref, facts=facts)
    return task


@action("task.finish", needs=may_finish, clauses=("13.2",))
def finish_task(by: Staff, *, at: dt.datetime, task: Task, result: str) -> TaskDone:
    """Say that a task is done and with what result; who gave it is told. The lock makes two tabs wait."""
    Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if TaskDone.objects.filter(task=task).exists():
        raise ValidationError(_("This task is already done."))
    record = keep("task_done", by=by, at=at)
    done = TaskDone.objects.create(record=record, task=task, result=result)
    file(record, by, about=task.ref)
    if task.record.by_id != by.pk:
        facts = {"who": by.name, "title": task.title}
        Message.objects.create(to=task.record.by, at=at, kind="task.done", about=task.ref, facts=facts)
    return done


@action("message.read", needs=may_mark_read)
def read_messages(by: Staff, *, at: dt.datetime, upto: Message) -> Message:
    """Mark one's messages up to this one as read."""
    Message.objects.unread().filter(to=by, pk__lte=upto.pk).update(read_at=at)
    return upto


@action("message.open", needs=may_open)
def open_message(by: Staff, *, at: dt.datetime, message: Message) -> Message:
    """Follow one message to what it is about: this one is read."""
    Message.objects.unread().filter(pk=message.pk).update(read_at=at)
    return message


@action("register.take_out", needs=may_take_out)
def take_out(by: Staff, *, at: dt.datetime, register: Outgoing[Any], rows: int, filters: str) -> Outgoing[Any]:
    """Rows of a list leave as a file; the trail keeps who took how many, by which filters."""
    return register


@action("record.print", needs=may_print)
def print_record(by: Staff, *, at: dt.datetime, row: Particulars) -> Particulars:
    """A record leaves on paper; the trail keeps who printed it."""
    return row
