"""The things that lines of the trail are about: what they are called, and where they can be seen."""

from collections.abc import Sequence
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as lazy

from lvzhi.core.models import TrailLine
from lvzhi.desk.subjects import subjects
from lvzhi.people.models import Staff, Unit
from lvzhi.web.links import page_of

THINGS: dict[str, tuple[Any, str]] = {
    "work_log": (lazy("Work log"), "log"),
    "work_log_note": (lazy("Addition to a log"), ""),
    "work_log_comment": (lazy("Comment on a log"), ""),
    "work_log_reading": (lazy("Read mark"), ""),
    "task": (lazy("Task"), "task"),
    "task_done": (lazy("Result of a task"), ""),
    "message": (lazy("Message"), ""),
    "duty": (lazy("Duty"), "duty"),
    "customer": (lazy("Customer"), "customer"),
    "contact_person": (lazy("Contact person"), "contact_person"),
    "staff": (lazy("Person"), "person"),
    "unit": (lazy("Unit"), "unit"),
    "post": (lazy("Post"), ""),
    "deputy": (lazy("Deputy"), ""),
    "parameter": (lazy("Parameter"), ""),
    "day": (lazy("Day of the calendar"), ""),
    "attachment": (lazy("Attachment"), ""),
    "register": (lazy("Register"), ""),
    "bank_text": (lazy("The bank's own text"), ""),
    "change": (lazy("Change"), "calendar_change"),
}
NAMES = {"staff": Staff, "unit": Unit}


def name_things(lines: Sequence[TrailLine]) -> None:
    """Give each line the name of its thing; one query for each kind that has names, however many lines there are."""
    refs = {line.ref for line in lines if line.ref}
    known = {ref: f"{one.title or one.whom} {one.on or ''}".strip() for ref, one in subjects(refs).items()}
    for kind, model in NAMES.items():
        keys = [int(ref.partition("/")[2]) for ref in refs if ref.startswith(f"{kind}/")]
        if keys:
            rows: Any = model._default_manager.filter(pk__in=keys).values_list("pk", "name")
            known |= {f"{kind}/{pk}": name for pk, name in rows}
    for line in lines:
        line.thing = thing(line.ref, known.get(line.ref, ""))  # type: ignore[attr-defined]


def thing(ref: str, name: str = "") -> str:
    """What it was done to: "Work log 12", "Person 张三"."""
    kind, _slash, key = ref.partition("/")
    words = THINGS.get(kind)
    return f"{words[0]} {name or key}" if words else ref


def address(ref: str) -> str:
    """The page of the thing, if it has one."""
    kind, _slash, key = ref.partition("/")
    name = THINGS.get(kind, ("", ""))[1]
    if not name or not key.isdecimal():
        return ""
    try:
        return page_of(name, pk=int(key))
    except NoReverseMatch:
        return ""
