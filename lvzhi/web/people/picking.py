"""Fields that take a person or a unit: type a name, pinyin or number and choose, or type the number itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from lvzhi.people.directory import called, units_called
from lvzhi.people.models import Staff, Unit
from lvzhi.people.names import narrow, tidy


def named(thing: Staff | Unit) -> str:
    """A person or unit as the field shows it: the number or code, then the name."""
    return f"{thing.number if isinstance(thing, Staff) else thing.code} {thing.name}"


class Pick(forms.CharField):
    """Words that name one person or unit. What may be chosen is asked for while somebody types."""

    listed = ""  # the id of the list of suggestions, which is also the block that the server sends
    address: Any = reverse_lazy("find_people")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {
            "list": self.listed,
            "autocomplete": "off",
            "hx-get": self.address,
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{self.listed}",
            "hx-swap": "innerHTML",
        }

    def prepare_value(self, value: Any) -> Any:
        return named(value) if isinstance(value, Staff | Unit) else value

    def clean(self, value: Any) -> Any:
        text = " ".join(super().clean(value).split())
        return self.one(text) if text else None

    def one(self, text: str) -> Any:
        """The one that is meant: by number, by the whole name, or the only one that fits."""
        for rows in self.ways(text):
            found = list(rows[:2])
            if len(found) == 1:
                return found[0]
            if found:
                raise ValidationError(_("Several are called “%(text)s”: choose one from the list.") % {"text": text})
        raise ValidationError(_("Nothing is called “%(text)s”: choose from the list.") % {"text": text})

    def ways(self, text: str) -> list[QuerySet[Any]]:
        raise NotImplementedError


def first_word(text: str) -> str:
    return narrow(text.partition(" ")[0])


class UnitPick(Pick):
    listed = "units_found"

    def ways(self, text: str) -> list[QuerySet[Any]]:
        by_code = Unit.objects.filter(code__iexact=first_word(text))
        return [by_code, Unit.objects.filter(name=tidy(text)), units_called(text)]


class StaffPick(Pick):
    listed = "people_found"

    def ways(self, text: str) -> list[QuerySet[Any]]:
        people = Staff.objects.filter(is_active=True)
        by_number = people.filter(number__iexact=first_word(text))
        return [by_number, people.filter(name=tidy(text)), people.filter(called(text))]
