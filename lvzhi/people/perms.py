"""Who may shape the bank's tree, name people and posts, and name deputies.

Administrators run people and posts, but nobody his own: no administrator appoints himself or ends his own
post. Who stands in for whom is business: the person says it, or a leader above, never an administrator.
"""

import datetime as dt
from typing import Any

from lvzhi.core.clock import date_of
from lvzhi.people.models import Deputy, Post, Role, Staff
from lvzhi.people.queries import answers_for


def may_run(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    """An administrator."""
    return by.holds(date_of(at), Role.ADMINISTRATOR)


def may_run_another(by: Staff, *, at: dt.datetime, staff: Staff, **_: Any) -> bool:
    """An administrator, for anybody but himself."""
    return staff.pk != by.pk and may_run(by, at=at)


def may_end_post(by: Staff, *, at: dt.datetime, post: Post, **_: Any) -> bool:
    return post.staff_id != by.pk and may_run(by, at=at)


def may_name_deputy(by: Staff, *, at: dt.datetime, staff: Staff, **_: Any) -> bool:
    """The person himself, or a leader above."""
    day = date_of(at)
    return bool(by.posts_on(day)) if staff.pk == by.pk else answers_for(by, staff, day)


def may_end_deputy(by: Staff, *, at: dt.datetime, deputy: Deputy, **_: Any) -> bool:
    return may_name_deputy(by, at=at, staff=deputy.staff)
