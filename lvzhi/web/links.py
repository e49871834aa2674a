"""The page of the thing that a ref names: messages, the trail and search lead there."""

from collections.abc import Callable

from django.urls import reverse


def by_key(name: str) -> Callable[[str], str]:
    return lambda key: reverse(name, kwargs={"pk": int(key)})


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
    "day": lambda _key: reverse("calendar"),
    "change": by_key("calendar_change"),
}


def link(ref: str) -> str:
    """Its address, or nothing when the thing has no page."""
    kind, _, key = ref.partition("/")
    return PAGES[kind](key) if kind in PAGES and key.isdecimal() else ""
