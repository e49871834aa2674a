"""What a relationship manager has in hand: matters with customers, each going on step by step over days."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lvzhi.contacts.models import Appointment
from lvzhi.customers.models import Segment, Tier
from lvzhi.demo.clients import Client
from lvzhi.demo.texts import Deck, dice, filled
from lvzhi.records.models import Task

AMOUNTS = (150, 200, 260, 300, 380, 450, 500, 600, 680, 800, 950, 1000, 1200, 1500)
OFTEN = {Tier.CORE: 3, Tier.KEY: 2, Tier.GENERAL: 1, Tier.PROSPECT: 1}  # how often a customer's turn comes
NOUNS = {Segment.COMPANY: "公司", Segment.INSTITUTION: "单位", Segment.INTERBANK: "对方"}
Step = Mapping[str, Any]


@dataclass
class Matter:
    """One story with one customer, how far it is, and when its next step is due.

    `appointment` is agreed for that step; `task` is what the manager has set himself for work at the desk.
    """

    client: Client
    steps: list[Step]
    facts: dict[str, Any]
    way: int
    due: dt.date
    step: int = 0
    appointment: Appointment | None = None
    task: Task | None = None

    @property
    def is_over(self) -> bool:
        return self.step >= len(self.steps)

    @property
    def how(self) -> str:
        """How the next step is done: out to the customer, by telephone, at the bank, at the desk."""
        return str(self.steps[self.step]["said"][self.way][0])

    @property
    def plan(self) -> str:
        """How the next step stands in a plan."""
        return self.worded(self.client.facts)

    @property
    def next_step(self) -> str:
        """The same beside the customer's name."""
        return self.worded({**self.client.facts, "c": NOUNS[Segment(self.client.segment)]})

    def worded(self, facts: Mapping[str, Any]) -> str:
        plans = self.steps[self.step]["plan"]
        return filled(plans[self.way % len(plans)], facts)

    def go_on(self, chance: random.Random) -> None:
        """The step is taken; the next one goes one of its ways."""
        self.step += 1
        self.way = chance.randint(0, 1)
        self.appointment = self.task = None


@dataclass
class Hand:
    """All that one relationship manager has in hand."""

    number: str
    clients: list[Client]
    open: list[Matter] = field(default_factory=list)
    turns: Deck = field(init=False)

    def __post_init__(self) -> None:
        often = [one for one in self.clients for _n in range(OFTEN[Tier(one.row.tier)])]
        self.turns = Deck(often, dice(self.number, "turns"))

    def due(self, on: dt.date) -> list[Matter]:
        """What is to be gone on with today, what has waited longest first."""
        self.open = [one for one in self.open if not one.is_over and (one.how == "desk" or not one.client.is_quiet(on))]
        return sorted((one for one in self.open if one.due <= on), key=lambda one: one.due)

    def begin(self, on: dt.date, chance: random.Random) -> Matter | None:
        """A new matter with the customer whose turn it is; nothing when everybody is busy already."""
        busy = {one.client.name for one in self.open}
        for _n in range(len(self.turns.fragments)):
            client = self.turns.draw()
            if client.name not in busy and not client.is_quiet(on):
                facts = {"amt": chance.choice(AMOUNTS), "n": chance.randint(3, 9)}
                matter = Matter(client, client.stories.draw()["steps"], facts, chance.randint(0, 1), on)
                self.open.append(matter)
                return matter
        return None
