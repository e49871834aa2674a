"""Fields that several forms about customers share."""

import datetime as dt
import re
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Appointment, Mode, Place, Purpose
from lvzhi.core.clock import ZONE
from lvzhi.core.masking import phone as masked
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.customers.sql import person_at
from lvzhi.web import words

KEY = re.compile("[0-9]{1,18}")
# Choices are given as functions: lists of them would be copied for every form.


class PersonField(forms.ChoiceField):
    """One of the people at the customer. All are looked up when the form is drawn, the one chosen when it comes."""

    default_error_messages: ClassVar = {
        "invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"]
    }
    customer: Customer | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def offer(self, customer: Customer | None) -> None:
        """Let somebody of this customer be chosen."""
        self.customer = customer
        self.choices = lambda: [("", _("somebody else")), *((one.pk, labelled(one)) for one in people_of(customer))]

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, ContactPerson) else value

    def to_python(self, value: Any) -> ContactPerson | None:
        if value in self.empty_values:
            return None
        is_key = KEY.fullmatch(str(value))
        found = person_at(self.customer, int(value)) if self.customer and is_key else None
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found

    def validate(self, value: Any) -> None:
        """Whoever was found is one of them."""
        forms.Field.validate(self, value)


def labelled(person: ContactPerson) -> str:
    """Somebody to be chosen; the telephone is shown masked."""
    return " · ".join(filter(None, (person.name, person.title or person.get_position_display(), masked(person.phone))))


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
