"""Numbers that the regulation leaves open. Each is declared beside what uses it and may be set anew from a day on."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from lvzhi.core.models import ParameterValue

V = TypeVar("V", int, str, bool)


def anything(value: Any) -> bool:
    """A parameter that takes every value of its type."""
    return True


@dataclass(frozen=True)
class Parameter(Generic[V]):
    """One open number: the clause it belongs to, its default, and what it means in words (an English source string)."""

    key: str
    clause: str
    default: V
    title: str
    check: Callable[[V], bool] = anything

    def on(self, day: dt.date) -> V:
        """The value in force on this day."""
        tried = TRIAL.get()
        if self.key in tried:
            return tried[self.key]  # type: ignore[no-any-return]
        row = ParameterValue.objects.filter(key=self.key, since__lte=day).order_by("-since", "-id").first()
        return self.default if row is None else row.value


PARAMETERS: dict[str, Parameter[Any]] = {}
TRIAL: ContextVar[Mapping[str, Any]] = ContextVar("trial", default=MappingProxyType({}))  # noqa: B039 (it is read-only)


def parameter(key: str, clause: str, default: V, title: str, check: Callable[[V], bool] = anything) -> Parameter[V]:
    """Declare a parameter."""
    one = Parameter(key, clause, default, title, check)
    PARAMETERS[key] = one
    return one


@contextmanager
def tried(**values: Any) -> Iterator[None]:
    """Ask "what if" with other values, for this thread alone; keys are written with "__" for the dot."""
    token = TRIAL.set({key.replace("__", "."): value for key, value in values.items()})
    try:
        yield
    finally:
        TRIAL.reset(token)
