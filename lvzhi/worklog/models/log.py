"""Article 13: the work log: the lines of a day, plans and their outcome, difficulties, and where it all came from."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.clock import midnight_after
from lvzhi.core.refs import known_as
from lvzhi.customers.models import Customer
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.people.queries import reads_everything, units_led
from lvzhi.records.models import Particulars, Record


def kept_logs(staff: Staff) -> bool:
    """Whether somebody is or was a relationship manager."""
    return any(post.role == Role.MANAGER for post in staff.all_posts)


class WorkLogQuerySet(models.QuerySet["WorkLog"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "WorkLogQuerySet":
        """One's own, those of the units one answers for, all for auditors and the supervising department.

        The units are named one by one: with them PostgreSQL finds the logs in its indexes; a subquery would make it
        look at every log there is. Who never kept logs has none of the own to be looked for.
        """
        if reads_everything(staff, day):
            return self
        below = Q(unit__any_of=units_led(staff, day))
        return self.filter(below | Q(owner=staff) if kept_logs(staff) else below)


@known_as("work_log")
class WorkLog(Particulars):
    """《客户经理日志》: one working day of one relationship manager, locked once handed in."""

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="work_logs", verbose_name=_("Relationship manager"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    on = models.DateField(_("Date"))
    done = models.TextField(_("Done today"), max_length=4000)
    learned = models.TextField(_("Thoughts and lessons"), max_length=2000, blank=True)
    late_reason = models.CharField(_("Why it is late"), max_length=200, blank=True)

    objects = WorkLogQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "on"], name="one_log_a_day")]
        indexes = [
            models.Index(fields=["unit", "-on", "-record"], name="logs_of_a_unit"),
            models.Index(fields=["-on", "-record"], name="logs_by_date"),
            models.Index(fields=["-on", "-record"], condition=~Q(late_reason=""), name="late_logs"),
        ]

    @property
    def is_late(self) -> bool:
        """Handed in after the deadline of its day: only then does it say why."""
        return bool(self.late_reason)


class LogLine(models.Model):
    """One thing done in the day: from when to when, what kind of work, with whom, and what came of it.

    `source` is the record from which the line was drafted; `touched` names the fields in which the person wrote
    something else, or something where the record says nothing.
    """

    class Work(models.TextChoices):
        MARKETING = "marketing", _("Marketing")
        CARE = "care", _("Customer care")
        BEFORE_LOAN = "before_loan", _("Before the loan")
        DURING_LOAN = "during_loan", _("Granting the loan")
        AFTER_LOAN = "after_loan", _("After the loan")
        COLLECTION = "collection", _("Collection")
        MEETING = "meeting", _("Meeting")
        LEARNING = "learning", _("Learning")
        OFFICE = "office", _("Office work")

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    starts = models.TimeField(_("From"))
    ends = models.TimeField(_("To"))
    work = models.CharField(_("Kind of work"), max_length=12, choices=Work)
    whom = models.CharField(_("Customer or place"), max_length=60, blank=True)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="log_lines")
    content = models.CharField(_("What was done"), max_length=300)
    result = models.CharField(_("Result"), max_length=300, blank=True)
    source = models.ForeignKey(Record, models.PROTECT, null=True, related_name="log_lines")
    touched = ArrayField(models.CharField(max_length=8), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "position"], name="log_line_position"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="log_line_ends_after_it_starts"),
        ]


class Difficulty(models.Model):
    """What the RM cannot solve alone, and who could help: what the supervisor reads first (13.2, 13.3b)."""

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="difficulties")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Difficulty"), max_length=500)
    helper = models.CharField(_("Who could help"), max_length=60, blank=True)
    urgent = models.BooleanField(_("Urgent"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "position"], name="difficulty_position")]


class PlanItem(models.Model):
    """One thing planned for the next working day."""

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="plan")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Plan"), max_length=200)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="planned")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "position"], name="plan_item_position")]


class PlanOutcome(models.Model):
    """What became of a planned thing, told in the next log."""

    class Result(models.TextChoices):
        DONE = "done", _("Done")
        PARTLY = "partly", _("Partly done")
        NOT_DONE = "not_done", _("Not done")
        DROPPED = "dropped", _("No longer needed")

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="outcomes")
    item = models.OneToOneField(PlanItem, models.PROTECT, related_name="outcome")
    result = models.CharField(_("Outcome"), max_length=8, choices=Result)
    remark = models.CharField(_("Remark"), max_length=200, blank=True)


class LogSource(models.Model):
    """Whence a field of a log came, other than those of its lines: what it was drafted from, and whether changed.

    `ref` names the record, or the duty that a plan provides for. The paragraph on the day is drafted from all lines,
    which name their records themselves; it names the first.
    """

    class Part(models.TextChoices):
        DONE = "done", _("Done today")
        OUTCOME = "outcome", _("Last plan")
        PLAN = "plan", _("Plan for tomorrow")

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="sources")
    part = models.CharField(max_length=8, choices=Part)
    position = models.PositiveSmallIntegerField(default=0)
    ref = models.CharField(max_length=60)
    edited = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "part", "position"], name="one_source_of_a_field")]


def log_day(at: dt.datetime, on: dt.date) -> dt.datetime:
    """The moment in its day at which a log counts as written: now, or the last minute of a day already past."""
    end = midnight_after(on)
    return at if at < end else end - dt.timedelta(minutes=1)
