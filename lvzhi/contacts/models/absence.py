"""The off-post register: who leaves the post, where to, why, until when, and what came of it (12.1, 12.2)."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.models.seen import OfOwnerQuerySet
from lvzhi.core import masking
from lvzhi.core.refs import known_as
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.people.lasting import same
from lvzhi.people.models import Staff, Unit
from lvzhi.records.models import Particulars


class Place(models.TextChoices):
    """Where one goes."""

    CUSTOMER = "customer", _("Customer")
    GOVERNMENT = "government", _("Government office")
    INTERBANK = "interbank", _("Another bank")
    OWN_BANK = "own_bank", _("Elsewhere in the bank")
    OTHER = "other", _("Other place")


class Business(models.TextChoices):
    """Why one leaves the post."""

    VISIT = "visit", _("Customer visit")
    BEFORE_LOAN = "before_loan", _("Investigation before the loan")
    AFTER_LOAN = "after_loan", _("Inspection after the loan")
    COLLECTION = "collection", _("Collection")
    SIGNING = "signing", _("Opening an account, signing in person")
    REGISTRATION = "registration", _("Registration of mortgage, pledge, notary")
    PAPERS = "papers", _("Bringing or fetching papers")
    OFFICES = "offices", _("Contact with offices and banks")
    TRAINING = "training", _("Meeting or training in the bank")
    CAMPAIGN = "campaign", _("Marketing campaign")
    PRIVATE = "private", _("Private")


class AbsenceQuerySet(OfOwnerQuerySet):
    def on_business(self) -> "AbsenceQuerySet":
        return self.exclude(business=Business.PRIVATE)

    def happening(self) -> "AbsenceQuerySet":
        """Those that were not called off."""
        called_off = AbsenceChange.objects.filter(absence=OuterRef("pk"), cancelled=True)
        return self.filter(~Exists(called_off))


@known_as("absence")
class Absence(Particulars):
    """《离岗登记簿》: somebody leaves the post, where to, why, until when; the return stands in `AbsenceReturn`."""

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="absences", verbose_name=_("Who leaves"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    business = models.CharField(_("Business"), max_length=12, choices=Business)
    leaves_at = models.DateTimeField(_("Leaves at"))
    back_by = models.DateTimeField(_("Expected back"))
    place = models.CharField(_("Where to"), max_length=100)
    place_kind = models.CharField(_("Kind of place"), max_length=10, choices=Place, default=Place.CUSTOMER)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="absences", verbose_name=_("Customer")
    )
    prospect = models.CharField(_("New prospect"), max_length=100, blank=True)
    person = models.ForeignKey(
        ContactPerson, models.PROTECT, null=True, related_name="+", verbose_name=_("Contact person")
    )
    person_name = models.CharField(_("Whom one meets"), max_length=60, blank=True)
    phone = models.CharField(_("Customer's phone"), max_length=20, blank=True)
    purpose = models.CharField(_("What for"), max_length=300)
    companions = models.CharField(_("Who comes along"), max_length=100, blank=True)
    transport = models.CharField(_("How"), max_length=40, blank=True)
    late_reason = models.CharField(_("Why it is entered afterwards"), max_length=200, blank=True)
    appointment = models.ForeignKey(
        "Appointment", models.PROTECT, null=True, related_name="absences", verbose_name=_("Appointment")
    )

    masked_fields: ClassVar = {"phone": masking.phone}

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(back_by__gt=F("leaves_at")), name="back_after_leaving"),
        ]
        indexes = [
            models.Index(fields=["owner", "-leaves_at"], name="absences_of_a_person"),
            models.Index(fields=["unit", "-leaves_at", "-record"], name="absences_of_a_unit"),
            models.Index(fields=["-leaves_at", "-record"], name="absences_by_time"),
            models.Index(fields=["customer", "-leaves_at"], name="absences_to_a_customer"),
        ]

    @property
    def whose(self) -> str:
        """Whose telephone stands here, in short."""
        return " · ".join(filter(None, (str(self.customer or self.prospect), self.person_name)))

    @property
    def is_private(self) -> bool:
        return self.business == Business.PRIVATE

    @property
    def whom(self) -> str:
        """The customer, the new prospect, or the place."""
        return str(self.customer) if self.customer else self.prospect or self.place


class Away(models.Model):
    """When somebody is out, or will be: the table in which nobody can be in two places at once.

    It follows the records: made with the absence, ended by the return, taken away when the absence does not happen.
    `left_at` is empty until a private absence has been approved and begun; `back_at` until the person is back.
    """

    absence = models.OneToOneField(Absence, models.PROTECT, primary_key=True, related_name="away")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="away")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    during = DateTimeRangeField()
    left_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="nobody_is_in_two_places", expressions=[same("staff"), ("during", RangeOperators.OVERLAPS)]
            )
        ]
        indexes = [
            models.Index(fields=["unit"], condition=Q(left_at__isnull=False, back_at=None), name="out_now_in_a_unit"),
            models.Index(fields=["staff"], condition=Q(back_at=None), name="out_or_about_to_be"),
        ]


@known_as("absence_change")
class AbsenceChange(Particulars):
    """Another place or another time than registered, with the reason; or that the absence does not happen at all."""

    absence = models.ForeignKey(Absence, models.PROTECT, related_name="changes")
    place = models.CharField(_("Where to"), max_length=100, blank=True)
    back_by = models.DateTimeField(_("Expected back"), null=True)
    cancelled = models.BooleanField(_("Does not happen"), default=False)
    reason = models.CharField(_("Reason"), max_length=200)


@known_as("absence_return")
class AbsenceReturn(Particulars):
    """Back again, with what came of it; or not coming back today, with the reason.

    Who was at a customer's writes the contact in the same breath: it counts at once as well.
    """

    absence = models.OneToOneField(Absence, models.PROTECT, related_name="returned")
    back_at = models.DateTimeField(_("Back at"))
    result = models.TextField(_("Result"), max_length=1000, blank=True)
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    goes_home = models.BooleanField(_("Does not come back today"), default=False)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)

    @property
    def kept_with(self) -> list[int]:
        contact = getattr(self.absence, "contact", None)
        return [self.record_id, *([contact.pk] if contact else [])]


@known_as("spot_check")
class SpotCheck(Particulars):
    """The supervisor made sure of an entry in the off-post register (12.1)."""

    class Finding(models.TextChoices):
        TRUE = "true", _("As registered")
        PARTLY = "partly", _("Differs in part")
        UNTRUE = "untrue", _("Not as registered")
        UNCLEAR = "unclear", _("Could not be cleared up")

    absence = models.ForeignKey(Absence, models.PROTECT, related_name="checks")
    way = models.CharField(_("How it was checked"), max_length=60)
    finding = models.CharField(_("Finding"), max_length=7, choices=Finding)
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
