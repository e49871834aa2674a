"""Who may see customers at all, enter them, change what is written about them, set their tier, say who manages them.

Nobody does any of it without a valid confidentiality agreement (17); auditors look, administrators do not even look.
"""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.customers.models import ContactPerson, Customer, Tier
from lvzhi.customers.queries import manager_posts
from lvzhi.people.models import LEADING, Role, Staff, Unit
from lvzhi.people.queries import READS_ALL, is_cleared, leads, stands_in_for

MANAGING = (Role.DEPARTMENT_HEAD, Role.VICE_PRESIDENT, Role.PRESIDENT)  # who brings whole files of customers


def sees_customers(staff: Staff | None, day: dt.date) -> bool:
    """Who has customers, who answers for those who have, and who looks at everything."""
    return staff is not None and staff.holds(day, Role.MANAGER, *LEADING, *READS_ALL)


def keeps_customers(staff: Staff | None, day: dt.date) -> bool:
    """Who may change anything about customers: managers and leaders, each of the own ones."""
    return staff is not None and staff.holds(day, Role.MANAGER, *LEADING)


def assigns_customers(staff: Staff | None, day: dt.date) -> bool:
    """Who sets tiers and says who manages: leaders for their units, the supervising department for all."""
    return staff is not None and staff.holds(day, Role.SUPERVISING, *LEADING)


def brings_files(staff: Staff | None, day: dt.date) -> bool:
    """Who brings customers from Excel: the department head and those above."""
    return staff is not None and staff.holds(day, *MANAGING)


def may_create(
    by: Staff,
    *,
    at: dt.datetime,
    tier: str,
    manager: Staff | None = None,
    backup: Staff | None = None,
    unit: Unit | None = None,
    **_: Any,
) -> bool:
    """A leader, in his units; a relationship manager, a prospect of his own, whose tier the leader then sets."""
    day = date_of(at)
    if not is_cleared(by, day):
        return False
    if manager is not None and manager.pk == by.pk:
        return tier == Tier.PROSPECT and bool(manager_posts(by, day)) and backup is None
    where = [one.pk for one in manager_posts(manager, day)] if manager else []
    return any(leads(by, one, day) for one in [unit.pk if unit else None, *where])


def may_change(by: Staff, *, at: dt.datetime, customer: Customer, **_: Any) -> bool:
    """Its manager, who stands in for him, and the leaders of its unit."""
    day = date_of(at)
    if not is_cleared(by, day) or not keeps_customers(by, day):
        return False
    return customer.manager_id in (by.pk, *stands_in_for(by, day)) or leads(by, customer.unit_id, day)


def may_change_person(by: Staff, *, at: dt.datetime, person: ContactPerson, **_: Any) -> bool:
    return may_change(by, at=at, customer=person.customer)


def may_assign(by: Staff, *, at: dt.datetime, customer: Customer, **_: Any) -> bool:
    """The leaders of its unit, and the supervising department: never the manager himself."""
    day = date_of(at)
    if not is_cleared(by, day):
        return False
    return by.holds(day, Role.SUPERVISING) or (customer.manager_id != by.pk and leads(by, customer.unit_id, day))


def may_bring_files(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    day = date_of(at)
    return is_cleared(by, day) and brings_files(by, day)
