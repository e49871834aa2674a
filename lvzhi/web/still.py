"""Parts around a page that are the same for everybody who may go to the same places: drawn once a process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

MOST = 2000  # drawings a process keeps: languages × sets of places × the present one

Macro = Callable[..., str]


@dataclass(frozen=True)
class Links:
    """Links as part of a key: two sets are alike when they lead to the same pages and mark the same one."""

    key: tuple[tuple[str, bool], ...]
    links: Sequence[Any] = field(compare=False)


def key(link: Any) -> tuple[str, bool]:
    """Where a link leads, and whether one is there; its words follow from that."""
    if isinstance(link, dict):
        return str(link["url"]), False
    return link.url, link.current


def still(macro: Macro, *links: Sequence[Any]) -> str:
    """What a macro draws of these links in the language of the page."""
    return drawn(get_language(), macro, *(Links(tuple(map(key, one)), one) for one in links))


@lru_cache(maxsize=MOST)
def drawn(_language: str | None, macro: Macro, *links: Links) -> str:
    return macro(*(one.links for one in links))
