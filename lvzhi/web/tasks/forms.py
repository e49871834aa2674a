"""Giving a task and finishing it."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import date_of
from lvzhi.core.days import DayField
from lvzhi.core.models import WORKING, CalendarDay
from lvzhi.people.models import Post, Staff, UnitAncestor
from lvzhi.people.queries import units_below
from lvzhi.web.forms import ActionForm, open_form
from lvzhi.web.page import who_and_when
from lvzhi.worklog.models import WorkLog


class TaskForm(ActionForm):
    """What is to be done, by whom, by when."""

    clauses = ("13.2",)

    title = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say what is to be done.")},
    )
    owner = forms.ModelChoiceField(Staff.objects.none(), label=gettext_lazy("Who does it"), empty_label=None)
    due_on = DayField(
        label=gettext_lazy("By when"),
        error_messages={"required": gettext_lazy("Say by when.")},
    )

    def __init__(self, *args: Any, people: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class FinishForm(ActionForm):
    """The task is done, and this came of it."""

    clauses = ("13.2",)

    result = forms.CharField(
        label=gettext_lazy("Result"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Say what came of it.")},
    )


def task_form(request: HttpRequest, log: WorkLog, title: str = "") -> TaskForm:
    """A task out of a log: for its writer, unless somebody else is chosen; by the next working day."""
    me, at = who_and_when(request)
    day = date_of(at)
    start = {"owner": log.owner_id, "due_on": next_workday(day), "title": title[:120]}
    return open_form(request, TaskForm, people=within_reach(me, day, log.unit_id), initial=start)


def within_reach(me: Staff, day: dt.date, unit: int) -> QuerySet[Staff]:
    """To whom one can give a task that concerns a unit: its people, those above it that one answers for, oneself."""
    around = UnitAncestor.objects.filter(unit=unit).values("ancestor")
    posts = Post.objects.filter(during__contains=day, unit__in=around).filter(unit__in=units_below(me, day))
    people: QuerySet[Staff] = Staff.objects.filter(Q(pk__in=posts.values("staff")) | Q(pk=me.pk))
    return people.order_by("pinyin", "pk")


def next_workday(day: dt.date) -> dt.date:
    """The first working day after this one."""
    found = CalendarDay.objects.filter(date__gt=day, kind__in=WORKING).order_by("date").values_list("date", flat=True)
    return found.first() or day
