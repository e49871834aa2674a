"""Appointments over the API: read as on the pages, made, moved and called off through the same actions (16.1)."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from lvzhi.api.head import Head, head
from lvzhi.api.resource import Words, expose, one_of, opened, visible
from lvzhi.api.writing import ONCE, told, who_and_when, writes
from lvzhi.contacts.actions import call_off_appointment, make_appointment, move_appointment
from lvzhi.contacts.models import Appointment, Mode
from lvzhi.contacts.perms import meets_customers
from lvzhi.contacts.registers import APPOINTMENTS
from lvzhi.contacts.registers.appointments import reason, state
from lvzhi.contacts.saying import Agreed
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.records.authors import author

router = Router()
TAGS = ["Appointments"]


class AgreedIn(Schema):
    """When, how, where and with whom one meets."""

    starts: AwareDatetime = Field(description="When")
    ends: AwareDatetime | None = Field(default=None, description="Until")
    mode: Words = Field(default=Mode.VISIT.value, description="How", json_schema_extra=one_of(Mode.values))
    purpose: Words = Field(max_length=300, description="What for")
    place: Words = Field(default="", max_length=100, description="Where")
    person: int | None = Field(default=None, description="Number of the contact person")


class AppointmentIn(AgreedIn):
    """An appointment to be made."""

    customer: int = Field(description="Number of the customer")


class MoveIn(AgreedIn):
    """Another time, with the reason."""

    reason: Words = Field(max_length=200, description="Why it is moved")


class OffIn(Schema):
    """It does not take place, with the reason."""

    reason: Words = Field(max_length=200, description="Why it does not take place")


class AppointmentOut(Head):
    """An appointment, and what became of it."""

    customer: int = Field(description="Number of the customer")
    customer_name: str = Field(description="Customer")
    author: str = Field(description="Who wrote it; of a deputy also for whom")
    starts: dt.datetime = Field(description="When")
    ends: dt.datetime | None = Field(description="Until")
    mode: str = Field(description="How")
    purpose: str = Field(description="What for")
    place: str = Field(description="Where")
    state: str = Field(description="standing, kept, moved or off")
    reason: str = Field(description="Why it was moved or called off")
    moved_from: int | None = Field(description="Number of the appointment before it")


def appointment_shown(row: Appointment) -> AppointmentOut:
    """An appointment as the API tells it."""
    names = ("starts", "ends", "mode", "purpose", "place")
    return AppointmentOut(
        **head(APPOINTMENTS, row), customer=row.customer_id, customer_name=row.customer.name, author=author(row.record),
        state=state(row), reason=reason(row), moved_from=row.moved_from_id,
        **{name: getattr(row, name) for name in names},
    )  # fmt: skip


def agreed_of(request: HttpRequest, sent: AgreedIn) -> Agreed:
    """What was agreed, as the action takes it."""
    said = sent.dict(exclude={"customer", "person", "reason"})
    return Agreed(**said, person=visible(request, ContactPerson.objects, sent.person))


expose(router, APPOINTMENTS, path="/appointments/", whole=AppointmentOut, shown=appointment_shown)


@writes(
    router, "/appointments/", "make_appointment", "Appointments: make one", AppointmentOut,
    tags=TAGS, needs=meets_customers,
)  # fmt: skip
def new_appointment(
    request: HttpRequest, response: HttpResponse, appointment: AppointmentIn, key: UUID | None = ONCE
) -> Any:
    """Agree with a customer on a day and an hour."""
    customer = visible(request, Customer.objects.select_related("manager"), appointment.customer)
    (by, at), agreed = who_and_when(request), agreed_of(request, appointment)
    made = make_appointment(by, at=at, once=key, customer=customer, agreed=agreed)
    return told(request, response, APPOINTMENTS, made.pk, appointment_shown)


@writes(
    router, "/appointments/{int:pk}/move/", "appointment_move", "Appointments: move one", AppointmentOut,
    tags=TAGS, needs=meets_customers,
)  # fmt: skip
def appointment_move(request: HttpRequest, response: HttpResponse, pk: int, to: MoveIn, key: UUID | None = ONCE) -> Any:
    """Agree on another time, with the reason; the new appointment is the answer."""
    (by, at), row = who_and_when(request), opened(request, APPOINTMENTS, pk)
    given = {"appointment": row, "agreed": agreed_of(request, to), "reason": to.reason}
    made = move_appointment(by, at=at, once=key, **given)
    return told(request, response, APPOINTMENTS, made.pk, appointment_shown)


@writes(
    router, "/appointments/{int:pk}/off/", "appointment_off", "Appointments: call one off", AppointmentOut,
    tags=TAGS, needs=meets_customers,
)  # fmt: skip
def appointment_off(request: HttpRequest, response: HttpResponse, pk: int, off: OffIn, key: UUID | None = ONCE) -> Any:
    """Say that it does not take place, with the reason."""
    (by, at), row = who_and_when(request), opened(request, APPOINTMENTS, pk)
    call_off_appointment(by, at=at, once=key, appointment=row, reason=off.reason)
    return told(request, response, APPOINTMENTS, pk, appointment_shown)
