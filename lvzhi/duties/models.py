"""What somebody owes, because of which clause, until when; what proves it; who was told."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.models import Change
from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff, Unit
from lvzhi.people.queries import reads_everything, units_below
from lvzhi.records.models import Record

COUNTED_BELOW = (
    "contact_core_customer",
    "contact_key_customer",
    "contact_general_customer",
    "visit_key_customer",
)  # owed for every customer: so many that counting them has an index of its own
LIVING = Q(met_at=None, excused_at=None, closed_at=None)


class DutyQuerySet(models.QuerySet["Duty"]):
    """The states of a duty are questions to its dates, at a moment."""

    def visible_to(self, staff: Staff, day: dt.date) -> "DutyQuerySet":
        """One's own, those of the units one answers for, all for auditors and the supervising department."""
        if reads_everything(staff, day):
            return self.all()
        return self.filter(Q(owner=staff) | Q(unit__in=units_below(staff, day)))

    def living(self) -> "DutyQuerySet":
        return self.filter(LIVING)

    def open(self, at: dt.datetime) -> "DutyQuerySet":
        return self.filter(LIVING, due__gt=at)

    def late(self, at: dt.datetime) -> "DutyQuerySet":
        return self.filter(LIVING, due__lte=at)

    def met(self) -> "DutyQuerySet":
        return self.filter(met_at__lt=F("due"))

    def met_late(self) -> "DutyQuerySet":
        return self.filter(met_at__gte=F("due"))


@known_as("duty")
class Duty(models.Model):
    """One demand on one person, about one subject, for one period, with a due moment."""

    rule = models.CharField(max_length=60)
    clause = models.CharField(max_length=10)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    about = models.CharField(max_length=60, blank=True)
    opens = models.DateTimeField()
    due = models.DateTimeField()
    closes = models.DateTimeField()
    proof = models.CharField(max_length=30)
    needed = models.PositiveSmallIntegerField(default=1)
    met_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    excused_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    excuse = models.CharField(max_length=300, blank=True, db_default="")
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=60, blank=True, db_default="")

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "owner", "about", "opens"], name="duty_owed_once"),
            models.CheckConstraint(
                condition=Q(excused_at=None) | (~Q(excuse="") & Q(excused_by__isnull=False)),
                name="excuse_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(closed_why=""), name="closing_has_a_reason"),
            models.CheckConstraint(condition=Q(due__gt=F("opens")), name="duty_due_after_it_opens"),
        ]
        indexes = [
            models.Index(fields=["owner", "due"], condition=LIVING, name="living_duties_of_a_person"),
            models.Index(fields=["unit", "due"], condition=LIVING, name="living_duties_of_a_unit"),
            models.Index(fields=["rule", "due"], condition=LIVING, name="living_duties_of_a_rule"),
            models.Index(fields=["clause", "opens"], name="duties_of_a_clause"),
            models.Index(fields=["owner", "-due"], name="duties_of_a_person"),
            models.Index(
                fields=["unit", "rule", "due"],
                include=["owner", "opens", "met_at", "excused_at", "closed_at"],
                condition=Q(rule__in=COUNTED_BELOW),
                name="duties_counted_below",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"duty/{self.pk}"

    def state(self, at: dt.datetime) -> str:
        """open, late, met, met_late, excused or closed, at this moment."""
        if self.met_at:
            return "met" if self.met_at < self.due else "met_late"
        if self.excused_at:
            return "excused"
        if self.closed_at:
            return "closed"
        return "late" if at >= self.due else "open"


class Proof(models.Model):
    """This record counts towards that duty."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="proofs")
    record = models.ForeignKey(Record, models.PROTECT, related_name="proves")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "record"], name="proof_once")]


class Notice(models.Model):
    """Somebody was told about a duty: its owner before it is due, the people above when it is late."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="notices")
    rung = models.PositiveSmallIntegerField()
    to = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "rung"], name="notice_once_per_rung")]


class Moved(models.Model):
    """What a change of the calendar did to a duty: its deadline moved, or it is no longer owed, or it is owed now."""

    class What(models.TextChoices):
        MOVED = "moved", _("moved")
        CLOSED = "closed", _("no longer owed")
        RAISED = "raised", _("owed now")

    change = models.ForeignKey(Change, models.PROTECT, related_name="moved")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="moves")
    what = models.CharField(max_length=6, choices=What)
    was = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "duty"], name="moved_once_by_a_change")]
        indexes = [models.Index(fields=["duty"], name="moves_of_a_duty")]


class Trial(models.Model):
    """A proposed value, tried on the facts of the year before: what would have been met, late or met late."""

    change = models.OneToOneField(Change, models.PROTECT, related_name="trial")
    first = models.DateField()
    last = models.DateField()
    done = models.PositiveIntegerField(default=0)  # days
    finished_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=list)

    @property
    def days(self) -> int:
        return max((self.last - self.first).days + 1, 0)
