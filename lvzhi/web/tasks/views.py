"""Tasks: mine, those I gave, one of them, and how it ended."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of, midnight_after
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.models import Task, TaskDone
from lvzhi.web import access
from lvzhi.web.back import back
from lvzhi.web.drafts import arrived
from lvzhi.web.forms import open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.tasks.forms import FinishForm, task_form
from lvzhi.worklog.models import WorkLog

OPEN = 60
ENDED = 20


@page("tasks/tasks.html", needs=access.in_business, clauses=("13.2",))
def tasks(request: HttpRequest) -> Shown:
    """What is to be done, what others do for me, and what ended of late."""
    me, _at = who_and_when(request)
    rows = Task.objects.select_related("owner", "record__by", "done__record")
    given = rows.filter(record__by=me).exclude(owner=me)
    mine = rows.filter(owner=me)
    done = Exists(TaskDone.objects.filter(task=OuterRef("pk")))
    return {
        "mine": list(mine.filter(~done).order_by("due_on", "pk")[: OPEN + 1]),
        "given": list(given.filter(~done).order_by("due_on", "pk")[: OPEN + 1]),
        "ended": list((mine | given).filter(done).order_by("-done__record")[:ENDED]),
        "state": state,
        "most": OPEN,
    }


def state(one: Task, at: dt.datetime) -> str:
    """open, late, met or met late, as for any duty."""
    end = midnight_after(one.due_on)
    ended = one.done.record.recorded_at if hasattr(one, "done") else None
    if ended is not None:
        return "met" if ended < end else "met_late"
    if at >= end:
        return "late"
    return "today" if one.due_on == date_of(at) else "open"


@page("tasks/task.html", needs=access.in_business, clauses=("13.2",))
def task(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """One task with the record it came from; its owner finishes it here."""
    me, at = who_and_when(request)
    rows = Task.objects.select_related("owner", "record__by", "done__record", "about")
    one = get_visible_or_404(request, rows, pk)
    form = open_form(request, FinishForm)
    result = form.cleaned_data["result"] if request.method == "POST" and form.is_valid() else ""
    if result and perform(request, form, finish_task, task=one, result=result) is not None:
        told = one.record.by_id != me.pk
        messages.success(request, _("Done; %(who)s is told.") % {"who": one.record.by.name} if told else _("Done."))
        return arrived(redirect("task", pk=one.pk), f"task-{one.pk}")
    log = WorkLog.objects.filter(record=one.about).select_related("owner").first() if one.about else None
    return {
        "task": one,
        "state": state(one, at),
        "form": form,
        "may_finish": one.owner_id == me.pk and not hasattr(one, "done"),
        "log": log if log and is_visible(log, me, date_of(at)) else None,
    }


def is_visible(log: WorkLog, staff: Any, day: dt.date) -> bool:
    """Whether the source of a task may be opened; who does a task need not see the whole log."""
    return WorkLog.objects.visible_to(staff, day).filter(pk=log.pk).exists()


@page("tasks/new.html", needs=access.leaders, clauses=("13.2",))
def new_task(request: HttpRequest, log: int) -> Shown | HttpResponse:
    """A follow-up out of a log."""
    found = get_visible_or_404(request, WorkLog.objects.select_related("record", "owner"), log)
    form = task_form(request, found)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "owner", "due_on")}
        if given := perform(request, form, give_task, about=found.record, **said):
            messages.success(request, _("The task is given; %(who)s is told.") % {"who": given.owner.name})
            return redirect(back(request) or page_of("task", pk=given.pk))
    return {"form": form, "log": found, "back": back(request)}
