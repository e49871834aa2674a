"""Numbers that the regulation leaves open. Each is declared beside what uses it and may be set anew from a day on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.clock import is_time_of_day
from lvzhi.core.models import ParameterValue

V = TypeVar("V", int, str, bool)
YES_NO = {"true": True, "false": False}


def anything(value: Any) -> bool:
    """A parameter that takes every value of its type."""
    return True


@dataclass(frozen=True)
class Between:
    """A whole number between two bounds, both allowed."""

    low: int
    high: int

    def __call__(self, value: int) -> bool:
        return self.low <= value <= self.high

    @property
    def hint(self) -> str:
        return _("a whole number from %(low)s to %(high)s") % {"low": self.low, "high": self.high}


@dataclass(frozen=True)
class TimesOfDay:
    """One or several times of day, with a space between two."""

    most: int = 1
    earliest: str = "00:00"

    def __call__(self, value: str) -> bool:
        times = value.split()
        return 0 < len(times) <= self.most and all(is_time_of_day(t) and t >= self.earliest for t in times)

    @property
    def hint(self) -> str:
        if self.most == 1:
            return _("a time of day from %(first)s to 24:00") % {"first": self.earliest}
        words = _("up to %(most)s times of day from %(first)s to 24:00, with a space between")
        return words % {"most": self.most, "first": self.earliest}


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
        if (recorder := ASKED.get()) is not None:
            recorder.add(self.key)
        tried = TRIAL.get()
        if self.key in tried:
            return tried[self.key]  # type: ignore[no-any-return]
        return newest(self.key, day, self.default)

    @property
    def hint(self) -> str:
        """Which values it takes, in words."""
        return str(getattr(self.check, "hint", ""))

    def parsed(self, text: str) -> V:
        """What somebody typed, as a value; says what is wrong with it otherwise."""
        value = as_typed(text.strip(), type(self.default))
        if value is None or not self.check(value):
            raise ValidationError(_("Give %(what)s.") % {"what": self.hint or _("a value that is allowed")})
        return value


def as_typed(text: str, kind: type[V]) -> V | None:
    """The text as a value of this type, or nothing."""
    if kind is bool:
        return YES_NO.get(text)
    if kind is str:
        return " ".join(text.split())  # type: ignore[return-value]
    try:
        return int(text)  # type: ignore[return-value]
    except ValueError:
        return None


PARAMETERS: dict[str, Parameter[Any]] = {}
TRIAL: ContextVar[Mapping[str, Any]] = ContextVar("trial", default=MappingProxyType({}))
ASKED: ContextVar[set[str] | None] = ContextVar("asked", default=None)
REMEMBERED: ContextVar[Mapping[str, list[tuple[dt.date, Any]]] | None] = ContextVar("remembered", default=None)


def parameter(key: str, clause: str, default: V, title: str, check: Callable[[V], bool] = anything) -> Parameter[V]:
    """Declare a parameter."""
    one = Parameter(key, clause, default, title, check)
    PARAMETERS[key] = one
    return one


def newest(key: str, day: dt.date, default: V) -> V:
    """The value set last for this day or one before it."""
    known = REMEMBERED.get()
    if known is not None:
        return next((value for since, value in known.get(key, ()) if since <= day), default)
    row = ParameterValue.objects.filter(key=key, since__lte=day).order_by("-since", "-id").first()
    return default if row is None else row.value


@contextmanager
def remembered() -> Iterator[None]:
    """Read every value once, for a night or a simulation that asks thousands of times."""
    found: dict[str, list[tuple[dt.date, Any]]] = defaultdict(list)
    for key, since, value in ParameterValue.objects.order_by("-since", "-id").values_list("key", "since", "value"):
        found[key].append((since, value))
    token = REMEMBERED.set(found)
    try:
        yield
    finally:
        REMEMBERED.reset(token)


@contextmanager
def tried(values: Mapping[str, Any]) -> Iterator[None]:
    """Ask "what if" with other values, for this thread alone."""
    token = TRIAL.set({**TRIAL.get(), **values})
    try:
        yield
    finally:
        TRIAL.reset(token)


@contextmanager
def asked() -> Iterator[set[str]]:
    """Note which parameters are asked meanwhile: so the parameters of a rule are found by asking the rule."""
    keys: set[str] = set()
    token = ASKED.set(keys)
    try:
        yield keys
    finally:
        ASKED.reset(token)
