"""The facts from which the planner chooses: what is owed to whom, what was promised, what is settled already (16.1)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Q

from lvzhi.contacts.models import Appointment, Away, Contact, Promise, standing
from lvzhi.core.calendar import DAY, workdays
from lvzhi.core.clock import date_of, midnight_after, moment
from lvzhi.customers.models import Customer
from lvzhi.desk.coverage import OpenCustomer, open_customers
from lvzhi.desk.models import Dropped
from lvzhi.desk.planner import VISIT, Fixed, Frame, Plan, Reason, Visit, Wish, area_of, plan
from lvzhi.people.models import Staff
from lvzhi.people.queries import is_cleared

WISHES = 200  # customers with something owed that are looked at, the first due first
WORDS = 100  # promises and next steps that are looked at
BACK = 14 * DAY  # a next step older than this is no plan any more
YEAR = 366 * DAY  # promises of older contacts are on the customer's page
AHEAD = 60 * DAY  # appointments later than this do not stand against a proposal


@dataclass(frozen=True)
class Week:
    """The working days that are planned, what is settled in them, and what is proposed beside."""

    first: dt.date
    last: dt.date
    days: tuple[dt.date, ...]
    fixed: tuple[Fixed, ...]
    plan: Plan


def week_of(date: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday around a date."""
    monday = date - date.weekday() * DAY
    return monday, monday + 6 * DAY


def week(owner: Staff, at: dt.datetime, monday: dt.date, a_day: int) -> Week:
    """What this person could do in a week: from now on when it has begun."""
    first, last = max(monday, date_of(at)), monday + 6 * DAY
    days = tuple(workdays(first, last).order_by("date").values_list("date", flat=True))
    if not is_cleared(owner, date_of(at)):
        return Week(first, last, days, (), Plan((), ()))
    met = list(appointments(owner, at))
    fixed = (*visits(met, first, last), *absences(owner, at, first, last))
    asked = wishes(owner, at, last, met)
    return Week(first, last, days, fixed, plan(asked, fixed, Frame(days, at, a_day)))


def appointments(owner: Staff, at: dt.datetime) -> Iterable[Appointment]:
    """What is agreed for today and later, and not called off."""
    agreed = standing(Appointment.objects.filter(owner=owner)).select_related("customer")
    return agreed.filter(starts__gte=moment(date_of(at)), starts__lt=at + AHEAD).order_by("starts", "pk")


def visits(met: Iterable[Appointment], first: dt.date, last: dt.date) -> Iterator[Fixed]:
    """The appointments of the week as the planner sees them."""
    for one in met:
        if moment(first) <= one.starts < midnight_after(last):
            there = one.customer
            yield Fixed(one.starts, one.ends or one.starts + VISIT, trip_to(there), str(there), one.ref)


def absences(owner: Staff, at: dt.datetime, first: dt.date, last: dt.date) -> Iterator[Fixed]:
    """When the person is away already. The way to an appointment is that appointment."""
    days = (moment(first), midnight_after(last))
    away = Away.objects.filter(staff=owner, during__overlap=days, absence__appointment=None, back_at=None)
    for one in away.select_related("absence__customer", "absence__record").order_by("during"):
        there, begins, ends = one.absence.customer, one.during.lower, one.during.upper or days[1]
        yield Fixed(begins, ends, trip_to(there) if there else "", str(there or one.absence.place), one.absence.ref)


def trip_to(customer: Customer) -> str:
    return area_of(customer.district, customer.address) or customer.ref


def wishes(owner: Staff, at: dt.datetime, last: dt.date, met: Iterable[Appointment]) -> list[Wish]:
    """Every customer that wants a visit and is not seen before it is due, with its reasons."""
    seen: dict[int, dt.date] = {}
    for one in met:
        seen.setdefault(one.customer_id, date_of(one.starts))
    dropped = Dropped.objects.filter(owner=owner, until__gte=date_of(at)).values_list("customer", flat=True)
    wanted: dict[int, Wish] = {}
    for wish in (*owed(owner, at), *promised(owner, at, last), *agreed(owner, at, last)):
        known = wanted.get(wish.customer)
        wanted[wish.customer] = merged(known, wish) if known else wish
    without = set(dropped)
    left = [wish for wish in wanted.values() if wish.customer not in without]
    return [wish for wish in left if wish.customer not in seen or seen[wish.customer] > wish.by]


def merged(one: Wish, other: Wish) -> Wish:
    """One customer, all reasons in the order of their dates."""
    reasons = sorted({*one.reasons, *other.reasons}, key=lambda reason: (reason.by, reason.kind, reason.what))
    return Wish(one.customer, one.name, one.tier, one.area, one.address, tuple(reasons), one.last_contact)


def owed(owner: Staff, at: dt.datetime) -> Iterator[Wish]:
    """By the duties of the clause."""
    for one in open_customers(owner, at, most=WISHES).rows:
        reasons = tuple(Reason("duty", last_day(duty.due), duty.rule) for duty in one.owed)
        yield Wish(one.pk, one.name, one.tier, area_of(one.district, one.address), one.address, reasons, spoken(one))


def last_day(due: dt.datetime) -> dt.date:
    """The last day on which it is still in time."""
    return date_of(due - dt.timedelta(microseconds=1))


def spoken(one: OpenCustomer) -> dt.date | None:
    return date_of(one.last_contact_at) if one.last_contact_at else None


def promised(owner: Staff, at: dt.datetime, last: dt.date) -> Iterator[Wish]:
    """By what the bank has promised and not kept yet, due up to the end of the week."""
    ours = Promise.objects.filter(ours=True, kept=None, due_on__lte=last, contact__met_at__gte=at - YEAR)
    mine = ours.filter(contact__owner=owner, contact__customer__manager=owner)
    for one in mine.select_related("contact__customer").order_by("due_on", "pk")[:WORDS]:
        assert one.due_on is not None
        yield wish_of(one.contact.customer, Reason("promise", one.due_on, one.text))


def agreed(owner: Staff, at: dt.datetime, last: dt.date) -> Iterator[Wish]:
    """By the next step that was agreed with the customer for these days, if nobody has spoken to it since."""
    said = Contact.objects.filter(owner=owner, customer__manager=owner, met_at__gte=at - YEAR)
    now = said.filter(next_on__gte=date_of(at) - BACK, next_on__lte=last, customer__closed_on=None)
    still = now.filter(Q(customer__last_contact_at=None) | Q(customer__last_contact_at__lte=F("met_at")))
    for one in still.select_related("customer").order_by("next_on", "pk")[:WORDS]:
        assert one.next_on is not None
        yield wish_of(one.customer, Reason("next_step", one.next_on, one.next_step))


def wish_of(there: Customer, reason: Reason) -> Wish:
    spoken_on = date_of(there.last_contact_at) if there.last_contact_at else None
    area = area_of(there.district, there.address)
    return Wish(there.pk, str(there), there.tier, area, there.address, (reason,), spoken_on)


def by_day(found: Week) -> list[tuple[dt.date, list[Fixed], list[Visit]]]:
    """The week day by day: what is settled and what is proposed."""
    settled: dict[dt.date, list[Fixed]] = defaultdict(list)
    for one in sorted(found.fixed, key=lambda one: one.starts):
        settled[max(date_of(one.starts), found.first)].append(one)
    return [(day, settled[day], [v for v in found.plan.visits if v.on == day]) for day in found.days]
