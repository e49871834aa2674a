"""What a file of customers would do, with what the bank has of them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from lvzhi.core.sheets.plan import Checked, Part
from lvzhi.customers.importing.columns import CUSTOMERS, PEOPLE
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.people.models import Staff, Unit


@dataclass
class Plan(Checked):
    """Customers and people as they would be, who would take the file over, and when.

    `mine` are the units that this person answers for; `homes` the units in which somebody is a relationship manager.
    """

    by: Staff = field(kw_only=True)
    day: dt.date = field(kw_only=True)
    mine: set[int] = field(default_factory=set)
    units: dict[str, Unit] = field(default_factory=dict)
    by_key: dict[int, Unit] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    homes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, Customer] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # credit code → the number of the customer that has it
    talked_to: dict[tuple[str, str], ContactPerson] = field(default_factory=dict)

    @property
    def customers(self) -> Part:
        return self.parts[0]

    @property
    def people(self) -> Part:
        return self.parts[1]

    def moved(self, key: str) -> list[Any]:
        """The customers that are there already and whose tier, manager or backup changes."""
        return [one.thing for one in self.customers.changes if one.column.key == key]


def begin(by: Staff, day: dt.date) -> Plan:
    return Plan((Part(CUSTOMERS), Part(PEOPLE)), by=by, day=day)
