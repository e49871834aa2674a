"""The page of the thing that a ref names: messages, the trail and search lead there."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.urls import reverse

SOME = 1234567890123


def page_of(name: str, pk: int | None = None, **more: Any) -> str:
    """The address of a page by its name. Pages name dozens; found out each time, they cost more than the rows."""
    if pk is None or more:
        return found_once(name, **more if pk is None else more | {"pk": pk})
    return str(pk).join(around(name))


@lru_cache(maxsize=4096)
def found_once(name: str, **given: Any) -> str:
    return reverse(name, kwargs=given or None)


@cache
def around(name: str) -> list[str]:
    """The address of a page about one thing, before and after the thing's key."""
    return reverse(name, kwargs={"pk": SOME}).split(str(SOME))


def by_key(name: str) -> Callable[[str], str]:
    return lambda key: page_of(name, int(key))


PAGES: dict[str, Callable[[str], str]] = {
    "work_log": by_key("log"),
    "daily_report": by_key("report"),
    "task": by_key("task"),
    "approval": by_key("approval"),
    "leave": by_key("leave"),
    "duty": by_key("duty"),
    "staff": by_key("person"),
    "unit": by_key("unit"),
    "customer": by_key("customer"),
    "customer_import": by_key("customers_file"),
    "absence": by_key("absence"),
    "contact": by_key("contact"),
    "appointment": by_key("appointment"),
    "target_import": by_key("targets_file"),
    "people_import": by_key("people_file"),
    "attachment": by_key("attachment"),
    "agreement": by_key("agreement"),
    "export": by_key("export"),
    "taken": by_key("taken"),
    "unmasking": by_key("unmasking"),
    "agreement_version": by_key("agreement_version"),
    "day": lambda _key: page_of("calendar"),
    "change": by_key("calendar_change"),
}


def link(ref: str) -> str:
    """Its address, or nothing when the thing has no page."""
    kind, _, key = ref.partition("/")
    return PAGES[kind](key) if kind in PAGES and key.isdecimal() else ""
