"""Who signs, who puts other words in the place of the agreement's, and who confirms them."""

import datetime as dt
from typing import Any

from django.db.models import Model

from lvzhi.core.clock import date_of
from lvzhi.people.models import Role, Staff
from lvzhi.people.queries import BOUND
from lvzhi.records.register import Outgoing
from lvzhi.secrecy.masked import masked_fields
from lvzhi.secrecy.models import AgreementVersion, Export

DECIDING = (Role.SUPERVISING, Role.PRESIDENT)


def bound(staff: Staff | None, day: dt.date) -> bool:
    """Whoever holds a post that deals with customers' data signs, and reads what he has signed."""
    return staff is not None and staff.holds(day, *BOUND)


def proposes(staff: Staff | None, day: dt.date) -> bool:
    """The supervising department writes the agreement."""
    return staff is not None and staff.holds(day, Role.SUPERVISING)


def may_sign(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    return bound(by, date_of(at))


def may_propose(by: Staff, *, at: dt.datetime, **_: Any) -> bool:
    return proposes(by, date_of(at))


def may_confirm(by: Staff, *, at: dt.datetime, version: AgreementVersion, **_: Any) -> bool:
    """A second person: another one of the supervising department, or a president, who signs for the bank."""
    return version.record.by_id != by.pk and by.holds(date_of(at), *DECIDING)


def may_unmask(by: Staff, *, at: dt.datetime, row: Model, field: str, **_: Any) -> bool:
    """Who sees the row, for a field that is masked there."""
    seen: Any = type(row)._default_manager
    return field in masked_fields(type(row)) and seen.visible_to(by, date_of(at)).filter(pk=row.pk).exists()


def may_ask_export(by: Staff, *, at: dt.datetime, source: Outgoing[Any], **_: Any) -> bool:
    """Who may open the list."""
    return source.needs(by, date_of(at))


def may_fetch(by: Staff, *, at: dt.datetime, export: Export, **_: Any) -> bool:
    """Whoever has asked for the file, nobody else."""
    return export.owner_id == by.pk and bound(by, date_of(at))


def may_decline(by: Staff, *, at: dt.datetime, version: AgreementVersion, **_: Any) -> bool:
    """Who decides, and who has proposed it."""
    return version.record.by_id == by.pk or may_confirm(by, at=at, version=version)
