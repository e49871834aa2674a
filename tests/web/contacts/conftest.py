"""A team with a customer each, for the pages of outings, contacts and appointments."""

import datetime as dt

import pytest

from lvzhi.customers.models import Customer
from tests.bank import Bank
from tests.contacts.house import a_customer
from tests.web.desk import MONDAY, night, team

FIRST = dt.date(2026, 3, 1)


@pytest.fixture
def bank(db: None) -> Bank:
    """The month has begun, so that its contacts are owed."""
    bank = team()
    a_customer(bank, "示例甲精密制造", "张三", address="示例路1号")
    a_customer(bank, "示例乙商贸", "外人")
    night(FIRST)
    night(MONDAY)
    return bank


@pytest.fixture
def customer(bank: Bank) -> Customer:
    return Customer.objects.get(name="示例甲精密制造")
