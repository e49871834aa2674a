"""Who may open a page. A page says it in one word; rows are filtered again by `visible_to`."""

import datetime as dt
from collections.abc import Callable

from lvzhi.people.models import LEADING, Role, Staff
from lvzhi.people.queries import BOUND

Needs = Callable[[Staff | None, dt.date], bool]


def anyone(staff: Staff | None, day: dt.date) -> bool:
    """Open without signing in."""
    return True


def signed_in(staff: Staff | None, day: dt.date) -> bool:
    """Everybody who works at the bank."""
    return staff is not None


def holding(*roles: Role) -> Needs:
    """Whoever holds one of these posts today."""

    def needs(staff: Staff | None, day: dt.date) -> bool:
        return staff is not None and staff.holds(day, *roles)

    needs.__doc__ = "Holders of: " + ", ".join(role.name.lower() for role in roles)
    return needs


holders = holding(*Role)
in_business = holding(Role.MANAGER, *LEADING, Role.HEAD_OFFICE, Role.SUPERVISING, Role.AUDITOR)
bound = holding(*BOUND)
readers_of_leaving = holding(*LEADING, Role.SUPERVISING, Role.AUDITOR)
managers = holding(Role.MANAGER)
leaders = holding(*LEADING)
readers_of_logs = holding(Role.MANAGER, *LEADING, Role.SUPERVISING, Role.AUDITOR)
oversees_customers = holding(*LEADING, Role.SUPERVISING, Role.AUDITOR)
administrators = holding(Role.ADMINISTRATOR)
auditors = holding(Role.AUDITOR)
