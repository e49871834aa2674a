"""Article 13.1: the daily report before going off work, and the supervisor's note under it."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.models import Absence
from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff, Unit
from lvzhi.people.queries import reads_everything, units_led
from lvzhi.records.models import Particulars
from lvzhi.worklog.models.log import kept_logs


class DailyReportQuerySet(models.QuerySet["DailyReport"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "DailyReportQuerySet":
        """One's own and those of the units one answers for; all for who inspects. As with logs, for the same reason."""
        if reads_everything(staff, day):
            return self
        below = Q(unit__any_of=units_led(staff, day))
        return self.filter(below | Q(owner=staff) if kept_logs(staff) else below)

    def unnoted(self) -> "DailyReportQuerySet":
        return self.filter(noted=None)


@known_as("daily_report")
class DailyReport(Particulars):
    """《下班前汇报》: a relationship manager reported to the supervisor before going off work: how, and when.

    In person; by phone only from out of the house, linked to the outing, or with a written reason.
    """

    class Way(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        PHONE = "phone", _("By phone")

    owner = models.ForeignKey(
        Staff, models.PROTECT, related_name="daily_reports", verbose_name=_("Relationship manager")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    to = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", verbose_name=_("Reported to"))
    on = models.DateField(_("Date"))
    way = models.CharField(_("How"), max_length=9, choices=Way, default=Way.IN_PERSON)
    told_at = models.DateTimeField(_("Reported at"))
    absence = models.ForeignKey(Absence, models.PROTECT, null=True, related_name="reports", verbose_name=_("Outing"))
    reason = models.CharField(_("Why by phone"), max_length=200, blank=True)

    objects = DailyReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "on"], name="one_report_a_day"),
            models.CheckConstraint(
                condition=Q(way="in_person") | Q(absence__isnull=False) | ~Q(reason=""), name="by_phone_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-on", "-record"], name="reports_of_a_unit"),
            models.Index(fields=["-on", "-record"], name="reports_by_date"),
        ]


@known_as("report_noted")
class ReportNoted(Particulars):
    """The supervisor signs that the report was made."""

    report = models.OneToOneField(DailyReport, models.PROTECT, related_name="noted")
    remark = models.CharField(_("Remark"), max_length=200, blank=True)
