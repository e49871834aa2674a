"""What a list can be narrowed by. Each filter knows its fields, its question to the database and its words."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import midnight_after, moment
from lvzhi.core.days import DayField
from lvzhi.people.models import LEADING, Staff, Unit, UnitAncestor
from lvzhi.people.queries import READS_ALL, units_below

Words = Any  # a translated string, now or later
Data = dict[str, Any]
LIKELY = 50  # people that a name may mean; who means more types more of it


@dataclass(frozen=True)
class Scope:
    """Who asks, and on which day."""

    staff: Staff
    day: dt.date

    @cached_property
    def is_wide(self) -> bool:
        """Whether this person sees more than the own rows; only then do people and units need choosing."""
        return self.staff.holds(self.day, *LEADING, *READS_ALL)

    @property
    def units(self) -> QuerySet[Unit]:
        """The units among which this person can choose."""
        found = Unit.objects.order_by("code")
        if self.staff.holds(self.day, *READS_ALL):
            return found
        return found.filter(pk__in=units_below(self.staff, self.day))


class Filter(Protocol):
    """One thing to narrow a list by.

    `wide` filters are for people who see more than their own rows; `bounded` ones have no index: they
    look through no more than the newest rows that the others leave (see Listing).
    """

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Words: ...

    @property
    def wide(self) -> bool: ...

    @property
    def bounded(self) -> bool: ...

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        """The fields of the form; without a scope, as the API describes them."""
        ...

    def narrow(self, data: Data) -> Q | None:
        """The question to the database, nothing when the filter is not used."""
        ...

    def words(self, data: Data) -> str:
        """The filter as it stands on its chip, "" when it is not used."""
        ...


@dataclass(frozen=True)
class Choice:
    """One of a few values."""

    name: str
    label: Words
    choices: Sequence[tuple[str, Words]]
    by: Callable[[str], Q]
    wide: bool = False
    bounded: bool = False

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        return {self.name: forms.ChoiceField(label=self.label, required=False, choices=[("", _("all")), *self.choices])}

    def narrow(self, data: Data) -> Q | None:
        return self.by(data[self.name]) if data.get(self.name) else None

    def words(self, data: Data) -> str:
        return str(dict(self.choices).get(data.get(self.name, ""), ""))


def yes_no(name: str, label: Words, yes: Callable[[], Q], *, bounded: bool = False) -> Choice:
    """A question with two answers."""
    answers = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
    return Choice(name, label, answers, lambda value: yes() if value == "yes" else ~yes(), bounded=bounded)


@dataclass(frozen=True)
class DayRange:
    """From a day to a day, both included; either may be left open. `moments` when the field is a moment, not a day."""

    name: str
    label: Words
    field: str
    moments: bool = False
    wide: bool = False
    bounded: bool = False

    @property
    def first(self) -> str:
        return f"{self.name}_from"

    @property
    def last(self) -> str:
        return f"{self.name}_to"

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        def field(label: str) -> forms.Field:
            return DayField(label=label, required=False)

        return {
            self.first: field(_("%(what)s from") % {"what": self.label}),
            self.last: field(_("%(what)s to") % {"what": self.label}),
        }

    def narrow(self, data: Data) -> Q | None:
        asked = Q()
        if first := data.get(self.first):
            asked &= Q(**{f"{self.field}__gte": moment(first) if self.moments else first})
        if last := data.get(self.last):
            asked &= Q(**{f"{self.field}__lt": midnight_after(last)} if self.moments else {f"{self.field}__lte": last})
        return asked or None

    def words(self, data: Data) -> str:
        first, last = data.get(self.first), data.get(self.last)
        if first and last:
            return f"{first} – {last}" if first != last else str(first)
        if first:
            return _("since %(day)s") % {"day": first}
        return _("until %(day)s") % {"day": last} if last else ""


class Named(ModelChoiceIterator):  # type: ignore[type-arg]
    """The names of all choices in one go; the library opens a cursor on the server and makes an object for each."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label
        yield from self.queryset.values_list("pk", "name")


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its name."""

    iterator = Named


@dataclass(frozen=True)
class UnitChoice:
    """A unit and everything under it."""

    name: str
    label: Words
    field: str = "unit"
    wide: bool = True
    bounded: bool = False

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        units = scope.units if scope else Unit.objects.none()
        return {self.name: UnitField(units, label=self.label, required=False, empty_label=_("all"))}

    def narrow(self, data: Data) -> Q | None:
        if not (unit := data.get(self.name)):
            return None
        below = UnitAncestor.objects.filter(ancestor=unit).values_list("unit", flat=True)
        return Q(**{f"{self.field}__in": list(below)})

    def words(self, data: Data) -> str:
        return str(data.get(self.name) or "")


@dataclass(frozen=True)
class Person:
    """Somebody by employee number, name, or the beginning of the name in pinyin."""

    name: str
    label: Words
    field: str = "owner"
    wide: bool = True
    bounded: bool = False

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        return {self.name: text_field(self.label, _("name, pinyin or number"), 30)}

    def narrow(self, data: Data) -> Q | None:
        if not (text := data.get(self.name)):
            return None
        likely = Q(number=text) | Q(name__contains=text) | Q(pinyin__startswith=text.lower())
        found = Staff.objects.filter(likely).order_by("pinyin", "pk").values_list("pk", flat=True)
        return Q(**{f"{self.field}__in": list(found[:LIKELY])})

    def words(self, data: Data) -> str:
        return str(data.get(self.name) or "")


@dataclass(frozen=True)
class Text:
    """Words that the row must contain, as `by` looks for them."""

    name: str
    label: Words
    by: Callable[[str], Q]
    wide: bool = False
    bounded: bool = True

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        return {self.name: text_field(self.label, "", 60)}

    def narrow(self, data: Data) -> Q | None:
        return self.by(data[self.name]) if data.get(self.name) else None

    def words(self, data: Data) -> str:
        return str(data.get(self.name) or "")


def text_field(label: Words, hint: str, longest: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "placeholder": hint, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)
