"""Nobody is in two places at once: the table of who is out, kept by every action that writes the off-post register."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Absence, Away
from lvzhi.contacts.queries import in_the_way
from lvzhi.core.clock import ZONE
from lvzhi.core.constraint import broken
from lvzhi.people.models import Staff


def hold(absence: Absence, *, left_at: dt.datetime | None) -> Away:
    """Keep the time of an absence free of others; `left_at` is empty as long as a private one is not begun."""
    during = DateTimeTZRange(absence.leaves_at, absence.back_by)
    with nothing_else(absence.owner, during):
        return Away.objects.create(
            absence=absence, staff=absence.owner, unit=absence.unit, during=during, left_at=left_at
        )


def shift(away: Away, until: dt.datetime, **ended: Any) -> None:
    """The absence lasts until another moment than was registered."""
    during = DateTimeTZRange(away.during.lower, until)
    with nothing_else(away.staff, during, but=away.absence):
        Away.objects.filter(pk=away.pk).update(during=during, **ended)


@contextmanager
def nothing_else(staff: Staff, during: Any, but: Absence | None = None) -> Iterator[None]:
    """Say which other entry is in the way when the database refuses."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if broken(error) != "nobody_is_in_two_places":
            raise
        raise ValidationError(told(in_the_way(staff, during, but))) from error


def told(other: Away | None) -> str:
    """The other entry in words."""
    if other is None:
        return _("Another entry of yours lies in this time.")
    facts = {"whom": other.absence.whom, "from": stamp(other.during.lower), "to": stamp(other.during.upper)}
    return _("You are already entered for this time: %(whom)s, %(from)s – %(to)s.") % facts


def stamp(at: dt.datetime) -> str:
    return f"{at.astimezone(ZONE):%m-%d %H:%M}"
