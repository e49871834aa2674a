"""Who may open the registers, leave and come back, write contacts and appointments, check and review."""

import datetime as dt
from typing import Any

from lvzhi.contacts.models import Absence, Appointment, Contact, Promise
from lvzhi.contacts.queries import acts_as, post_unit
from lvzhi.contacts.saying import Outing, Said
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.people.models import LEADING, Role, Staff
from lvzhi.people.queries import READS_ALL, is_cleared, leads


def keeps_or_reads(staff: Staff | None, day: dt.date) -> bool:
    """Relationship managers, who answers for them, and who looks at everything."""
    return staff is not None and staff.holds(day, Role.MANAGER, *LEADING, *READS_ALL)


def leaves(staff: Staff | None, day: dt.date) -> bool:
    """Relationship managers write themselves into the off-post register."""
    return staff is not None and staff.holds(day, Role.MANAGER)


def meets_customers(staff: Staff | None, day: dt.date) -> bool:
    """Relationship managers, and leaders who come along or step in."""
    return staff is not None and staff.holds(day, Role.MANAGER, *LEADING)


def reviews(staff: Staff | None, day: dt.date) -> bool:
    """Leaders make sure of outings and say whether contacts count."""
    return staff is not None and staff.holds(day, *LEADING)


def may_leave(by: Staff, *, at: dt.datetime, outing: Outing, **_: Any) -> bool:
    """A relationship manager, for himself; to a customer only whom he may see."""
    day = date_of(at)
    if post_unit(by, day) is None:
        return False
    if outing.customer is not None and not sees(by, outing.customer, day):
        return False
    return outing.appointment is None or acts_as(by, outing.appointment.owner_id, day)


def sees(by: Staff, customer: Customer, day: dt.date) -> bool:
    return Customer.objects.visible_to(by, day).filter(pk=customer.pk).exists()


def may_end(by: Staff, *, at: dt.datetime, absence: Absence, **_: Any) -> bool:
    """Everybody comes back himself; from a private absence by way of the leave register (12.2)."""
    return absence.owner_id == by.pk and not absence.is_private


def may_come_back(by: Staff, *, at: dt.datetime, absence: Absence, contact: Said | None = None, **_: Any) -> bool:
    """The same; a contact may be written on the way only with a customer for whom one acts."""
    if not may_end(by, at=at, absence=absence):
        return False
    return contact is None or (absence.customer is not None and may_contact(by, at=at, customer=absence.customer))


def may_check(by: Staff, *, at: dt.datetime, absence: Absence, **_: Any) -> bool:
    """Who answers for the unit; nobody his own entry."""
    return absence.owner_id != by.pk and leads(by, absence.unit_id, date_of(at))


def may_contact(by: Staff, *, at: dt.datetime, customer: Customer, **_: Any) -> bool:
    """The customer's manager, who stands in for him today, and who answers for the unit.

    Whoever only backs up a customer sees it, but acts for its manager only while he is away (6.6).
    """
    day = date_of(at)
    if not is_cleared(by, day) or not by.posts_on(day):
        return False
    return acts_as(by, customer.manager_id, day) or leads(by, customer.unit_id, day)


def may_settle(by: Staff, *, at: dt.datetime, appointment: Appointment, **_: Any) -> bool:
    """Whose appointment it is, or who stands in for that person today."""
    day = date_of(at)
    return is_cleared(by, day) and acts_as(by, appointment.owner_id, day)


def may_review(by: Staff, *, at: dt.datetime, contact: Contact, **_: Any) -> bool:
    """Who answers for the unit; never who made or wrote the contact: maker and checker are two people."""
    maker = by.pk in (contact.owner_id, contact.record.by_id)
    return not maker and is_cleared(by, date_of(at)) and leads(by, contact.unit_id, date_of(at))


def may_keep(by: Staff, *, at: dt.datetime, promise: Promise, **_: Any) -> bool:
    """The manager for whom the contact counts, or who stands in for him today."""
    day = date_of(at)
    return is_cleared(by, day) and acts_as(by, promise.contact.owner_id, day)
