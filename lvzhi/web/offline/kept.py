"""Which forms a phone keeps, so that they open without a network: those of the way to customers and back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Appointment, standing
from lvzhi.contacts.perms import leaves, meets_customers
from lvzhi.contacts.queries import still_out
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.web.contacts.choosing import called
from lvzhi.web.contacts.outing_views import ways as elsewhere

SOON = 2 * DAY
FEW = 6


@dataclass(frozen=True)
class Way:
    """A form by its address; without words it is reached from another page that is kept."""

    address: str
    words: str = ""


def ways(me: Staff, at: dt.datetime) -> list[Way]:
    """The forms that this person may need on the way, as they stand now."""
    day = date_of(at)
    found: list[Way] = []
    if leaves(me, day):
        found += [*back(me, at), Way(reverse("new_absence"), _("New outing"))]
        found += [Way(way.url) for way in elsewhere()]
    if meets_customers(me, day):
        found.append(Way(reverse("new_contact"), _("New contact")))
        found += about_customers(me, at, outings=bool(leaves(me, day)))
    return found


def back(me: Staff, at: dt.datetime) -> Iterator[Way]:
    """The return from where one is now."""
    if (away := still_out(me, at)) is not None:
        words = _("Back from %(whom)s") % {"whom": away.absence.whom}
        yield Way(reverse("come_back", kwargs={"pk": away.absence_id}), words)


def about_customers(me: Staff, at: dt.datetime, *, outings: bool) -> Iterator[Way]:
    """The forms about the customers of the next days' appointments, and of those not spoken to for longest."""
    soon = standing(Appointment.objects.filter(owner=me, starts__gte=at - DAY, starts__lt=at + SOON))
    agreed = dict(soon.order_by("-starts").values_list("customer", "pk")[:FEW])
    for customer in dict.fromkeys([*agreed, *(one.pk for one in called(me, at, "")[:FEW])]):
        asked = f"?customer={customer}"
        yield Way(reverse("new_contact") + asked)
        if outings:
            yield Way(reverse("new_absence") + asked)
        if outings and customer in agreed:
            yield Way(f"{reverse('new_absence')}{asked}&appointment={agreed[customer]}")
