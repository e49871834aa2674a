"""What a duty, a trail line or a message is about, as one short name: "work_log/12"."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from django.db.models import CharField, Model, Value
from django.db.models.functions import Cast, Concat


class Thing(Protocol):
    """Whatever an action makes or changes: it can be named."""

    @property
    def ref(self) -> str: ...


KINDS: dict[str, type[Model]] = {}
M = TypeVar("M", bound=type[Model])


def known_as(kind: str) -> Callable[[M], M]:
    """Let a model's rows be found again by their ref."""

    def register(model: M) -> M:
        KINDS[kind] = model
        return model

    return register


def ref(kind: str, field: str = "pk") -> Concat:
    """The same name as a database expression, for queries that make many rows at once."""
    return Concat(Value(f"{kind}/"), Cast(field, CharField()), output_field=CharField())


def find(name: str) -> Model | None:
    """The row a ref names, or nothing when there is none."""
    kind, _, key = name.partition("/")
    if kind not in KINDS or not key.isdecimal():
        return None
    return KINDS[kind]._default_manager.filter(pk=int(key)).first()
