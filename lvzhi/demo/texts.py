"""The words of the demo: fragments that fit together, kept as data and drawn without repeating themselves."""

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"
SLOT = re.compile("<([a-z]+)>")


@cache
def read(name: str) -> Any:
    """One file of fragments."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def dice(*about: object) -> random.Random:
    """Chance that is the same for the same matter on every machine and on every day of loading."""
    return random.Random("/".join(str(one) for one in about))  # noqa: S311 (a story, not a secret)


class Deck:
    """Draws fragments one after another in a shuffled order; none comes again before all have come."""

    def __init__(self, fragments: Sequence[Any], chance: random.Random) -> None:
        self.fragments, self.chance = list(fragments), chance
        self.left: list[Any] = []

    def draw(self) -> Any:
        if not self.left:
            self.left = list(self.fragments)
            self.chance.shuffle(self.left)
        return self.left.pop()


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """A fragment with its names put in: <c> is the company."""
    return SLOT.sub(lambda slot: str(facts[slot[1]]), text)
