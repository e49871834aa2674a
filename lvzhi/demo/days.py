"""A working day before it happens: the things to be done, each given its time."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lvzhi.core.clock import moment
from lvzhi.demo.clients import Client
from lvzhi.demo.matters import Matter
from lvzhi.demo.texts import filled

OUT = ("visit", "prospect", "errand")
NOON, AFTERNOON, EVENING = dt.time(12), dt.time(13, 35), dt.time(17, 20)
WAY = dt.timedelta(minutes=20)  # to the customer, and back
LEAST = {"call": 15, "bank": 35, "desk": 45}
NOT_YET = moment(dt.date(9999, 1, 1))


@dataclass
class Deed:
    """One thing of a day. `about` holds the words of an errand; `trouble` is what it left behind that needs help."""

    how: str
    work: str
    minutes: int
    plan: str
    content: str
    result: str
    client: Client | None = None
    matter: Matter | None = None
    errand: list[Any] = field(default_factory=list)
    lesson: str = ""
    trouble: dict[str, Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    starts: dt.datetime = NOT_YET
    ends: dt.datetime = NOT_YET
    comes_back: bool = True

    @property
    def is_out(self) -> bool:
        return self.how in OUT

    @property
    def length(self) -> dt.timedelta:
        own = dt.timedelta(minutes=max(self.minutes, LEAST.get(self.how, 0)))
        return own + 2 * WAY if self.is_out else own


def step_of(matter: Matter, chance: random.Random) -> Deed:
    """The next step of a matter as it goes today."""
    step = matter.steps[matter.step]
    how, content, result = step["said"][matter.way]
    facts = matter.client.now(**matter.facts)
    trouble = step.get("trouble") if chance.random() < 0.3 else None
    if trouble:
        trouble = {k: filled(v, facts) if isinstance(v, str) else v for k, v in trouble.items()}
    lesson = step.get("lesson", "") if chance.random() < 0.25 else ""
    return Deed(
        how, step["work"], step["time"] + chance.choice((-10, 0, 0, 10)), matter.plan, filled(content, facts),
        filled(result, facts), None if how == "prospect" else matter.client, matter, lesson=lesson, trouble=trouble,
        facts=facts,
    )  # fmt: skip


def small_step(client: Client, row: list[Any], plan: str) -> Deed:
    """A call or a short visit that belongs to no matter."""
    work, minutes, how, content, result = row
    facts = client.now()
    return Deed(
        how, work, minutes, filled(plan, facts), filled(content, facts), filled(result, facts), client, facts=facts
    )


def errand_of(row: list[Any]) -> Deed:
    """An outing to an office, or elsewhere in the bank."""
    business, _kind, place, purpose, result, minutes = row
    return Deed("errand", business, minutes, purpose, purpose, result, errand=row, facts={"c": place})


@dataclass
class Half:
    """A morning or an afternoon, and from when on there is time in it."""

    free: dt.datetime
    until: dt.datetime
    is_out: bool = False

    def takes(self, length: dt.timedelta, slack: dt.timedelta = dt.timedelta(0)) -> bool:
        return self.free + length <= self.until + slack


def lay(
    deeds: Iterable[Deed], on: dt.date, chance: random.Random, *, only_morning: bool = False
) -> tuple[list[Deed], list[Deed]]:
    """Give each thing its time: one outing in a half-day, the rest around it; what finds no room is left over."""
    first = dt.time(9, 10) if on.weekday() == 0 else dt.time(8, 50)  # on Mondays the team meets
    halves = [
        Half(moment(on, first) + some(chance, 0, 25), moment(on, NOON)),
        Half(moment(on, AFTERNOON) + some(chance, 0, 30), moment(on, EVENING)),
    ]
    halves = halves[:1] if only_morning else halves
    placed: list[Deed] = []
    left: list[Deed] = []
    for deed in sorted(deeds, key=order):
        half = place_out(deed, halves) if deed.is_out else place_in(deed, halves)
        (placed if half else left).append(deed)
        if half:
            half.free = deed.ends + some(chance, 8, 25)
    return placed, left


def order(deed: Deed) -> tuple[bool, bool]:
    """What is agreed comes first, then the other outings."""
    return not (deed.matter and deed.matter.appointment), not deed.is_out


def place_out(deed: Deed, halves: list[Half]) -> Half | None:
    """An outing at the time that was agreed, or in the first half-day without one."""
    agreed = deed.matter.appointment.starts if deed.matter and deed.matter.appointment else None
    slack = dt.timedelta(minutes=45)
    for half in halves:
        if agreed is not None and not half.free - dt.timedelta(hours=1) <= agreed < half.until:
            continue
        if not half.is_out and (agreed or half.takes(deed.length, slack)):
            half.is_out = True
            deed.starts = agreed - WAY if agreed else half.free
            deed.ends = deed.starts + deed.length
            return half
    return None


def place_in(deed: Deed, halves: list[Half]) -> Half | None:
    """Something in the house, where there is room first."""
    half = next((one for one in halves if one.takes(deed.length)), None)
    if half:
        deed.starts, deed.ends = half.free, half.free + deed.length
    return half


def some(chance: random.Random, least: int, most: int) -> dt.timedelta:
    """Some minutes."""
    return dt.timedelta(minutes=chance.randint(least, most))
