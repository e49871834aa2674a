"""Article 17: what people sign, in which version of its words, and until when it holds."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.records.models import Particulars
from lvzhi.secrecy.models.seen import OfSignerQuerySet


class Kind(models.TextChoices):
    """What is signed: while in office, and on leaving."""

    IN_OFFICE = "in_office", _("In office")
    LEAVING = "leaving", _("On leaving")


@known_as("agreement")
class Agreement(Particulars):
    """《保密承诺书》: somebody has signed, with the whole text as it was read and its checksum.

    `party` is the unit with which it is signed, `valid_until` its last day; an undertaking on leaving binds as long.
    """

    class How(models.TextChoices):
        PASSWORD = "password", _("password typed again")
        SIGN_IN = "sign_in", _("signed in a moment before")

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="agreements", verbose_name=_("Signed by"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    party = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Signed with"))
    role = models.PositiveSmallIntegerField(_("Post"), choices=Role)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.IN_OFFICE)
    version = models.PositiveSmallIntegerField(_("Version"))
    text = models.TextField(_("Text"))
    digest = models.CharField(_("Checksum"), max_length=64)
    how = models.CharField(_("Confirmed by"), max_length=10, choices=How)
    signed_on = models.DateField(_("Signed on"))
    valid_until = models.DateField(_("Valid until"))

    objects = OfSignerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=models.F("signed_on")), name="agreement_lasts_a_day"),
        ]
        indexes = [
            models.Index(fields=["owner", "-record"], name="agreements_of_a_person"),
            models.Index(fields=["unit", "-signed_on", "-record"], name="agreements_of_a_unit"),
            models.Index(fields=["-signed_on", "-record"], name="agreements_by_day"),
            models.Index(fields=["valid_until", "record"], name="agreements_by_end"),
        ]


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "AgreementVersionQuerySet":
        """What has been decided for, everybody who signs; what waits or was declined, who decides or inspects."""
        if staff.holds(day, Role.SUPERVISING, Role.PRESIDENT, Role.AUDITOR):
            return self
        return self.filter(decision__accepted=True)

    def accepted(self, kind: str) -> "AgreementVersionQuerySet":
        """The newest first."""
        return self.filter(kind=kind, decision__accepted=True).order_by("-number")


@known_as("agreement_version")
class AgreementVersion(Particulars):
    """Other words for the agreement, proposed by one person; in force from a day on once another has confirmed them.

    The words that the product brings are version 1 and stand in lvzhi/secrecy/text.
    """

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(_("Version"))
    zh = models.TextField(_("Chinese text"), max_length=8000)
    en = models.TextField(_("English text"), max_length=12000)
    since = models.DateField(_("In force from"))
    why = models.CharField(_("Why"), max_length=300)

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="agreement_version_once"),
            models.CheckConstraint(condition=Q(number__gt=1), name="agreement_version_after_the_first"),
        ]


@known_as("agreement_decision")
class AgreementDecision(Particulars):
    """A second person has confirmed or declined a version, or the first has taken it back."""

    version = models.OneToOneField(AgreementVersion, models.PROTECT, related_name="decision")
    accepted = models.BooleanField()
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
