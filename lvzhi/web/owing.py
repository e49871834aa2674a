"""How a duty is put into words, and where it is done: what every area says of its own duties."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from lvzhi.desk.subjects import Subject


class Owed(Protocol):
    """A duty, or a line of the agenda: which rule asks, about what, from when."""

    @property
    def rule(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def opens(self) -> dt.datetime: ...


@dataclass(frozen=True)
class Doing:
    """How one rule's duty is put into words, and where it is done.

    `name` is what such a duty is called, `what` the words of one of them, `label` the button, `address` where it
    leads. `several` are the words of many on one line.
    """

    name: Any
    label: Any
    what: Callable[[Owed, Subject | None], str]
    address: Callable[[Owed], str]
    several: Callable[[int], str] | None = None


def key(owed: Owed) -> int:
    """The number of the thing that a duty is about."""
    return int(owed.about.partition("/")[2])
