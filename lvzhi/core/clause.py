"""Which clause is carried out by what: rules, checks, forms, registers and pages write themselves in here."""

from collections import defaultdict
from typing import Literal

Part = Literal["rules", "checks", "forms", "registers", "pages"]
PARTS: tuple[Part, ...] = ("rules", "checks", "forms", "registers", "pages")

INDEX: dict[str, dict[Part, list[str]]] = defaultdict(lambda: {part: [] for part in PARTS})


def register(code: str, part: Part, name: str) -> None:
    """Say that `name` (a rule, an action, a form, a register, a URL name) carries out this clause."""
    if name not in INDEX[code][part]:
        INDEX[code][part].append(name)
