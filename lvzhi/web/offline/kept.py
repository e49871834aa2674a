"""Which forms a phone keeps, so that they open without a network: those of the way to customers and back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lvzhi.contacts.models import Appointment, Away, standing
from lvzhi.contacts.perms import leaves, meets_customers
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.web.contacts.choosing import TYPED, called
from lvzhi.web.contacts.outing_views import ways as elsewhere
from lvzhi.web.links import page_of

SOON = 2 * DAY
FEW = 6


@dataclass(frozen=True)
class Way:
    """A form by its address; without words it is reached from another page that is kept."""

    address: str
    words: str = ""


def ways(me: Staff, at: dt.datetime) -> list[Way]:
    """The forms that this person may need on the way, as they stand now, what is needed next at the head."""
    out = [Way(way.url) for way in elsewhere()] if leaves(me, date_of(at)) else []
    return [*beginnings(me, at), *out, *about_customers(me, at)]


def beginnings(me: Staff, at: dt.datetime) -> list[Way]:
    """The forms with which one begins."""
    day, found = date_of(at), list[Way]()
    if leaves(me, day):
        found += [*back(me, at), Way(page_of("new_absence"), _("New outing"))]
        found.append(Way(f"{page_of('new_absence')}?to={TYPED}", _("Outing to a customer")))
    if meets_customers(me, day):
        found.append(Way(page_of("new_contact"), _("New contact")))
        found.append(Way(f"{page_of('new_contact')}?to={TYPED}", _("Contact with a customer")))
    return found


def back(me: Staff, at: dt.datetime) -> Iterator[Way]:
    """The return from where one is now, or is about to go."""
    out = Away.objects.filter(staff=me, back_at=None, left_at__lt=at + SOON).select_related("absence__customer")
    for away in out.order_by("left_at")[:FEW]:
        words = _("Back from %(whom)s") % {"whom": away.absence.whom}
        yield Way(page_of("come_back", pk=away.absence_id), words)


def about_customers(me: Staff, at: dt.datetime) -> Iterator[Way]:
    """The forms about the customers of the next days' appointments, and of those not spoken to for longest."""
    if not meets_customers(me, date_of(at)):
        return
    outings = leaves(me, date_of(at))
    soon = standing(Appointment.objects.filter(owner=me, starts__gte=at - DAY, starts__lt=at + SOON))
    agreed: dict[int, int] = {}
    for customer, appointment in soon.order_by("starts").values_list("customer", "pk")[:FEW]:
        agreed.setdefault(customer, appointment)
    for customer in dict.fromkeys([*agreed, *(one.pk for one in called(me, at, "")[:FEW])]):
        asked = f"?customer={customer}"
        yield Way(page_of("new_contact") + asked)
        if outings:
            yield Way(page_of("new_absence") + asked)
        if outings and customer in agreed:
            yield Way(f"{page_of('new_absence')}{asked}&appointment={agreed[customer]}")
