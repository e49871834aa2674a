"""Tasks given by one person to another, and how they ended."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.people.models import Post, Staff
from lvzhi.people.queries import reads_everything, units_below
from lvzhi.records.models.record import Particulars, Record


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> "TaskQuerySet":
        return self.filter(done=None)

    def of(self, staff: Staff) -> "TaskQuerySet":
        return self.filter(owner=staff)

    def visible_to(self, staff: Staff, day: dt.date) -> "TaskQuerySet":
        """One's own, those one gave, those of the people one answers for; all for auditors and the like."""
        if reads_everything(staff, day):
            return self
        below = Post.objects.filter(staff=OuterRef("owner"), during__contains=day, unit__in=units_below(staff, day))
        return self.filter(Q(owner=staff) | Q(record__by=staff) | Exists(below))


@known_as("task")
class Task(Particulars):
    """Something to do, given by one person to another out of a record: a decision, a follow-up, a measure."""

    title = models.CharField(_("What is to be done"), max_length=120)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="tasks", verbose_name=_("Who does it"))
    due_on = models.DateField(_("By when"))
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="tasks")

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "due_on"], name="tasks_of_a_person")]


@known_as("task_done")
class TaskDone(Particulars):
    """The task was done, with its result."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="done")
    result = models.TextField(_("Result"), max_length=1000)
