"""Two teams and their customers, and who sits at which browser at a Monday morning."""

import datetime as dt
from collections.abc import Callable

import pytest

from lvzhi.customers.models import Customer
from tests.bank import Bank
from tests.customers.made import NAME, a_customer, somebody_there
from tests.web.desk import Desk, team

MONDAY = dt.date(2026, 3, 2)
At = Callable[[str], Desk]


@pytest.fixture
def bank(db: None) -> Bank:
    made = team()
    for name, role in (("钱七", "president"), ("主管部", "supervising")):
        made.hire(name, role)
    return made


@pytest.fixture
def at(bank: Bank) -> At:
    desks: dict[str, Desk] = {}

    def sitting(who: str) -> Desk:
        if who not in desks:
            desks[who] = Desk(bank, who, MONDAY, "09:00")
        return desks[who]

    return sitting


@pytest.fixture
def customer(bank: Bank) -> Customer:
    made = a_customer(
        bank.staff("王五"), bank.staff("张三"), NAME, number="C0000001", phone="01012345678", backup=bank.staff("王二")
    )
    somebody_there(bank.staff("张三"), made, "周经理", is_first=True)
    return made
