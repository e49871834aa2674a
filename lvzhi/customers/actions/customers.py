"""Customers come, and what is written about them is put right."""

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.core.constraint import refusals
from lvzhi.core.identifiers import is_credit_code
from lvzhi.customers.lasting import begin_tier, hand_to
from lvzhi.customers.models import Customer, Management, Segment
from lvzhi.customers.perms import may_change, may_create
from lvzhi.customers.queries import held, manager_posts
from lvzhi.customers.search import Findable
from lvzhi.people.models import Staff, Unit
from lvzhi.people.names import narrow, tidy

KEPT = ("number", "phone")  # left empty, they stay as they are


@dataclass(frozen=True)
class Facts:
    """What is written about a customer. Without a number of the bank's own a new one gets one of ours.

    An empty number or telephone changes nothing: the telephone is hidden from who changes the rest.
    """

    name: str
    number: str = ""
    short_name: str = ""
    credit_code: str = ""
    segment: str = Segment.COMPANY
    size: str = ""
    industry: str = ""
    district: str = ""
    address: str = ""
    phone: str = ""
    since: dt.date | None = None


@action("customer.create", needs=may_create, clauses=("16.1",))
def create_customer(
    by: Staff,
    *,
    at: dt.datetime,
    facts: Facts,
    tier: str,
    manager: Staff | None = None,
    backup: Staff | None = None,
    unit: Unit | None = None,
) -> Customer:
    """Enter a customer: with a manager it belongs to the manager's unit, without one it waits at the unit given."""
    day = date_of(at)
    home = home_of(manager, unit, day)
    customer = Customer(tier=tier, unit=home, manager=manager, backup=backup)
    written(customer, facts, day)
    begin_tier(customer, tier, day, "")
    for part, somebody in ((Management.Part.MANAGER, manager), (Management.Part.BACKUP, backup)):
        if somebody:
            hand_to(customer, part, somebody, day)
    return customer


def home_of(manager: Staff | None, unit: Unit | None, day: dt.date) -> Unit:
    """Where the customer belongs: the manager's unit, of several the one that is named."""
    if manager is None:
        if unit is None:
            raise ValidationError({"unit": _("Say who manages the customer, or at which unit it waits for a manager.")})
        return unit
    units = manager_posts(manager, day)
    if not units:
        raise ValidationError({"manager": _("%(name)s is no relationship manager today.") % {"name": manager.name}})
    return next((one for one in units if unit and one.pk == unit.pk), units[0])


@action("customer.change", needs=may_change)
def change_customer(by: Staff, *, at: dt.datetime, customer: Customer, facts: Facts) -> Customer:
    """Put right what is written about a customer."""
    customer = held(customer)
    written(customer, facts, date_of(at))
    return customer


def written(customer: Customer, facts: Facts, day: dt.date) -> None:
    """Save what is written about a customer, so that it is found by it."""
    for name, value in asdict(facts).items():
        if name not in KEPT:
            setattr(customer, name, tidy(value) if isinstance(value, str) else value)
    customer.number = narrow(facts.number).upper() or customer.number or f"Q{uuid4().hex[:12].upper()}"
    customer.phone = narrow(facts.phone) or customer.phone
    customer.credit_code = narrow(facts.credit_code).upper()
    check(customer, day)
    found = Findable.of(customer.name, customer.short_name)
    customer.pinyin, customer.pieces = found.key, found.pieces
    with refusals(
        customers_customer_number_key={"number": _("Another customer has this number.")},
        credit_code_once={"credit_code": _("Another customer has this credit code.")},
        nobody_backs_up_himself={"backup": _("Nobody backs up himself.")},
    ):
        customer.save()


def check(customer: Customer, day: dt.date) -> None:
    """A name, a credit code whose check digit fits, and no day that is still to come."""
    if not customer.name:
        raise ValidationError({"name": _("Say what the customer is called.")})
    if customer.credit_code and not is_credit_code(customer.credit_code):
        raise ValidationError({"credit_code": _("The check digit of this credit code does not fit: a sign is wrong.")})
    if customer.since and customer.since > day:
        raise ValidationError({"since": _("This day is still to come.")})
