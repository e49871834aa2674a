"""The off-post register over the API: leave, come back with the contact, change, make sure (12.1, 16.1)."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from lvzhi.api.contacts import ContactIn, words_of
from lvzhi.api.head import Head, head
from lvzhi.api.resource import Words, expose, one_of, opened, visible
from lvzhi.api.writing import ONCE, told, who_and_when, writes
from lvzhi.contacts.actions import change_absence, come_back, leave_post, spot_check
from lvzhi.contacts.models import Absence, Appointment, Business, Mode, Place, SpotCheck
from lvzhi.contacts.perms import leaves, reviews
from lvzhi.contacts.registers import ABSENCES
from lvzhi.contacts.registers.absences import as_changed, state
from lvzhi.contacts.registers.shared import present
from lvzhi.contacts.saying import Back, Outing, Said
from lvzhi.core.masking import phone as masked
from lvzhi.customers.models import ContactPerson, Customer

router = Router()
TAGS = ["Off-post register"]
ON_BUSINESS = [one for one in Business.values if one != Business.PRIVATE]


class OutingIn(Schema):
    """Where one goes, why, to whom, and until when."""

    leaves_at: AwareDatetime = Field(description="Leaves at")
    back_by: AwareDatetime = Field(description="Expected back")
    business: Words = Field(description="Business", json_schema_extra=one_of(ON_BUSINESS))
    purpose: Words = Field(max_length=300, description="What for")
    place: Words = Field(max_length=100, description="Where to")
    place_kind: Words = Field(
        default=Place.CUSTOMER.value, description="Kind of place", json_schema_extra=one_of(Place.values)
    )
    customer: int | None = Field(default=None, description="Number of the customer")
    prospect: Words = Field(default="", max_length=100, description="New prospect")
    person: int | None = Field(default=None, description="Number of the contact person; the telephone comes along")
    person_name: Words = Field(default="", max_length=60, description="Whom one meets")
    phone: Words = Field(default="", max_length=20, description="Telephone of the customer")
    companions: Words = Field(default="", max_length=100, description="Who comes along")
    transport: Words = Field(default="", max_length=40, description="How")
    late_reason: Words = Field(default="", max_length=200, description="Why it is entered afterwards")
    appointment: int | None = Field(default=None, description="Number of the appointment that it is for")


class ChangeIn(Schema):
    """Another place or time, or that one does not go, with the reason."""

    place: Words = Field(default="", max_length=100, description="Where to")
    back_by: AwareDatetime | None = Field(default=None, description="Expected back")
    cancelled: bool = Field(default=False, description="Does not happen")
    reason: Words = Field(max_length=200, description="Reason")


class ReturnIn(Schema):
    """Back with the result; at a customer's with the contact, whose result is the return's."""

    back_at: AwareDatetime = Field(description="Back at")
    result: Words = Field(default="", max_length=300, description="Result; taken from the contact when left empty")
    next_step: Words = Field(default="", max_length=200, description="Next step")
    goes_home: bool = Field(default=False, description="Does not come back today")
    reason: Words = Field(default="", max_length=200, description="Why not")
    contact: ContactIn | None = Field(default=None, description="What was said to the customer")


class CheckIn(Schema):
    """What the supervisor found."""

    way: Words = Field(max_length=60, description="How it was checked")
    finding: Words = Field(description="Finding", json_schema_extra=one_of(SpotCheck.Finding.values))
    remark: Words = Field(default="", max_length=300, description="Remark")


class OutingOut(Head):
    """An entry of the off-post register, and what came of it."""

    unit: str = Field(description="Unit")
    business: str = Field(description="Business")
    leaves_at: dt.datetime = Field(description="Leaves at")
    back_by: dt.datetime = Field(description="Expected back, after all changes")
    place: str = Field(description="Where to, after all changes")
    place_kind: str = Field(description="Kind of place")
    customer: int | None = Field(description="Number of the customer")
    whom: str = Field(description="The customer, the new prospect or the place")
    person_name: str = Field(description="Whom one meets")
    phone: str = Field(description="Telephone of the customer, masked")
    purpose: str = Field(description="What for")
    companions: str = Field(description="Who comes along")
    transport: str = Field(description="How")
    recorded_at: dt.datetime = Field(description="When it was entered")
    late_reason: str = Field(description="Why it was entered afterwards")
    state: str = Field(description="open, back or off")
    back_at: dt.datetime | None = Field(description="Back at")
    result: str = Field(description="Result")
    contact: int | None = Field(description="Number of the contact that was made")
    checked: bool = Field(description="Spot-checked")


def outing_shown(row: Absence) -> OutingOut:
    """An entry as the API tells it."""
    names = ("business", "leaves_at", "place_kind", "person_name", "purpose", "companions", "transport", "late_reason")
    place, back_by = as_changed(row)
    back, contact = present(row, "returned"), present(row, "contact")
    return OutingOut(
        **head(ABSENCES, row), unit=row.unit.name, back_by=back_by, place=place, customer=row.customer_id,
        whom=row.whom, phone=masked(row.phone), recorded_at=row.record.recorded_at, state=state(row),
        back_at=back.back_at if back else None, result=back.result if back else "",
        contact=contact.pk if contact else None, checked=bool(row.checks.all()),
        **{name: getattr(row, name) for name in names},
    )  # fmt: skip


expose(router, ABSENCES, path="/outings/", whole=OutingOut, shown=outing_shown)


@writes(router, "/outings/", "leave_post", "Off-post register: leave", OutingOut, tags=TAGS, needs=leaves)
def leave(request: HttpRequest, response: HttpResponse, outing: OutingIn, key: UUID | None = ONCE) -> Any:
    """Write oneself into the off-post register before leaving; afterwards only with a reason."""
    said = outing.dict(exclude={"customer", "person", "appointment"})
    said |= {
        "customer": visible(request, Customer.objects.select_related("manager"), outing.customer),
        "person": visible(request, ContactPerson.objects, outing.person),
        "appointment": visible(request, Appointment.objects.select_related("record", "owner"), outing.appointment),
    }
    by, at = who_and_when(request)
    made = leave_post(by, at=at, once=key, outing=Outing(**said))
    return told(request, response, ABSENCES, made.pk, outing_shown)


@writes(
    router, "/outings/{int:pk}/return/", "outing_back", "Off-post register: come back", OutingOut, tags=TAGS,
    needs=leaves,
)  # fmt: skip
def outing_back(request: HttpRequest, response: HttpResponse, pk: int, back: ReturnIn, key: UUID | None = ONCE) -> Any:
    """Back with the result: the return, the contact, the maintenance record and the proof, all at once."""
    row = opened(request, ABSENCES, pk)
    said = None
    if back.contact is not None:
        known: dict[str, Any] = {"met_at": row.leaves_at, "until": back.back_at, "mode": Mode.VISIT}
        known |= {"place": as_changed(row)[0], "ours": row.companions}
        said = Said(**words_of(request, back.contact), **known)
    result = back.result or (said.result if said else "")
    step = back.next_step or (said.next_step if said else "")
    came = Back(at=back.back_at, result=result, next_step=step, goes_home=back.goes_home, reason=back.reason)
    by, at = who_and_when(request)
    come_back(by, at=at, once=key, absence=row, back=came, contact=said)
    return told(request, response, ABSENCES, pk, outing_shown)


@writes(
    router, "/outings/{int:pk}/change/", "outing_change", "Off-post register: change an entry", OutingOut, tags=TAGS,
    needs=leaves,
)  # fmt: skip
def outing_change(request: HttpRequest, response: HttpResponse, pk: int, to: ChangeIn, key: UUID | None = ONCE) -> Any:
    """Another place or time, or that one does not go, with the reason."""
    (by, at), row = who_and_when(request), opened(request, ABSENCES, pk)
    change_absence(by, at=at, once=key, absence=row, **to.dict())
    return told(request, response, ABSENCES, pk, outing_shown)


@writes(
    router, "/outings/{int:pk}/check/", "outing_check", "Off-post register: make sure of an entry", OutingOut,
    tags=TAGS, needs=reviews,
)  # fmt: skip
def outing_check(request: HttpRequest, response: HttpResponse, pk: int, check: CheckIn, key: UUID | None = ONCE) -> Any:
    """The supervisor makes sure of one entry, once."""
    (by, at), row = who_and_when(request), opened(request, ABSENCES, pk)
    spot_check(by, at=at, once=key, absence=row, **check.dict())
    return told(request, response, ABSENCES, pk, outing_shown)
