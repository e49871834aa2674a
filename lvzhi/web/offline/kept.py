"""Which forms a phone keeps, so that they open without a network."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.perms import leaves, meets_customers
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.web import access
from lvzhi.web.contacts.pocket import backs, contacts, outings

Way = tuple[str, str]  # words, address


@dataclass(frozen=True)
class Kept:
    """A form, or one for each thing that waits for it (`each`: a person's open outings, say)."""

    name: str
    label: Any
    needs: access.Needs
    each: Callable[[Staff, dt.datetime], Iterator[Way]] | None = None


KEPT: tuple[Kept, ...] = (
    Kept("come_back", _("Back from an outing"), leaves, backs),
    Kept("new_absence", _("New outing"), leaves, outings),
    Kept("new_contact", _("New contact"), meets_customers, contacts),
)


def ways(me: Staff, at: dt.datetime) -> list[Way]:
    """The forms that this person may need on the way, as they stand now."""
    day, found = date_of(at), list[Way]()
    for one in KEPT:
        if one.needs(me, day):
            found += one.each(me, at) if one.each else [(str(one.label), reverse(one.name))]
    return found
