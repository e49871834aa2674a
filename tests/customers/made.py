"""Customers for tests, entered as leaders enter them."""

import datetime as dt
from typing import Any

from lvzhi.customers.actions import Facts, PersonFacts, add_contact_person, create_customer
from lvzhi.customers.models import ContactPerson, Customer, Tier
from lvzhi.people.models import Staff
from tests.scenario import moment

AT = moment("2026-01-05 09:00")
NAME = "示例甲精密制造有限公司"


def a_customer(
    by: Staff,
    manager: Staff,
    name: str = NAME,
    *,
    at: dt.datetime = AT,
    tier: str = Tier.CORE,
    backup: Staff | None = None,
    **facts: Any,
) -> Customer:
    """A customer with a manager; `by` is a leader above him."""
    said = Facts(name=name, **facts)
    return create_customer(by, at=at, facts=said, tier=tier, manager=manager, backup=backup)


def somebody_there(by: Staff, customer: Customer, name: str = "周经理", **facts: Any) -> ContactPerson:
    """Somebody whom one talks to at a customer."""
    said = PersonFacts(name=name, **{"position": "finance", "phone": "13812345678"} | facts)
    return add_contact_person(by, at=AT, customer=customer, facts=said)
