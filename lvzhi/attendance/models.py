"""Article 12.2: private absence and leave, who stands in meanwhile, and the return."""

import datetime as dt

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.attendance.span import Span
from lvzhi.core.clock import midnight_after
from lvzhi.core.refs import known_as
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.people.queries import reads_everything, stands_in_for, units_led
from lvzhi.records.models import Particulars

SENIOR = (Role.DEPARTMENT_HEAD, Role.VICE_PRESIDENT, Role.PRESIDENT)  # who orders mandatory leave and knows of it ahead


class LeaveKind(models.TextChoices):
    """What the leave is for."""

    PRIVATE = "private", _("Private matters")
    SICK = "sick", _("Sick leave")
    ANNUAL = "annual", _("Annual leave")
    MARRIAGE = "marriage", _("Marriage leave")
    MATERNITY = "maternity", _("Maternity leave")
    PATERNITY = "paternity", _("Paternity leave")
    CARE = "care", _("Care leave")
    FUNERAL = "funeral", _("Funeral leave")
    INJURY = "injury", _("Leave after an injury at work")
    NURSING = "nursing", _("Nursing leave")
    IN_LIEU = "in_lieu", _("Days in lieu")
    HOME = "home", _("Home leave")
    MANDATORY = "mandatory", _("Mandatory leave")
    OTHER = "other", _("Other leave")


class LeaveQuerySet(models.QuerySet["Leave"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "LeaveQuerySet":
        """One's own, those in which one stands in, those of the units one answers for; all for who inspects.

        A mandatory leave that has not begun is known to the department head and those above alone.
        """
        if reads_everything(staff, day):
            return self
        ahead = Q(kind=LeaveKind.MANDATORY, starts__gte=midnight_after(day))
        seen = Q(owner__in=[staff.pk, *stands_in_for(staff, day)]) | Q(deputy=staff)
        if units := units_led(staff, day):
            seen |= Q(unit__any_of=units)
        seen &= ~ahead
        if senior := units_led(staff, day, *SENIOR):
            seen |= ahead & Q(unit__any_of=senior) & ~Q(owner=staff)
        return self.filter(seen)

    def over(self, first: dt.datetime, last: dt.datetime) -> "LeaveQuerySet":
        """Those that lie in a stretch of time, in part or as a whole."""
        return self.filter(starts__lt=last, ends__gt=first)


@known_as("leave")
class Leave(Particulars):
    """《请销假登记簿》: somebody is away for private reasons, by half days or for hours of one day (`short`).

    The same record stands in the off-post register, as `Absence`; a mandatory leave, which nobody asks for, does not.
    `back_on` is the working day on which the person is expected back, and on which the leave is cancelled.
    """

    owner = models.ForeignKey(
        Staff, models.PROTECT, related_name="leaves", verbose_name=_("Who is away"), db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"), db_index=False)
    kind = models.CharField(_("Kind of leave"), max_length=9, choices=LeaveKind)
    starts = models.DateTimeField(_("From"))
    ends = models.DateTimeField(_("Until"))
    short = models.BooleanField(_("Hours of one day"), default=False)
    days = models.DecimalField(_("Working days"), max_digits=5, decimal_places=1)
    back_on = models.DateField(_("Expected back"))
    reason = models.CharField(_("Reason"), max_length=300)
    place = models.CharField(_("Where to"), max_length=100, blank=True)
    phone = models.CharField(_("Can be reached at"), max_length=20, blank=True)
    deputy = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="deputised_leaves", verbose_name=_("Deputy (B)")
    )
    late_reason = models.CharField(_("Why it is entered afterwards"), max_length=200, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="leave_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("owner")), name="leave_deputy_is_another"),
            models.CheckConstraint(
                condition=~Q(kind="mandatory") | Q(deputy__isnull=False), name="mandatory_leave_has_a_deputy"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-starts"], name="leaves_of_a_person"),
            models.Index(fields=["unit", "-starts", "-record"], name="leaves_of_a_unit"),
            models.Index(fields=["-starts", "-record"], name="leaves_by_time"),
            models.Index(fields=["ends"], name="leaves_by_end"),
        ]

    @property
    def span(self) -> Span:
        return Span(self.starts, self.ends, self.short)

    @property
    def is_mandatory(self) -> bool:
        return self.kind == LeaveKind.MANDATORY

    @property
    def is_late_entry(self) -> bool:
        """Entered when it had begun already, against 12.2: it stays marked so."""
        return bool(self.late_reason)


class OffDuty(models.Model):
    """Since when a leave is granted, and the whole days for which nothing is owed that working days ask for.

    It follows the records as `Away` does: made when the leave is approved or ordered, cut short by the return, gone
    when the leave does not take place. `known_at` is the moment at which an ordered leave was made known.
    """

    leave = models.OneToOneField(Leave, models.PROTECT, primary_key=True, related_name="off_duty")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    days = DateRangeField(null=True)
    known_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            GistIndex(fields=["days"], name="off_duty_on_a_day"),
            models.Index(fields=["leave"], condition=Q(known_at=None), name="ordered_and_not_known"),
        ]


@known_as("leave_end")
class LeaveEnd(Particulars):
    """销假: back again. After a mandatory leave it says what the deputy handed back."""

    leave = models.OneToOneField(Leave, models.PROTECT, related_name="ended")
    back_at = models.DateTimeField(_("Back at"))
    overdue = models.BooleanField(_("Overdue"))
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
    handover = models.TextField(_("What was handed back"), max_length=1000, blank=True)


@known_as("leave_confirmation")
class LeaveConfirmation(Particulars):
    """Somebody above has confirmed the return."""

    ended = models.OneToOneField(LeaveEnd, models.PROTECT, related_name="confirmed")
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
