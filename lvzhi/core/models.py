"""What every part stands on: the trail, the calendar, the dated parameters, the bank's own words."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from lvzhi.core.refs import known_as


class TrailLine(models.Model):
    """Who did what to what, when, from where, and whether it was allowed. Never changed, never deleted."""

    class Result(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    action = models.CharField(max_length=60)
    ref = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=8, choices=Result, default=Result.DONE)
    detail = models.JSONField(default=dict)
    ip = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=120, blank=True)
    once = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "once"], name="trail_once", condition=Q(once__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["ref", "id"], name="trail_of_a_thing"),
            models.Index(fields=["by", "at"], name="trail_of_a_person"),
            models.Index(fields=["action", "at"], name="trail_of_an_action"),
            models.Index(fields=["at"], name="trail_by_time"),
            models.Index(fields=["at"], condition=Q(result="refused"), name="trail_of_refusals"),
        ]


class Seal(models.Model):
    """The trail up to a line, locked by a hash over the batch and the seal before it."""

    at = models.DateTimeField()
    last = models.BigIntegerField(unique=True)
    lines = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)


@known_as("day")
class CalendarDay(models.Model):
    """A day of the bank's calendar. `number` counts the working days, so that "n working days after" is one join."""

    class Kind(models.TextChoices):
        WORKDAY = "workday"
        REST = "rest"
        HOLIDAY = "holiday"
        MAKEUP = "makeup"

    class Source(models.TextChoices):
        PUBLISHED = "published"  # the State Council's notice
        COMPUTED = "computed"  # statutory days worked out by us: provisional
        BANK = "bank"  # the bank's own decision

    date = models.DateField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    number = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="workdays_by_number", condition=Q(kind__in=["workday", "makeup"])),
        ]

    @property
    def ref(self) -> str:
        return f"day/{self.date:%Y%m%d}"

    @property
    def is_workday(self) -> bool:
        return self.kind in WORKING

    @property
    def is_provisional(self) -> bool:
        return self.source == CalendarDay.Source.COMPUTED


WORKING = (CalendarDay.Kind.WORKDAY, CalendarDay.Kind.MAKEUP)


class ChangeQuerySet(models.QuerySet["Change"]):
    def waiting(self) -> "ChangeQuerySet":
        return self.filter(decided_at=None)

    def accepted(self) -> "ChangeQuerySet":
        return self.filter(accepted=True)


@known_as("change")
class Change(models.Model):
    """What everybody's deadlines are counted by is to be changed: one person asks for it, another one decides."""

    class Kind(models.TextChoices):
        DAY = "day"  # one day, by the bank's own decision
        NOTICE = "notice"  # a year, by the State Council's notice
        PARAMETER = "parameter"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=60)  # the date, the year or the parameter
    content = models.JSONField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    remark = models.CharField(max_length=300, blank=True, db_default="")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(decided_at=None), name="one_change_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, accepted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, accepted__isnull=False),
                name="change_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(accepted=True, decided_by=models.F("by")), name="change_accepted_by_another"
            ),
        ]
        indexes = [models.Index(fields=["kind", "key", "-id"], name="changes_of_a_thing")]

    @property
    def ref(self) -> str:
        return f"change/{self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None


@known_as("parameter")
class ParameterValue(models.Model):
    """What the bank set a parameter to, from a day on, and why."""

    key = models.CharField(max_length=60)
    since = models.DateField()
    value = models.JSONField()
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=False) & ~Q(confirmed_by=models.F("by")), name="parameter_set_by_two"
            ),
        ]
        indexes = [models.Index(fields=["key", "since", "id"], name="parameter_in_force")]

    @property
    def ref(self) -> str:
        return f"parameter/{self.pk}"


@known_as("bank_text")
class BankText(models.Model):
    """The bank's own wording of a clause, pasted beside ours. The newest row is in force; older ones stay."""

    clause = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clause", "-id"], name="bank_text_in_force")]

    @property
    def ref(self) -> str:
        return f"bank_text/{self.pk}"


class NightRun(models.Model):
    """The engine ran for this day; days without a row are caught up."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    raised = models.PositiveIntegerField()
    settled = models.PositiveIntegerField()
    escalated = models.PositiveIntegerField()
    took = models.DurationField(default=dt.timedelta)
