"""Article 13.2: what a relationship manager is to reach in a month, and how far it is reached."""

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.core.sheets.brought import Brought
from lvzhi.people.models import Post, Staff
from lvzhi.people.queries import reads_everything, units_below


class TargetImportQuerySet(models.QuerySet["TargetImport"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "TargetImportQuerySet":
        """Whoever brought the file, and who inspects."""
        return self if reads_everything(staff, day) else self.filter(by=staff)


@known_as("target_import")
class TargetImport(Brought):
    """Somebody's Excel file of targets. Its rows stay: they are the only history that a target has."""

    objects = TargetImportQuerySet.as_manager()

    @property
    def ref(self) -> str:
        return f"target_import/{self.pk}"


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "TargetQuerySet":
        """One's own, those of the people one answers for; all for who inspects."""
        if reads_everything(staff, day):
            return self
        below = Post.objects.filter(staff=OuterRef("owner"), during__contains=day, unit__in=units_below(staff, day))
        return self.filter(Q(owner=staff) | Exists(below))


class Target(models.Model):
    """One measure of one person in one month: the goal and what was reached, as brought from the books.

    Amounts are in 10,000 yuan. `month` is the first day of the month. It follows the files: the last one counts, and
    the trail says who brought which.
    """

    class Measure(models.TextChoices):
        DEPOSITS = "deposits", _("Deposits")
        LOANS = "loans", _("Loans")
        FEES = "fees", _("Fee income")
        NEW_CUSTOMERS = "new", _("New customers")

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="targets", verbose_name=_("Relationship manager"))
    month = models.DateField(_("Month"))
    measure = models.CharField(_("Measure"), max_length=8, choices=Measure)
    goal = models.DecimalField(_("Goal"), max_digits=18, decimal_places=2)
    actual = models.DecimalField(_("Reached"), max_digits=18, decimal_places=2, null=True)
    brought_by = models.ForeignKey(TargetImport, models.PROTECT, related_name="targets")

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "month", "measure"], name="one_target_of_a_measure"),
            models.CheckConstraint(condition=Q(goal__gte=0), name="goals_are_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="targets_of_whole_months"),
        ]
        indexes = [models.Index(fields=["month", "owner"], name="targets_of_a_month")]

    @property
    def rate(self) -> Decimal | None:
        return rate_of(self.actual, self.goal)


def rate_of(actual: Decimal | None, goal: Decimal) -> Decimal | None:
    """How much of a goal is reached, in percent; nothing where the result is not known or nothing was to be reached."""
    return 100 * actual / goal if actual is not None and goal else None
