"""A proposal of the plan becomes an appointment (16.1)."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lvzhi.contacts.actions import make_appointment
from lvzhi.contacts.models import Mode
from lvzhi.contacts.saying import Agreed
from lvzhi.core.clock import date_of, moment
from lvzhi.customers.models import Customer
from lvzhi.desk.planner import SLOTS, VISIT, Fixed
from lvzhi.desk.week import Week
from lvzhi.people.models import Staff
from lvzhi.web import words
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.planning.plan_rows import reasons

LONGEST = 300


@dataclass
class Taking:
    """One press of the button: by whom, when, out of which week; what is made meanwhile is settled for the rest."""

    by: Staff
    at: dt.datetime
    week: Week
    once: UUID
    made: list[Fixed] = field(default_factory=list)

    def take(self, request: HttpRequest, key: str) -> bool:
        """Make one appointment; whether it was made."""
        number, starts = read(key)
        customer: Customer = get_visible_or_404(request, Customer.objects.defer("pieces"), number)
        if starts is None or date_of(starts) not in self.week.days:
            messages.error(request, _("%(who)s: this time is not free any more.") % {"who": customer})
            return False
        if there := self.in_the_way(starts):
            said = {"who": customer, "when": words.stamp(starts), "other": there.name}
            messages.error(request, _("%(who)s, %(when)s: %(other)s is at that time.") % said)
            return False
        agreed = Agreed(starts, self.purpose(customer), starts + VISIT, Mode.VISIT, customer.address[:100])
        try:
            make_appointment(self.by, at=self.at, once=uuid5(self.once, key), customer=customer, agreed=agreed)
        except ValidationError as wrong:
            messages.error(request, f"{customer}: {' '.join(wrong.messages)}")
            return False
        self.made.append(Fixed(starts, starts + VISIT, name=str(customer)))
        return True

    def in_the_way(self, starts: dt.datetime) -> Fixed | None:
        """What is settled for the same time already."""
        settled = (*self.week.fixed, *self.made)
        return next((one for one in settled if one.starts < starts + VISIT and starts < one.ends), None)

    def purpose(self, customer: Customer) -> str:
        """Why the customer was proposed, as what the visit is for."""
        plan = self.week.plan
        wished = (*(visit.wish for visit in plan.visits), *plan.left)
        wish = next((one for one in wished if one.customer == customer.pk), None)
        return (reasons(wish) if wish else _("Visit as planned"))[:LONGEST]


def read(key: str) -> tuple[int, dt.datetime | None]:
    """Customer and moment of a proposal; no moment where it is none that the planner gives."""
    number, _at, text = key.partition("@")
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    try:
        said = dt.datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - it is the bank's own time
    except ValueError:
        return pk, None
    return pk, moment(said.date(), said.time()) if said.time() in SLOTS else None
