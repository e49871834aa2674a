"""The forms of appointments: made, moved, called off (16.1)."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Appointment, Mode
from lvzhi.contacts.saying import Agreed
from lvzhi.core.days import MomentField
from lvzhi.customers.models import Customer
from lvzhi.web.contacts.fields import PersonField, mode_field, people_of
from lvzhi.web.forms import ActionForm

WHY = {"required": gettext_lazy("Say why.")}
MODES = [one for one in Mode.choices if one[0] != Mode.MASS]


class AppointmentForm(ActionForm):
    """Agreed with a customer for a day and an hour."""

    clauses = ("16.1",)

    starts = MomentField(label=gettext_lazy("When"), error_messages={"required": gettext_lazy("Say when.")})
    ends = MomentField(label=gettext_lazy("Until"), required=False)
    mode = mode_field(gettext_lazy("How"))
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what it is for.")},
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=100, required=False)
    person = PersonField(label=gettext_lazy("Contact person"))

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = MODES  # type: ignore[attr-defined]
        self.fields["person"].offer(customer)  # type: ignore[attr-defined]

    def agreed(self) -> Agreed:
        """What was typed, as the action takes it."""
        names = ("starts", "ends", "mode", "purpose", "place", "person")
        return Agreed(**{name: self.cleaned_data[name] for name in names})


class MoveForm(AppointmentForm):
    """Another time, with the reason."""

    reason = forms.CharField(label=gettext_lazy("Why it is moved"), max_length=200, error_messages=WHY)


class OffForm(ActionForm):
    """It does not take place, with the reason."""

    clauses = ("16.1",)

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, error_messages=WHY)


def start_of_appointment(day: dt.date, customer: Customer) -> dict[str, Any]:
    """Whom one asks first, at the customer's own place."""
    return {"mode": Mode.VISIT, "place": customer.address, "person": people_of(customer).first()}


def as_agreed(appointment: Appointment) -> dict[str, Any]:
    """What was agreed so far."""
    names = ("starts", "ends", "mode", "purpose", "place", "person")
    return {name: getattr(appointment, name) for name in names}
