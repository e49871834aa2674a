"""Contacts over the API: read as on the pages, written through the same actions (16.1)."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from lvzhi.api.head import Head, head
from lvzhi.api.resource import Words, expose, one_of, opened, visible
from lvzhi.api.writing import ONCE, told, who_and_when, writes
from lvzhi.contacts.actions import record_contact, review_contact
from lvzhi.contacts.models import Appointment, Contact, Mode, Promise, Purpose
from lvzhi.contacts.perms import meets_customers, reviews
from lvzhi.contacts.registers import CONTACTS
from lvzhi.contacts.registers.contacts import is_counting, settled
from lvzhi.contacts.saying import Said
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.records.authors import author

router = Router()
TAGS = ["Customer contacts"]


class PromiseIn(Schema):
    """Something promised on either side."""

    text: Words = Field(max_length=200, description="Promise")
    ours: bool = Field(default=True, description="Ours, not theirs")
    due_on: dt.date | None = Field(default=None, description="By when")


class ContactIn(Schema):
    """What was said: with whom, what for, with which result, and what comes next."""

    minutes: Words = Field(max_length=2000, description="What was said; effective from 20 characters on")
    result: Words = Field(max_length=300, description="Result")
    next_step: Words = Field(max_length=200, description="Next step")
    next_on: dt.date | None = Field(default=None, description="Next step on")
    purposes: list[Words] = Field(min_length=1, max_length=10, description="Purpose", json_schema_extra={
        "items": one_of(Purpose.values)
    })  # fmt: skip
    person: int | None = Field(default=None, description="Number of the contact person")
    persons: Words = Field(default="", max_length=120, description="Whom one met, by name")
    needs: Words = Field(default="", max_length=500, description="Needs and objections")
    signals: Words = Field(default="", max_length=500, description="Signs of change in the business")
    competitors: Words = Field(default="", max_length=500, description="What other banks do")
    products: Words = Field(default="", max_length=200, description="Products presented")
    satisfaction: int | None = Field(default=None, ge=1, le=5, description="How content, from 1 to 5")
    promises: list[PromiseIn] = Field(default=[], max_length=10, description="What was promised")


class NewContact(ContactIn):
    """A visit, a call or a message without an outing."""

    customer: int = Field(description="Number of the customer")
    met_at: AwareDatetime = Field(description="When")
    until: AwareDatetime | None = Field(default=None, description="Until")
    mode: Words = Field(description="How", json_schema_extra=one_of(Mode.values))
    place: Words = Field(default="", max_length=100, description="Where")
    ours: Words = Field(default="", max_length=100, description="Who came along")
    appointment: int | None = Field(default=None, description="Number of the appointment that it keeps")


class Promised(PromiseIn):
    """A promise, and what became of it."""

    state: str = Field(description="Open, kept or given up, by whom and when")


class ContactOut(Head):
    """A contact with everything that belongs to it."""

    customer: int = Field(description="Number of the customer")
    customer_name: str = Field(description="Customer")
    author: str = Field(description="Who wrote it; of a deputy also for whom")
    unit: str = Field(description="Unit")
    met_at: dt.datetime = Field(description="When")
    until: dt.datetime | None = Field(description="Until")
    recorded_at: dt.datetime = Field(description="When it was written down")
    mode: str = Field(description="How")
    place: str = Field(description="Where")
    ours: str = Field(description="Who came along")
    persons: str = Field(description="Whom one met")
    purposes: list[str] = Field(description="Purpose")
    minutes: str = Field(description="What was said")
    result: str = Field(description="Result")
    needs: str = Field(description="Needs and objections")
    signals: str = Field(description="Signs of change in the business")
    competitors: str = Field(description="What other banks do")
    products: str = Field(description="Products presented")
    satisfaction: int | None = Field(description="How content, from 1 to 5")
    next_step: str = Field(description="Next step")
    next_on: dt.date | None = Field(description="Next step on")
    effective: bool = Field(description="Counts, after all reviews")
    outing: int | None = Field(description="Number of the outing on which it was made")
    appointment: int | None = Field(description="Number of the appointment that it kept")
    promises: list[Promised] = Field(description="What was promised")


class ReviewIn(Schema):
    """Whether a contact counts."""

    effective: bool = Field(description="It counts")
    opinion: Words = Field(default="", max_length=300, description="Opinion; needed when it does not count")


def words_of(request: HttpRequest, sent: ContactIn) -> dict[str, Any]:
    """What was said, as the action takes it."""
    said = sent.dict(exclude={"customer", "person", "promises", "appointment"})
    promises = [Promise(**one.dict()) for one in sent.promises]
    return said | {"person": visible(request, ContactPerson.objects, sent.person), "promises": promises}


def contact_shown(row: Contact) -> ContactOut:
    """A contact as the API tells it."""
    names = (
        "met_at", "until", "mode", "place", "ours", "persons", "purposes", "minutes", "result", "needs", "signals",
        "competitors", "products", "satisfaction", "next_step", "next_on",
    )  # fmt: skip
    return ContactOut(
        **head(CONTACTS, row), customer=row.customer_id, customer_name=row.customer.name, author=author(row.record),
        unit=row.unit.name, recorded_at=row.record.recorded_at, effective=is_counting(row), outing=row.absence_id,
        appointment=row.appointment_id, **{name: getattr(row, name) for name in names},
        promises=[
            Promised(text=one.text, ours=one.ours, due_on=one.due_on, state=settled(one)) for one in row.promises.all()
        ],
    )  # fmt: skip


expose(router, CONTACTS, path="/contacts/", whole=ContactOut, shown=contact_shown)


@writes(
    router, "/contacts/", "record_contact", "Customer contacts: write one down", ContactOut,
    tags=TAGS, needs=meets_customers,
)  # fmt: skip
def new_contact(request: HttpRequest, response: HttpResponse, contact: NewContact, key: UUID | None = ONCE) -> Any:
    """A visit, a call or a message; it counts for the customer's manager."""
    customer = visible(request, Customer.objects.select_related("manager"), contact.customer)
    agreed = visible(request, Appointment.objects.select_related("record", "owner"), contact.appointment)
    said = Said(**words_of(request, contact), appointment=agreed)
    by, at = who_and_when(request)
    made = record_contact(by, at=at, once=key, customer=customer, said=said)
    return told(request, response, CONTACTS, made.pk, contact_shown)


@writes(
    router, "/contacts/{int:pk}/review/", "contact_review", "Customer contacts: review one", ContactOut,
    tags=TAGS, needs=reviews,
)  # fmt: skip
def contact_review(
    request: HttpRequest, response: HttpResponse, pk: int, said: ReviewIn, key: UUID | None = ONCE
) -> Any:
    """The supervisor says whether a contact counts."""
    (by, at), row = who_and_when(request), opened(request, CONTACTS, pk)
    review_contact(by, at=at, once=key, contact=row, **said.dict())
    return told(request, response, CONTACTS, pk, contact_shown)
