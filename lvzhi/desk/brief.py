"""One page before a visit: whom one meets, what was said, what is promised and due, and what to ask (16.1)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lvzhi.contacts.models import Contact, Satisfaction
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.desk.coverage import OpenCustomer, open_customers
from lvzhi.desk.customer import Now, between_us
from lvzhi.desk.customer_rows import Promised
from lvzhi.desk.planner import area_of
from lvzhi.people.models import Staff

CONTACTS = 3
PEOPLE = 8
QUESTIONS = 8
NEAR, LOOKED_AT = 5, 200
SILENCE = 90 * DAY
FEAST = 15 * DAY  # so long before and after its day a year of the relation is worth a word
DECIDING = (ContactPerson.Position.CONTROLLER, ContactPerson.Position.LEGAL, ContactPerson.Position.MANAGER)
MONEY = (ContactPerson.Position.FINANCE,)


@dataclass(frozen=True)
class Heard:
    """Something a customer said during a contact: a need, a sign of change, what another bank does."""

    on: dt.date
    text: str


@dataclass(frozen=True)
class Brief:
    """What one should know on the way."""

    customer: Customer
    people: list[ContactPerson]
    contacts: list[Contact]
    waiting: Now
    needs: list[Heard]
    signals: list[Heard]
    competitors: list[Heard]
    years: int | None
    questions: list[str]

    @property
    def ours(self) -> list[Promised]:
        """What we promised and have not kept yet."""
        return [one for one in self.waiting.promises if one.ours]

    @property
    def theirs(self) -> list[Promised]:
        return [one for one in self.waiting.promises if not one.ours]


def brief(customer: Customer, staff: Staff, at: dt.datetime) -> Brief:
    """Everything in a fixed number of queries, however long the story is."""
    day = date_of(at)
    people = list(customer.people.filter(gone_on=None).order_by("-is_first", "position", "pk")[:PEOPLE])
    rows = Contact.objects.filter(customer=customer, met_at__lte=at).select_related("owner", "person")
    contacts = list(rows.order_by("-met_at", "-record")[:CONTACTS])
    waiting = between_us(customer, staff, at)
    found = Brief(
        customer,
        people,
        contacts,
        waiting,
        needs=heard(contacts, "needs"),
        signals=heard(contacts, "signals"),
        competitors=heard(contacts, "competitors"),
        years=anniversary(customer.since, day),
        questions=[],
    )
    found.questions.extend(list(questions(found, day))[:QUESTIONS])
    return found


def heard(contacts: Iterable[Contact], field: str) -> list[Heard]:
    """What was noted under this heading, the newest first."""
    noted = [(date_of(one.met_at), getattr(one, field).strip()) for one in contacts]
    return [Heard(on, text) for on, text in noted if text]


def anniversary(since: dt.date | None, day: dt.date) -> int | None:
    """How many years the relation lasts, around the day on which they become full."""
    if since is None:
        return None
    for year in (day.year - 1, day.year, day.year + 1):
        full = since.replace(year=year) if (since.month, since.day) != (2, 29) else dt.date(year, 3, 1)
        if year > since.year and abs(full - day) <= FEAST:
            return year - since.year
    return None


def questions(found: Brief, day: dt.date) -> Iterator[str]:
    """What to ask, what matters most first. Every question comes from something written down, or from its lack."""
    yield from about_promises(found)
    last = found.contacts[0] if found.contacts else None
    if last and last.satisfaction is not None and last.satisfaction <= Satisfaction.BAD:
        yield _("Dissatisfied on %(day)s: has that been put right?") % {"day": date_of(last.met_at)}
    if last and last.next_step.strip():
        yield _("Agreed last time: %(what)s. How does it stand?") % {"what": last.next_step.strip()}
    for one in found.needs[:2]:
        yield _("Need of %(day)s: %(what)s. Still so, and what would help?") % {"day": one.on, "what": one.text}
    for one in found.signals[:2]:
        yield _("Sign of change on %(day)s: %(what)s. What became of it?") % {"day": one.on, "what": one.text}
    for one in found.competitors[:1]:
        yield _("Other banks, %(day)s: %(what)s. On which terms?") % {"day": one.on, "what": one.text}
    if last and last.products.strip():
        yield _("Presented last time: %(what)s. Is there interest?") % {"what": last.products.strip()}
    yield from about_gaps(found, day)


def about_promises(found: Brief) -> Iterator[str]:
    for one in found.ours:
        yield _("We promised: %(what)s. Bring the answer.") % {"what": one.text}
    for one in found.theirs:
        yield _("They promised: %(what)s. Has it come?") % {"what": one.text}


def about_gaps(found: Brief, day: dt.date) -> Iterator[str]:
    """What nobody has written down yet."""
    customer, positions = found.customer, {one.position for one in found.people}
    if customer.last_contact_at is None:
        yield _("Nobody has spoken to them yet: what do they live on, who buys, which banks serve them?")
    elif day - date_of(customer.last_contact_at) > SILENCE:
        since = date_of(customer.last_contact_at)
        yield _("Not spoken to since %(day)s: what has changed in business, staff and banks?") % {"day": since}
    if not positions & set(DECIDING):
        yield _("Who decides? Nobody who does is entered.")
    if not positions & set(MONEY):
        yield _("Who looks after the money? No head of finance is entered.")
    if not customer.industry:
        yield _("Which industry are they in? It is not entered.")


def near(customer: Customer, staff: Staff, at: dt.datetime) -> list[OpenCustomer]:
    """One's other customers in the same district to whom something is owed: they can be seen on the same way."""
    area = area_of(customer.district, customer.address)
    if not area:
        return []
    others = open_customers(staff, at, most=LOOKED_AT).rows
    there = [one for one in others if one.pk != customer.pk and area_of(one.district, one.address) == area]
    return there[:NEAR]
