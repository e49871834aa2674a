"""Writing a contact down: the same from a visit, a call or the return from an outing."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Absence, Appointment, Contact, Mode, Promise, Purpose, standing
from lvzhi.contacts.queries import absent_one, whose
from lvzhi.contacts.saying import Said
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.customers.sql import spoken_with
from lvzhi.people.models import Staff
from lvzhi.records.attachments import attach
from lvzhi.records.models import ITSELF, Filing, Message, Record, filing, head, keep_whole

LONG_AGO = 366 * DAY


def write_contact(
    by: Staff, at: dt.datetime, customer: Customer, said: Said, *, absence: Absence | None = None
) -> Contact:
    """One contact in every book that wants to know of it. It counts for the customer's manager."""
    check_said(at, customer, said)
    owner = whose(by, customer)
    record = head("contact", by=by, at=at, happened_at=said.met_at, instead_of=absent_one(by, owner, date_of(at)))
    appointment = kept_appointment(said)
    contact = Contact(
        record=record, customer=customer, owner=owner, unit_id=customer.unit_id,
        met_at=said.met_at, until=said.until, mode=said.mode, place=said.place, ours=said.ours,
        person=said.person, persons=said.names, purposes=list(said.purposes),
        minutes=said.minutes, result=said.result, needs=said.needs, signals=said.signals,
        competitors=said.competitors, products=said.products, satisfaction=said.satisfaction,
        next_step=said.next_step, next_on=said.next_on, next_mode=said.next_mode,
        effective=said.is_effective, absence=absence, appointment=appointment,
    )  # fmt: skip
    keep_whole(record, contact, entries(record, contact))
    if contact.effective:
        spoken_with(customer, said.met_at)
    for position, promise in enumerate(said.promises, start=1):
        promise.contact, promise.position = contact, position
    Promise.objects.bulk_create(said.promises)
    attach(record, said.files)
    if owner != by:
        facts = {"who": by.name, "customer": str(customer)}
        Message.objects.create(to=owner, at=at, kind="contact.for_you", about=contact.ref, facts=facts)
    return contact


def entries(record: Record, contact: Contact) -> list[Filing]:
    """The maintenance record, by customer and by itself; and what the contact counts for, if it is effective."""
    owner, kept = contact.owner, contact.appointment
    found = [filing(record, owner, about=contact.customer.ref), filing(record, owner, about=ITSELF)]
    if kept is not None:
        found.append(filing(record, kept.owner, about=kept.ref, kind="appointment_settled"))
    return found + (counting(record, contact) if contact.effective else [])


def counting(record: Record, contact: Contact) -> list[Filing]:
    """What an effective contact counts for; a visit at the customer's door counts as such, too."""
    kinds = ("effective_contact", "visit") if contact.is_door_to_door else ("effective_contact",)
    return [filing(record, contact.owner, about=contact.customer.ref, kind=kind) for kind in kinds]


def check_said(at: dt.datetime, customer: Customer, said: Said) -> None:
    """A contact says how, what was said, with which result and what comes next; and it has happened."""
    check_when(at, said)
    if said.mode not in Mode.values:
        raise ValidationError({"mode": _("Say how you met or spoke.")})
    if said.person is not None and said.person.customer_id != customer.pk:
        raise ValidationError({"person": _("This person belongs to another customer.")})
    if not said.purposes or not set(said.purposes) <= set(Purpose.values):
        raise ValidationError({"purposes": _("Say what it was for.")})
    for name in ("minutes", "result", "next_step"):
        if not getattr(said, name).strip():
            raise ValidationError({name: _("This is needed.")})
    if said.appointment is not None and said.appointment.customer_id != customer.pk:
        raise ValidationError({"appointment": _("This appointment is with another customer.")})


def check_when(at: dt.datetime, said: Said) -> None:
    """It has happened, not long ago, and what comes next lies after it."""
    if said.met_at > at:
        raise ValidationError({"met_at": _("This is still to come.")})
    if said.met_at < at - LONG_AGO:
        raise ValidationError({"met_at": _("This is too long ago.")})
    if said.until is not None and said.until < said.met_at:
        raise ValidationError({"until": _("This is before it began.")})
    if said.next_on is not None and said.next_on < date_of(said.met_at):
        raise ValidationError({"next_on": _("The day lies in the past.")})


def kept_appointment(said: Said) -> Appointment | None:
    """The appointment that the contact keeps, held so that it is kept, moved or called off only once."""
    if said.appointment is None:
        return None
    if said.mode == Mode.MASS:
        raise ValidationError({"mode": _("A mass message keeps no appointment.")})
    if said.met_at < said.appointment.record.recorded_at:
        raise ValidationError({"met_at": _("The appointment was made only after this.")})
    return held(said.appointment)


def held(appointment: Appointment) -> Appointment:
    """An appointment that is neither kept nor moved nor called off, locked."""
    Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if not standing(Appointment.objects.filter(pk=appointment.pk)).exists():
        raise ValidationError(_("This appointment was kept, moved or called off already."))
    return appointment
