"""How a kind of request is put into words; lvzhi/web/asked.py lists them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lvzhi.records.models import Approval

Facts = Mapping[str, Any]
Pairs = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Asking:
    """One kind of request: its name, one of them in a line, where the record stands, what is known about it."""

    name: Any
    what: Callable[[Facts], str]
    page: Callable[[Approval], str] = lambda _approval: ""
    shown: Callable[[Approval], Pairs] = lambda _approval: []
