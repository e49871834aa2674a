"""Who may excuse a duty."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.duties.models import Duty
from lvzhi.people.models import LEADING, Role, Staff
from lvzhi.people.queries import units_below


def may_excuse(by: Staff, *, at: dt.datetime, duty: Duty, **_: Any) -> bool:
    """Somebody above the owner, never the owner: a leader of the unit in a more senior post."""
    day = date_of(at)
    if duty.owner_id == by.pk:
        return False
    rank = max((p.role for p in duty.owner.posts_on(day) if p.role <= Role.PRESIDENT), default=Role.MANAGER)
    senior = [Role(r) for r in LEADING if r > rank]
    return bool(senior) and units_below(by, day, *senior).filter(unit=duty.unit_id).exists()
