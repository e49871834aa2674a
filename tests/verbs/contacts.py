"""What scenarios do under 12.1 and 16.1."""

import datetime as dt
from typing import Any

from lvzhi.contacts.actions import (
    call_off_appointment,
    change_absence,
    move_appointment,
    review_contact,
    spot_check,
)
from lvzhi.contacts.models import Absence, Appointment, Contact
from lvzhi.contacts.saying import Agreed
from lvzhi.core.clock import ZONE
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer, a_return, an_appointment, an_outing, said


def moment(text: Any) -> dt.datetime:
    at = text if isinstance(text, dt.datetime) else dt.datetime.fromisoformat(str(text))
    return at.replace(tzinfo=ZONE)


def customers(bank: Bank, given: dict[str, Any]) -> None:
    """`customers: {示例甲: {manager: 张三, tier: core, since: 2026-01-15}}`, or the name of the manager alone."""
    for name, more in given.items():
        a_customer(bank, name, **({"manager": more} if isinstance(more, str) else more))


def leave(bank: Bank, by: Staff, at: dt.datetime, to: str = "", **more: Any) -> None:
    moments = {name: moment(more[name]) for name in ("leaves_at", "back_by") if name in more}
    an_outing(by, at, Customer.objects.get(name=to) if to else None, **(more | moments))


def leave_often(bank: Bank, by: Staff, at: dt.datetime, times: int) -> None:
    """Out for ten minutes, as often as said, one after the other."""
    for n in range(times):
        went = at + n * dt.timedelta(minutes=10)
        absence = an_outing(by, went, back_by=went + dt.timedelta(minutes=9))
        a_return(absence, went + dt.timedelta(minutes=8))


def back(bank: Bank, by: Staff, at: dt.datetime, **more: Any) -> None:
    """From the outing that is still open; at a customer's with the contact."""
    absence = Absence.objects.select_related("customer").get(owner=by, returned=None, away__isnull=False)
    a_return(absence, at, said(absence.leaves_at) if absence.customer else None, **more)


def call_off_outing(bank: Bank, by: Staff, at: dt.datetime, reason: str) -> None:
    absence = Absence.objects.get(owner=by, returned=None, away__isnull=False)
    change_absence(by, at=at, absence=absence, cancelled=True, reason=reason)


def check(bank: Bank, by: Staff, at: dt.datetime, of: str) -> None:
    absence = Absence.objects.filter(owner=bank.staff(of), checks=None).order_by("leaves_at").first()
    assert absence is not None
    spot_check(by, at=at, absence=absence, way="电话核实", finding="true")


def contact(bank: Bank, by: Staff, at: dt.datetime, customer: str, met: Any = None, **more: Any) -> None:
    found = Customer.objects.get(name=customer)
    if "keeps" in more:
        more["appointment"] = Appointment.objects.get(customer=found, starts=moment(more.pop("keeps")))
    a_contact(by, found, moment(met) if met else at, at, **more)


def review(bank: Bank, by: Staff, at: dt.datetime, customer: str, effective: bool, opinion: str = "只是问候") -> None:
    last = Contact.objects.filter(customer__name=customer).order_by("-met_at").first()
    assert last is not None
    review_contact(by, at=at, contact=last, effective=effective, opinion=opinion)


def appoint(bank: Bank, by: Staff, at: dt.datetime, customer: str, starts: Any) -> None:
    an_appointment(by, Customer.objects.get(name=customer), at, moment(starts))


def move(bank: Bank, by: Staff, at: dt.datetime, customer: str, starts: Any, reason: str) -> None:
    old = Appointment.objects.get(customer__name=customer, moved_to=None, off=None, contacts=None)
    move_appointment(
        by, at=at, appointment=old, agreed=Agreed(starts=moment(starts), purpose=old.purpose), reason=reason
    )


def call_off(bank: Bank, by: Staff, at: dt.datetime, customer: str, reason: str) -> None:
    old = Appointment.objects.get(customer__name=customer, moved_to=None, off=None, contacts=None)
    call_off_appointment(by, at=at, appointment=old, reason=reason)


VERBS = {
    "leave": leave,
    "leave_often": leave_often,
    "back": back,
    "call_off_outing": call_off_outing,
    "spot_check": check,
    "contact": contact,
    "review": review,
    "appoint": appoint,
    "move_appointment": move,
    "call_off_appointment": call_off,
}
