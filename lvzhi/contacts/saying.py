"""What somebody says about an outing or a contact, not yet saved: what a form, the API or the demo gives an action."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from lvzhi.contacts.models import SHORTEST, Appointment, Mode, Place, Promise
from lvzhi.customers.models import ContactPerson, Customer


@dataclass
class Outing:
    """Where one goes, why, to whom, and until when."""

    leaves_at: dt.datetime
    back_by: dt.datetime
    business: str
    purpose: str
    place: str
    place_kind: str = Place.CUSTOMER
    customer: Customer | None = None
    prospect: str = ""
    person: ContactPerson | None = None
    person_name: str = ""
    phone: str = ""
    companions: str = ""
    transport: str = ""
    late_reason: str = ""
    appointment: Appointment | None = None


@dataclass
class Back:
    """That one is back, and what came of it; or that one goes home directly, and why."""

    at: dt.datetime
    result: str
    next_step: str = ""
    goes_home: bool = False
    reason: str = ""


@dataclass
class Said:
    """A meeting or call with a customer: when, how, with whom, what for, what was said, and what comes next."""

    met_at: dt.datetime
    mode: str
    minutes: str
    result: str
    next_step: str
    purposes: Sequence[str] = ()
    until: dt.datetime | None = None
    place: str = ""
    ours: str = ""
    person: ContactPerson | None = None
    persons: str = ""
    needs: str = ""
    signals: str = ""
    competitors: str = ""
    products: str = ""
    satisfaction: int | None = None
    next_on: dt.date | None = None
    next_mode: str = ""
    promises: Sequence[Promise] = ()
    appointment: Appointment | None = None
    files: "Sequence[UploadedFile[Any]]" = ()

    @property
    def names(self) -> str:
        """Whom one met, by name."""
        return self.persons.strip() or (self.person.name if self.person else "")

    @property
    def is_effective(self) -> bool:
        """Two-way, with a named person on the customer's side, a purpose, minutes that say something, and a result."""
        said = len(self.minutes.strip()) >= SHORTEST and bool(self.result.strip())
        return self.mode != Mode.MASS and bool(self.names) and bool(self.purposes) and said


@dataclass
class Agreed:
    """When, how, where and with whom one meets a customer."""

    starts: dt.datetime
    purpose: str
    ends: dt.datetime | None = None
    mode: str = Mode.VISIT
    place: str = ""
    person: ContactPerson | None = None
