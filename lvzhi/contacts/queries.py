"""What actions and pages ask about outings, contacts and appointments."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from lvzhi.contacts.models import Absence, Appointment, Away, Contact, ContactReview, standing
from lvzhi.contacts.sql import has_agreed
from lvzhi.core.clock import moment
from lvzhi.customers.models import Customer
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.people.queries import stands_in_for, units_led
from lvzhi.records.models import Filing

SHOWN = 200


def post_unit(staff: Staff, day: dt.date) -> Unit | None:
    """Where somebody is a relationship manager on this day."""
    return next((p.unit for p in staff.posts_on(day) if p.role == Role.MANAGER), None)


def acts_as(staff: Staff, other: int | None, day: dt.date) -> bool:
    """Whether what somebody does counts as done by this person: himself, or the one he stands in for today."""
    return other is not None and (other == staff.pk or other in stands_in_for(staff, day))


def absent_one(by: Staff, owner: Staff, day: dt.date) -> Staff | None:
    """For whom a deputy acts ("B for A"); nobody when one acts for oneself, or as a leader."""
    return owner if owner.pk != by.pk and owner.pk in stands_in_for(by, day) else None


def whose(by: Staff, customer: Customer) -> Staff:
    """For whom a contact with a customer counts: its manager (A), whoever writes it down."""
    return customer.manager or by


def still_out(staff: Staff, at: dt.datetime) -> Away | None:
    """The outing from which somebody has not come back yet."""
    out = Away.objects.filter(staff=staff, back_at=None, left_at__lte=at).select_related("absence__customer")
    return out.order_by("left_at").first()


def in_the_way(staff: Staff, during: Any, but: Absence | None = None) -> Away | None:
    """The entry of the same person that lies in the same time."""
    others = Away.objects.filter(staff=staff, during__overlap=during).select_related("absence__customer")
    return others.exclude(absence=but).order_by("during").first()


def out_now(staff: Staff, at: dt.datetime, day: dt.date) -> QuerySet[Away]:
    """Who of the units that somebody answers for is out at this moment, the longest away first."""
    units = units_led(staff, day)
    out = Away.objects.filter(unit__any_of=units, left_at__isnull=False, left_at__lte=at, back_at=None)
    joined: QuerySet[Away] = out.select_related("staff", "unit", "absence__customer", "absence__record")
    return joined.order_by("left_at", "pk")


def is_from_before(away: Away, day: dt.date) -> bool:
    """An outing that should have ended on an earlier day: the supervisor's exception."""
    return bool(away.during.upper <= moment(day))


def standing_with(customer: Customer, staff: Staff, day: dt.date) -> QuerySet[Appointment] | None:
    """The appointments with a customer that this person could keep or move, the next first; mostly there is none."""
    mine = [staff.pk, *stands_in_for(staff, day)]
    if not has_agreed(customer, mine):
        return None
    found: QuerySet[Appointment] = standing(Appointment.objects.filter(customer=customer, owner__in=mine))
    return found.select_related("record").order_by("starts", "pk")


def counts_now(contact: Contact) -> bool:
    """Whether a contact counts: as it was written, or as the last review says."""
    last = ContactReview.objects.filter(contact=contact).order_by("-record").first()
    return last.effective if last else contact.effective


def counted_filings(contact: Contact) -> QuerySet[Filing]:
    """What still counts because of a contact: its own filings and those of a review that let it count again."""
    records = [contact.pk, *contact.reviews.values_list("pk", flat=True)]
    return Filing.objects.filter(record__in=records, kind__in=("effective_contact", "visit"), withdrawal=None)
