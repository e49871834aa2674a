"""Fields that several forms about customers share."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Appointment, Mode, Place, Purpose
from lvzhi.core.clock import ZONE
from lvzhi.core.masking import phone as masked
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.web import words

# Choices are given as functions: lists of them would be copied for every form.


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the people at the customer; the telephone is shown masked."""

    def __init__(self, **kwargs: Any) -> None:
        empty = gettext_lazy("somebody else")
        super().__init__(ContactPerson.objects.none(), required=False, empty_label=empty, **kwargs)

    def label_from_instance(self, obj: ContactPerson) -> str:
        return " · ".join(filter(None, (obj.name, obj.title or obj.get_position_display(), masked(obj.phone))))


class AppointmentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the appointments that still stand."""

    def __init__(self, **kwargs: Any) -> None:
        empty = gettext_lazy("none")
        super().__init__(Appointment.objects.none(), required=False, empty_label=empty, **kwargs)

    def label_from_instance(self, obj: Appointment) -> str:
        return f"{words.moment(obj.starts)} {obj.purpose}"


class PurposesField(forms.MultipleChoiceField):
    """What a contact is for; several may be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lambda: Purpose.choices, widget=forms.CheckboxSelectMultiple, **kwargs)


def mode_field(label: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: Mode.choices, **kwargs)


def people_of(customer: Customer | None) -> QuerySet[ContactPerson]:
    """Who is there to be met, whom one asks first on top."""
    if customer is None:
        return ContactPerson.objects.none()
    return ContactPerson.objects.filter(customer=customer, gone_on=None).order_by("-is_first", "name", "pk")


def whole_minute(at: dt.datetime) -> dt.datetime:
    """A moment as a field shows it."""
    return at.astimezone(ZONE).replace(second=0, microsecond=0)


def chosen(field: Any, queryset: QuerySet[Any]) -> None:
    """Give a field of choices its rows."""
    field.queryset = queryset


ELSEWHERE = tuple((value, label) for value, label in Place.choices if value != Place.CUSTOMER)
