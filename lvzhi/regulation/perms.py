"""Who may paste the bank's own wording."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.people.models import Role, Staff


def may_paste(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    """The administrator, for the bank."""
    return by.holds(date_of(at), Role.ADMINISTRATOR)
