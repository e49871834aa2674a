"""Appointments: made, and then kept by a contact, moved or called off with a reason (16.1)."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.contacts.actions.writing import held
from lvzhi.contacts.models import Appointment, AppointmentOff, Mode
from lvzhi.contacts.perms import may_contact, may_settle
from lvzhi.contacts.queries import absent_one, acts_as, whose
from lvzhi.contacts.saying import Agreed
from lvzhi.core.action import action
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff
from lvzhi.records.models import file, keep

FAR = 366 * DAY  # the calendar, by which deadlines are counted, reaches further


@action("appointment.make", needs=may_contact, clauses=("16.1",))
def make_appointment(by: Staff, *, at: dt.datetime, customer: Customer, agreed: Agreed) -> Appointment:
    """Agree with a customer on a day and an hour. A leader goes himself; a deputy agrees for the absent one."""
    owner = whose(by, customer) if acts_as(by, customer.manager_id, date_of(at)) else by
    return written(by, at, agreed, customer=customer, owner=owner, unit_id=customer.unit_id)


@action("appointment.move", needs=may_settle, clauses=("16.1",))
def move_appointment(
    by: Staff, *, at: dt.datetime, appointment: Appointment, agreed: Agreed, reason: str
) -> Appointment:
    """Agree on another time, with the reason; the old appointment is settled, the new one stands in its place."""
    held(appointment)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is moved.")})
    if agreed.starts == appointment.starts:
        raise ValidationError({"starts": _("This is the same time.")})
    more = {"customer": appointment.customer, "owner": appointment.owner, "unit_id": appointment.unit_id}
    moved = written(by, at, agreed, moved_from=appointment, reason=reason, **more)
    file(moved.record, appointment.owner, about=appointment.ref, kind="appointment_settled")
    return moved


@action("appointment.call_off", needs=may_settle, clauses=("16.1",))
def call_off_appointment(by: Staff, *, at: dt.datetime, appointment: Appointment, reason: str) -> AppointmentOff:
    """Say that it does not take place, with the reason."""
    held(appointment)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it does not take place.")})
    stands_for = absent_one(by, appointment.owner, date_of(at))
    record = keep("appointment_off", by=by, at=at, instead_of=stands_for)
    file(record, appointment.owner, about=appointment.ref, kind="appointment_settled")
    return AppointmentOff.objects.create(record=record, appointment=appointment, reason=reason)


def written(by: Staff, at: dt.datetime, agreed: Agreed, **more: Any) -> Appointment:
    """A new appointment, with its filing."""
    if agreed.starts <= at:
        raise ValidationError({"starts": _("This is past already.")})
    if agreed.starts > at + FAR:
        raise ValidationError({"starts": _("This is too far ahead.")})
    if agreed.mode not in Mode.values or agreed.mode == Mode.MASS:
        raise ValidationError({"mode": _("Say how you meet or speak.")})
    if agreed.ends is not None and agreed.ends <= agreed.starts:
        raise ValidationError({"ends": _("This is before it begins.")})
    if not agreed.purpose.strip():
        raise ValidationError({"purpose": _("Say what it is for.")})
    customer, owner = more["customer"], more["owner"]
    if agreed.person is not None and agreed.person.customer_id != customer.pk:
        raise ValidationError({"person": _("This person belongs to another customer.")})
    record = keep("appointment", by=by, at=at, instead_of=absent_one(by, owner, date_of(at)))
    file(record, owner, about=customer.ref)
    return Appointment.objects.create(
        record=record, starts=agreed.starts, ends=agreed.ends, mode=agreed.mode, place=agreed.place,
        person=agreed.person, purpose=agreed.purpose, **more,
    )  # fmt: skip
