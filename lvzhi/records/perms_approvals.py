"""Who may decide about a request, and who may take it back."""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.records.approvals import acts_for, checker
from lvzhi.records.models import Approval, Waiting


def may_decide(by: Staff, *, at: dt.datetime, approval: Approval, **_: Any) -> bool:
    """Who answers for a post of the chain that has been asked, or stands in for him; never who made the request.

    A post whose turn is over may press as well: the action says that it is too late.
    """
    day = date_of(at)
    waiting = Waiting.objects.filter(approval=approval).first()
    if waiting is None:
        return approval.decisions.filter(role__in=[post.role for post in by.posts_on(day)]).exists()
    roles = approval.chain[: waiting.position + 1]
    return any(acts_for(by, checker(waiting, day, role), approval.makers, day) for role in set(roles))


def may_withdraw(by: Staff, *, at: dt.datetime, approval: Approval, **_: Any) -> bool:
    """Whose request it is, and who wrote it down for him."""
    return by.pk in approval.makers
