"""A team, those above, and who sits at which browser at a Monday morning."""

from collections.abc import Callable

import pytest

from tests.bank import Bank
from tests.web.desk import MONDAY, Desk, team

At = Callable[[str], Desk]


@pytest.fixture
def bank(db: None) -> Bank:
    made = team()
    for name, role in (("钱七", "president"), ("主管部", "supervising"), ("总行", "head_office")):
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
