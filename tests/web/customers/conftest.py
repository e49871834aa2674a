"""Two teams and their customers, and who sits at which browser at a Monday morning."""

import pytest

from lvzhi.customers.models import Customer
from tests.bank import Bank
from tests.customers.made import NAME, a_customer, somebody_there
from tests.web.desk import At, sitting, team


@pytest.fixture
def bank(db: None) -> Bank:
    made = team()
    for name, role in (("钱七", "president"), ("主管部", "supervising")):
        made.hire(name, role)
    return made


@pytest.fixture
def at(bank: Bank) -> At:
    return sitting(bank)


@pytest.fixture
def customer(bank: Bank) -> Customer:
    made = a_customer(
        bank.staff("王五"), bank.staff("张三"), NAME, number="C0000001", phone="01012345678", backup=bank.staff("王二")
    )
    somebody_there(bank.staff("张三"), made, "周经理", is_first=True)
    return made
