"""What the page of a customer tells, line by line: what waits between us, and each kind of step of the story."""

import datetime as dt
from typing import Any, NamedTuple

from lvzhi.contacts.models import Business, Mode
from lvzhi.core.clock import moment
from lvzhi.customers.models import ContactPerson, Management, Tier

MODES, BUSINESS, TIERS = dict(Mode.choices), dict(Business.choices), dict(Tier.choices)
PARTS, POSITIONS = dict(Management.Part.choices), dict(ContactPerson.Position.choices)


class Talked(NamedTuple):
    """Somebody on the customer's side; the telephone is masked where it is shown."""

    pk: int
    name: str
    title: str
    position: str
    phone: str
    is_first: bool
    refuses_marketing: bool

    @property
    def post(self) -> Any:
        return self.title or POSITIONS.get(self.position, self.position)


class Due(NamedTuple):
    """A duty about the customer that is neither met nor let off."""

    rule: str
    about: str
    opens: dt.datetime
    due: dt.datetime
    owner: str

    def state(self, at: dt.datetime) -> str:
        return "late" if at >= self.due else "open"


class Agreed(NamedTuple):
    """An appointment to come."""

    starts: dt.datetime
    mode: str
    purpose: str
    owner: str

    @property
    def how(self) -> Any:
        return MODES.get(self.mode, self.mode)


class Promised(NamedTuple):
    """What we, or they, promised and have not kept yet."""

    text: str
    ours: bool
    due_on: dt.date | None


class Met(NamedTuple):
    """A meeting or call, with what was promised in it."""

    at: dt.datetime
    mode: str
    owner: str
    whom: str
    effective: bool
    minutes: str
    result: str
    next_step: str
    next_on: dt.date | None
    promises: list[tuple[str, bool]] | None

    @property
    def how(self) -> Any:
        return MODES.get(self.mode, self.mode)


class Out(NamedTuple):
    """An outing of which no contact tells."""

    at: dt.datetime
    business: str
    owner: str
    place: str
    purpose: str
    result: str | None

    @property
    def why(self) -> Any:
        return BUSINESS.get(self.business, self.business)


class NotKept(NamedTuple):
    """An appointment that was called off (`off` says why) or moved, or that nothing came of."""

    at: dt.datetime
    mode: str
    owner: str
    purpose: str
    off: str | None
    moved_to: dt.datetime | None
    moved_why: str | None

    @property
    def how(self) -> Any:
        return MODES.get(self.mode, self.mode)


class Tiered(NamedTuple):
    """The customer came into a tier."""

    first: dt.date
    tier: str
    why: str

    @property
    def at(self) -> dt.datetime:
        return moment(self.first)

    @property
    def became(self) -> Any:
        return TIERS.get(self.tier, self.tier)


class Managed(NamedTuple):
    """Somebody began to look after the customer."""

    first: dt.date
    part: str
    staff: str

    @property
    def at(self) -> dt.datetime:
        return moment(self.first)

    @property
    def role(self) -> Any:
        return PARTS.get(self.part, self.part)


class Over(NamedTuple):
    """The customer was closed."""

    first: dt.date
    why: str

    @property
    def at(self) -> dt.datetime:
        return moment(self.first)
