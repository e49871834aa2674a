"""A team, those above, and who sits at which browser at a Monday morning."""

import pytest

from tests.bank import Bank
from tests.web.desk import At, sitting, team


@pytest.fixture
def bank(db: None) -> Bank:
    made = team()
    for name, role in (("钱七", "president"), ("主管部", "supervising"), ("总行", "head_office")):
        made.hire(name, role)
    return made


@pytest.fixture
def at(bank: Bank) -> At:
    return sitting(bank)
