"""Which forms a phone keeps for somebody who goes out: back from the open outing, what was agreed for these days, and
the same forms with the customer typed in."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Appointment, Mode, standing
from lvzhi.contacts.queries import still_out
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.people.models import Staff
from lvzhi.web.contacts.choosing import TYPED

Way = tuple[str, str]  # words, address
MOST = 12
AHEAD = 2 * DAY  # today and tomorrow


def backs(me: Staff, at: dt.datetime) -> Iterator[Way]:
    """The form that ends the outing one is on."""
    if (out := still_out(me, at)) is not None:
        whom = {"whom": out.absence.whom}
        yield _("Back from %(whom)s") % whom, reverse("come_back", kwargs={"pk": out.absence_id})


def outings(me: Staff, at: dt.datetime) -> Iterator[Way]:
    """To whom one goes by appointment, and anywhere else."""
    for one in agreed(me, at):
        if one.mode == Mode.VISIT:
            asked = {"customer": one.customer_id, "appointment": one.pk}
            yield _("Outing: %(whom)s") % {"whom": one.customer.name}, f"{reverse('new_absence')}?{urlencode(asked)}"
    yield _("Outing to a customer"), f"{reverse('new_absence')}?{urlencode({'to': TYPED})}"
    yield _("Outing to another place"), f"{reverse('new_absence')}?{urlencode({'to': 'other'})}"


def contacts(me: Staff, at: dt.datetime) -> Iterator[Way]:
    """With whom one meets or speaks by appointment, and anybody else."""
    for one in agreed(me, at):
        if one.mode != Mode.VISIT:
            words = _("Contact with %(customer)s") % {"customer": one.customer.name}
            yield words, f"{reverse('new_contact')}?{urlencode({'customer': one.customer_id})}"
    yield _("New contact"), f"{reverse('new_contact')}?{urlencode({'to': TYPED})}"


def agreed(me: Staff, at: dt.datetime) -> list[Appointment]:
    """One's own appointments of today and tomorrow that still stand."""
    start = moment(date_of(at))
    mine = Appointment.objects.visible_to(me, date_of(at)).filter(owner=me, starts__gte=start, starts__lt=start + AHEAD)
    return list(standing(mine).select_related("customer").order_by("starts", "pk")[:MOST])
