"""The week's visits by what is due, near each other and together: one trip to a district in a half-day (16.1).

The choice itself is here and reads nothing: from wishes, what is fixed already and the working days comes a plan. The
same facts always give the same plan. `lvzhi/desk/week.py` reads the facts.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment

NOON = dt.time(12, 30)
SLOTS = (dt.time(9, 30), dt.time(10, 45), dt.time(14), dt.time(15, 15), dt.time(16, 30))
VISIT = dt.timedelta(minutes=60)
WAY = dt.timedelta(minutes=15)  # between two things that one has to be at
NOTICE = dt.timedelta(minutes=60)  # nobody is visited sooner than this
LATEST = dt.date.max
NEAR = re.compile(r"^.{0,12}?(?:区|县|镇|乡|街道|园区|开发区)")
STREET = re.compile(r"^.{0,12}?(?:路|街|大道|巷)")
TIERS = ("core", "key", "general", "prospect")


@dataclass(frozen=True)
class Reason:
    """Why a customer wants a visit: a duty (`what` is its rule), a promise or a next step (`what` are its words)."""

    kind: str
    by: dt.date
    what: str = ""


@dataclass(frozen=True)
class Wish:
    """A customer to be visited, where it is, and why. The reasons stand in the order of their dates."""

    customer: int
    name: str
    tier: str
    area: str
    address: str
    reasons: tuple[Reason, ...]
    last_contact: dt.date | None = None

    @property
    def by(self) -> dt.date:
        return min(reason.by for reason in self.reasons)

    @property
    def trip(self) -> str:
        """What it can share a trip by; where nobody knows the place, a trip of its own."""
        return self.area or f"customer/{self.customer}"

    @property
    def order(self) -> tuple[dt.date, int, dt.date, int]:
        """The more urgent first: by the date, then by the tier, then who was not spoken to for longest."""
        rank = TIERS.index(self.tier) if self.tier in TIERS else len(TIERS)
        return self.by, rank, self.last_contact or dt.date.min, self.customer


@dataclass(frozen=True)
class Fixed:
    """Something that is settled already: an appointment, an outing, leave. `trip` is the place of a visit."""

    starts: dt.datetime
    ends: dt.datetime
    trip: str = ""
    name: str = ""
    ref: str = ""

    @property
    def is_visit(self) -> bool:
        return bool(self.trip)


@dataclass(frozen=True)
class Frame:
    """The working days that are planned, from which moment on, and how many visits a day holds."""

    days: tuple[dt.date, ...]
    at: dt.datetime
    a_day: int


@dataclass(frozen=True)
class Visit:
    """A proposal. `beside` is who is visited on the same trip, when the visit was put there because of that."""

    wish: Wish
    starts: dt.datetime
    beside: str = ""

    @property
    def ends(self) -> dt.datetime:
        return self.starts + VISIT

    @property
    def on(self) -> dt.date:
        return date_of(self.starts)

    @property
    def is_late(self) -> bool:
        """Whether no day was left on which it would still be in time."""
        return self.on > self.wish.by


@dataclass(frozen=True)
class Plan:
    """The proposals in the order of time, and the wishes for which no room was left, the most urgent first."""

    visits: tuple[Visit, ...]
    left: tuple[Wish, ...]


@dataclass
class Half:
    """A morning or an afternoon: the free times in it, where it leads, who is met on it."""

    day: "Free"
    free: list[dt.datetime]
    trips: set[str]
    met: list[str]
    visits: list[Visit] = field(default_factory=list)

    @property
    def has_room(self) -> bool:
        return bool(self.free) and self.day.room > 0

    def takes(self, wish: Wish) -> bool:
        """Whether there is room, and the half-day leads to this place or nowhere yet."""
        return self.has_room and (not self.trips or wish.trip in self.trips)

    def take(self, wish: Wish) -> None:
        self.visits.append(Visit(wish, self.free.pop(0), self.met[0] if self.met else ""))
        self.trips.add(wish.trip)
        self.met.append(wish.name)
        self.day.room -= 1


@dataclass
class Free:
    """A day and how many visits it still holds."""

    date: dt.date
    room: int


def plan(wishes: Iterable[Wish], fixed: Sequence[Fixed], frame: Frame) -> Plan:
    """Place the wishes, the most urgent first. Whoever shares a place with a trip that exists goes along with it."""
    halves = [half for day in sorted(set(frame.days)) for half in halves_of(day, fixed, frame)]
    left: list[Wish] = []
    ordered = sorted({wish.customer: wish for wish in wishes}.values(), key=lambda wish: wish.order)
    for _by, group in groupby(ordered, key=lambda wish: wish.by):
        left.extend(place_all(list(group), halves))
    visits = [visit for half in halves for visit in by_address(half.visits)]
    return Plan(tuple(sorted(visits, key=lambda visit: visit.starts)), tuple(left))


def place_all(waiting: list[Wish], halves: Sequence[Half]) -> Iterator[Wish]:
    """Place wishes of the same date: first those that a trip leads to already; give back those without room."""
    while waiting:
        if not any(half.has_room for half in halves):
            yield from waiting
            return
        wish = next((one for one in waiting if half_beside(one, halves, one.by)), waiting[0])
        waiting.remove(wish)
        half = half_for(wish, halves)
        if half is None:
            yield wish
        else:
            half.take(wish)


def half_for(wish: Wish, halves: Sequence[Half]) -> Half | None:
    """In time and together, in time, together, or at all: the first half-day of the best kind."""
    for until in (wish.by, LATEST):
        found = half_beside(wish, halves, until)
        found = found or next((h for h in halves if not h.trips and h.day.date <= until and h.takes(wish)), None)
        if found:
            return found
    return None


def half_beside(wish: Wish, halves: Sequence[Half], until: dt.date) -> Half | None:
    """The first half-day up to a date that leads to the place already."""
    return next((h for h in halves if wish.trip in h.trips and h.day.date <= until and h.takes(wish)), None)


def halves_of(date: dt.date, fixed: Sequence[Fixed], frame: Frame) -> Iterator[Half]:
    """Morning and afternoon of a day, with what is settled in them."""
    there = [one for one in fixed if one.starts < moment(date + DAY) and one.ends > moment(date)]
    day = Free(date, frame.a_day - sum(one.is_visit for one in there))
    noon = moment(date, NOON)
    for slots, inside in (
        (SLOTS[:2], [one for one in there if one.starts < noon]),
        (SLOTS[2:], [one for one in there if one.ends > noon]),
    ):
        free = [at for at in (moment(date, slot) for slot in slots) if is_free(at, there, frame)]
        visits = [one for one in inside if one.is_visit]
        yield Half(day, free, {one.trip for one in visits}, [one.name for one in visits])


def is_free(at: dt.datetime, there: Sequence[Fixed], frame: Frame) -> bool:
    """Whether a visit can begin at this moment, with the way before and after it."""
    clear = all(at + VISIT + WAY <= one.starts or one.ends + WAY <= at for one in there)
    return clear and at >= frame.at + NOTICE


def by_address(visits: Sequence[Visit]) -> list[Visit]:
    """The visits of a half-day in the order of their addresses, at the same times."""
    times = sorted(visit.starts for visit in visits)
    walked = sorted(visits, key=lambda visit: (visit.wish.address, visit.wish.customer))
    return [replace(visit, starts=at) for visit, at in zip(walked, times, strict=True)]


def area_of(district: str, address: str) -> str:
    """The district of a customer: as entered, or else as its address begins."""
    if district.strip():
        return district.strip()
    found = NEAR.search(address.strip()) or STREET.search(address.strip())
    return found[0] if found else ""
