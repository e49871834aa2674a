"""The records of 12.1 and 16.1: what each kind is called, and the page on which one is read."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.models import AbsenceChange, AbsenceReturn, AppointmentOff, ContactReview, PromiseKept, SpotCheck
from lvzhi.records.models import Record
from lvzhi.web.links import page_of

Page = Callable[[Record], str]


def own(name: str) -> Page:
    """A record with a page of its own."""
    return lambda record: page_of(name, pk=record.pk)


def of(name: str, model: type[Model], field: str) -> Page:
    """A record that is read on the page of what it is about."""
    rows: Any = model._default_manager
    return lambda record: page_of(name, pk=rows.values_list(field, flat=True).get(pk=record.pk))


KINDS: dict[str, tuple[Any, Page]] = {
    "absence": (_("Outing entered"), own("absence")),
    "absence_change": (_("Outing changed"), of("absence", AbsenceChange, "absence")),
    "absence_return": (_("Back from an outing"), of("absence", AbsenceReturn, "absence")),
    "spot_check": (_("Spot check of an outing"), of("absence", SpotCheck, "absence")),
    "contact": (_("Contact with a customer"), own("contact")),
    "effective_contact": (_("Effective contact with a customer"), own("contact")),
    "visit": (_("Visit at a customer's door"), own("contact")),
    "contact_review": (_("Review of a contact"), of("contact", ContactReview, "contact")),
    "promise_kept": (_("Promise settled"), of("contact", PromiseKept, "promise__contact")),
    "appointment": (_("Appointment made"), own("appointment")),
    "appointment_settled": (_("Appointment kept, moved or called off"), own("appointment")),
    "appointment_off": (_("Appointment called off"), of("appointment", AppointmentOff, "appointment")),
}
