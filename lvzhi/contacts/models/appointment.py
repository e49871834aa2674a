"""Appointments: agreed with a customer, then kept, moved or called off with a reason (16.1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.models.seen import OfOwnerQuerySet
from lvzhi.contacts.models.words import Mode
from lvzhi.core.refs import known_as
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.people.models import Staff, Unit
from lvzhi.records.models import Particulars


@known_as("appointment")
class Appointment(Particulars):
    """Agreed with a customer for a day and an hour: kept by a contact, or moved or called off with a reason (16.1)."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="appointments", verbose_name=_("Customer"))
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="appointments", verbose_name=_("Who goes"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    starts = models.DateTimeField(_("When"))
    ends = models.DateTimeField(_("Until"), null=True)
    mode = models.CharField(_("How"), max_length=7, choices=Mode, default=Mode.VISIT)
    place = models.CharField(_("Where"), max_length=100, blank=True)
    person = models.ForeignKey(
        ContactPerson, models.PROTECT, null=True, related_name="+", verbose_name=_("Contact person")
    )
    purpose = models.CharField(_("What for"), max_length=300)
    moved_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="moved_to")
    reason = models.CharField(_("Why it is moved"), max_length=200, blank=True)

    objects = OfOwnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(moved_from=None) | ~Q(reason=""), name="moving_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["owner", "starts"], name="appointments_of_a_person"),
            models.Index(fields=["unit", "starts", "record"], name="appointments_of_a_unit"),
            models.Index(fields=["customer", "-starts"], name="appointments_with_a_customer"),
            models.Index(fields=["starts", "record"], name="appointments_by_time"),
        ]


@known_as("appointment_off")
class AppointmentOff(Particulars):
    """An appointment that does not take place, with the reason."""

    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="off")
    reason = models.CharField(_("Reason"), max_length=200)


def standing(rows: "models.QuerySet[Appointment]") -> "models.QuerySet[Appointment]":
    """The appointments that neither took place nor were moved or called off."""
    return rows.filter(contacts=None, moved_to=None, off=None)
