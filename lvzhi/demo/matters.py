"""What a relationship manager has in hand: matters with customers, each going on step by step over days."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lvzhi.demo.texts import Deck, dice, filled, read

PUBLIC = ("water", "school", "hospital")
AMOUNTS = (150, 200, 260, 300, 380, 450, 500, 600, 680, 800, 950, 1000, 1200, 1500)
Step = Mapping[str, Any]


@dataclass
class Customer:
    """One company, what is going on there, and what may be seen on a visit."""

    facts: dict[str, Any]
    stories: Deck
    seen: Deck
    is_public: bool

    @classmethod
    def of(cls, manager: str, row: list[str]) -> "Customer":
        short, rest, industry, who, buyer = row
        about = read("customers")["industries"][industry]
        chance = dice(manager, short)
        kind = "public" if industry in PUBLIC else "firm"
        stories = [s for s in read("stories")[kind] if industry in s.get("fits", [industry])]
        facts = {"c": short, "full": short + rest, "who": who, "buyer": buyer}
        facts |= {name: about[name] for name in ("goods", "raw", "busy")}
        return cls(facts, Deck(stories, chance), Deck(about["seen"], chance), kind == "public")

    def now(self, **more: Any) -> dict[str, Any]:
        """The facts as they are on one day."""
        return {**self.facts, "seen": self.seen.draw(), **more}


@dataclass
class Matter:
    """One story with one customer, and how far it is."""

    customer: Customer
    steps: list[Step]
    facts: dict[str, Any]
    way: int
    step: int = 0

    @property
    def is_over(self) -> bool:
        return self.step >= len(self.steps)

    @property
    def plan(self) -> str:
        """How its next step stands in a plan."""
        plans = self.steps[self.step]["plan"]
        return filled(plans[self.way % len(plans)], self.customer.facts)

    def go_on(self, chance: random.Random) -> None:
        """The step is taken; the next one goes one of its ways."""
        self.step += 1
        self.way = chance.randint(0, 1)


@dataclass
class Hand:
    """All that one relationship manager has in hand."""

    number: str
    customers: list[Customer] = field(default_factory=list)
    open: list[Matter] = field(default_factory=list)
    firms: list[Customer] = field(default_factory=list)
    turn: int = 0

    def __post_init__(self) -> None:
        self.customers = [Customer.of(self.number, row) for row in read("customers")["customers"][int(self.number)]]
        self.firms = [one for one in self.customers if not one.is_public]

    def next_matters(self, count: int, chance: random.Random) -> list[Matter]:
        """What to go on with, what has waited longest first; new matters begin when too little is left."""
        self.open = [m for m in self.open if not m.is_over]
        while len(self.open) < count + 1:
            self.open.append(self.begin(chance))
        chosen, self.open = self.open[:count], self.open[count:]
        self.open += chosen
        return chosen

    def begin(self, chance: random.Random) -> Matter:
        """A new matter with the customer whose turn it is, unless one is going on there."""
        busy = {m.customer.facts["c"] for m in self.open}
        for _n in range(len(self.customers)):
            customer = self.customers[self.turn % len(self.customers)]
            self.turn += 1
            if customer.facts["c"] not in busy:
                break
        facts = {"amt": chance.choice(AMOUNTS), "n": chance.randint(3, 9)}
        return Matter(customer, customer.stories.draw()["steps"], facts, chance.randint(0, 1))
