"""Customers, and what is owed to them, for tests that look at coverage and plans."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import moment
from lvzhi.customers.models import Customer
from lvzhi.duties.models import Duty
from lvzhi.duties.rule import NEVER
from lvzhi.people.models import Staff

MARCH, APRIL = moment(dt.date(2026, 3, 1)), moment(dt.date(2026, 4, 1))


def a_customer(manager: Staff, name: str, tier: str = "core", **more: Any) -> Customer:
    """One customer in the unit of its manager."""
    unit = manager.posts.first()
    assert unit is not None
    given = {"number": name, "district": "城东区", "address": "示例路1号"} | more
    return Customer.objects.create(name=name, tier=tier, manager=manager, unit=unit.unit, **given)


def owed(customer: Customer, rule: str, opens: dt.datetime = MARCH, due: dt.datetime = APRIL, **more: Any) -> Duty:
    """A duty about a customer, as the engine would have written it."""
    given = {"closes": due, "proof": "effective_contact", "clause": "16.1"} | more
    return Duty.objects.create(
        rule=rule, owner=customer.manager, unit=customer.unit, about=customer.ref, opens=opens, due=due, **given
    )


def may_still(customer: Customer, rule: str, **more: Any) -> Duty:
    """One that can be made good for ever."""
    return owed(customer, rule, closes=NEVER, **more)
