"""One customer as a story in time: what is due and promised now, and what has been between us until now.

A fixed number of queries, however long the story: each source gives the newest STEPS before a moment. Another source is
one function more in `SOURCES`.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch

from lvzhi.contacts.models import Absence, Appointment, Contact, Promise
from lvzhi.contacts.models.appointment import standing
from lvzhi.core.clock import date_of, moment
from lvzhi.customers.models import ContactPerson, Customer, Management, Tiering
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff

STEPS = 30  # of the story on one page
PROMISES, APPOINTMENTS, DUTIES, PEOPLE = 20, 10, 20, 50


@dataclass(frozen=True)
class Step:
    """One thing that was: when, of which kind, and the row that says it."""

    at: dt.datetime
    kind: str
    row: Any


@dataclass(frozen=True)
class Story:
    """What was, the newest first; `earlier` is the moment before which it goes on."""

    steps: list[Step]
    earlier: dt.datetime | None


@dataclass(frozen=True)
class Now:
    """What waits: duties about the customer, appointments to come, promises not yet kept."""

    duties: list[Duty]
    appointments: list[Appointment]
    promises: list[Promise]


@dataclass(frozen=True)
class Bonds:
    """Who we are to each other: tier and managers since when, and the people one talks to."""

    tierings: list[Tiering]
    managements: list[Management]
    people: list[ContactPerson]

    def since(self, part: str, day: dt.date) -> dt.date | None:
        """From when on the one who has this part today has had it."""
        return next((one.first for one in self.managements if one.part == part and one.holds_on(day)), None)

    def tier_since(self, day: dt.date) -> dt.date | None:
        return next((one.first for one in self.tierings if one.holds_on(day)), None)


def bonds(customer: Customer) -> Bonds:
    people = customer.people.order_by(F("gone_on").desc(nulls_first=True), "-is_first", "pk")
    return Bonds(
        list(customer.tierings.order_by("-during", "-pk")),
        list(customer.managements.select_related("staff").order_by("-during", "-pk")),
        list(people[:PEOPLE]),
    )


def between_us(customer: Customer, staff: Staff, at: dt.datetime) -> Now:
    """What waits at this customer, the nearest first."""
    appointments = standing(Appointment.objects.filter(customer=customer, starts__gte=moment(date_of(at))))
    promises = Promise.objects.filter(contact__customer=customer, kept=None)
    owners = [one for one in (customer.manager_id, customer.backup_id) if one]
    duties = Duty.objects.visible_to(staff, date_of(at)).living().filter(owner__in=owners, about=customer.ref)
    return Now(
        list(duties.filter(opens__lte=at).select_related("owner").order_by("due", "pk")[:DUTIES]),
        list(appointments.select_related("owner").order_by("starts", "pk")[:APPOINTMENTS]),
        list(promises.order_by(F("due_on").asc(nulls_last=True), "pk")[:PROMISES]),
    )


def contacts(customer: Customer, before: dt.datetime) -> Iterable[Step]:
    promises = Prefetch("promises", Promise.objects.select_related("kept").order_by("position"))
    rows = Contact.objects.filter(customer=customer, met_at__lt=before).select_related("owner", "person")
    rows = rows.only(
        "met_at", "mode", "persons", "effective", "minutes", "result", "next_step", "next_on", "owner__name",
        "person__name",
    )  # fmt: skip
    newest = rows.order_by("-met_at", "-record").prefetch_related(promises)[: STEPS + 1]
    return [Step(one.met_at, "contact", one) for one in newest]


def absences(customer: Customer, before: dt.datetime) -> Iterable[Step]:
    """Outings of which no contact tells."""
    rows = Absence.objects.filter(customer=customer, leaves_at__lt=before, contact=None)
    said = ("leaves_at", "business", "place", "purpose", "owner__name", "returned__result")
    newest = rows.select_related("owner", "returned").only(*said).order_by("-leaves_at", "-record")[: STEPS + 1]
    return [Step(one.leaves_at, "absence", one) for one in newest]


def appointments(customer: Customer, before: dt.datetime) -> Iterable[Step]:
    """Appointments that were moved or called off, or that nothing came of; what was kept is told by its contact."""
    rows = Appointment.objects.filter(customer=customer, starts__lt=before, contacts=None)
    said = ("starts", "mode", "purpose", "owner__name", "off__reason", "moved_to__starts", "moved_to__reason")
    newest = rows.select_related("owner", "off", "moved_to").only(*said).order_by("-starts", "-record")[: STEPS + 1]
    return [Step(one.starts, "appointment", one) for one in newest]


def turns(found: Bonds, customer: Customer, before: dt.datetime) -> Iterable[Step]:
    """Tiers and managers from their first days on."""
    steps = [Step(moment(one.first), "tier", one) for one in found.tierings]
    steps += [Step(moment(one.first), "management", one) for one in found.managements]
    if customer.closed_on:
        steps.append(Step(moment(customer.closed_on), "closed", customer))
    return [one for one in steps if one.at < before]


SOURCES: tuple[Callable[[Customer, dt.datetime], Iterable[Step]], ...] = (contacts, absences, appointments)


def story(customer: Customer, found: Bonds, at: dt.datetime, before: dt.datetime | None = None) -> Story:
    """What has been until now, or until a moment further back."""
    edge = before or at
    found_steps = [step for source in SOURCES for step in source(customer, edge)]
    steps = sorted([*found_steps, *turns(found, customer, edge)], key=lambda step: step.at, reverse=True)
    last = steps[:STEPS][-1].at if steps else edge
    shown = [step for step in steps if step.at >= last]  # what was at the same moment stays together
    return Story(shown, shown[-1].at if len(steps) > len(shown) else None)
