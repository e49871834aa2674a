"""Who may make administrators, and who may settle what about his own account."""

import datetime as dt
from typing import Any

from lvzhi.people.models import Staff
from lvzhi.people.perms import may_run


def may_make_administrators(by: Staff | None, *, at: dt.datetime, **_: Any) -> bool:
    """An administrator; and the command line of the machine itself, which is nobody."""
    return by is None or may_run(by, at=at)


def may_keep_own_account(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    """Everybody, about his own password and language."""
    return True
