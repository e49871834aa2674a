"""The forms of the off-post register: leave, change, check."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Absence, Appointment, Business, Place, SpotCheck
from lvzhi.contacts.registers.absences import as_changed
from lvzhi.contacts.saying import Outing
from lvzhi.core.days import MomentField
from lvzhi.customers.models import Customer, CustomerQuerySet
from lvzhi.web.contacts.fields import PersonField, people_of, whole_minute
from lvzhi.web.customers.picking import CustomerPick
from lvzhi.web.forms import ActionForm

TWO_HOURS = dt.timedelta(hours=2)
ON_BUSINESS = [one for one in Business.choices if one[0] != Business.PRIVATE]
NEEDED = {"required": gettext_lazy("This is needed.")}


@dataclass(frozen=True)
class Whither:
    """Where somebody goes: to a customer that is chosen, or typed among those one sees (`seen`); or elsewhere."""

    kind: str
    customer: Customer | None = None
    new: bool = False
    seen: "CustomerQuerySet | None" = None

    @property
    def title(self) -> str:
        if self.customer is not None:
            return str(self.customer)
        if self.kind == Place.CUSTOMER:
            return _("new prospect") if self.new else _("Outing to a customer")
        return str(Place(self.kind).label)


class OutingForm(ActionForm):
    """Who leaves says where to, why, to whom, and until when (12.1)."""

    clauses = ("12.1",)

    customer = CustomerPick(label=gettext_lazy("Customer"), error_messages=NEEDED)
    prospect = forms.CharField(label=gettext_lazy("New prospect"), max_length=100, error_messages=NEEDED)
    business = forms.ChoiceField(label=gettext_lazy("Business"), choices=ON_BUSINESS)
    purpose = forms.CharField(label=gettext_lazy("What for"), max_length=300, error_messages=NEEDED)
    person = PersonField(label=gettext_lazy("Whom you meet"))
    person_name = forms.CharField(label=gettext_lazy("Whom one meets"), max_length=60, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Customer's phone"), max_length=20, required=False, widget=forms.TextInput({"type": "tel"})
    )
    place = forms.CharField(label=gettext_lazy("Where to"), max_length=100, error_messages=NEEDED)
    leaves_at = MomentField(label=gettext_lazy("Leaves at"))
    back_by = MomentField(label=gettext_lazy("Expected back"))
    companions = forms.CharField(label=gettext_lazy("Who comes along"), max_length=100, required=False)
    transport = forms.CharField(label=gettext_lazy("How"), max_length=40, required=False)
    late_reason = forms.CharField(label=gettext_lazy("Why it is entered afterwards"), max_length=200, required=False)

    def __init__(self, *args: Any, whither: Whither, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whither, customer, kind = whither, whither.customer, whither.kind
        if not whither.new:
            del self.fields["prospect"]
        if whither.seen is None:
            del self.fields["customer"]
        else:
            self.fields["customer"].seen = whither.seen  # type: ignore[attr-defined]
            self.fields["place"].required = False
        if customer is None:
            del self.fields["person"]
        else:
            self.fields["person"].offer(customer)  # type: ignore[attr-defined]
        if kind != Place.CUSTOMER:
            self.fields["business"].choices = [("", gettext_lazy("choose")), *ON_BUSINESS]  # type: ignore[attr-defined]
            del self.fields["person_name"], self.fields["phone"]

    def outing(self, appointment: Appointment | None) -> Outing:
        """What was typed, as the action takes it. Of a customer that was typed the file says what was left empty."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("once", "who")}
        typed: Customer | None = said.pop("customer", None)
        if typed is not None and not said["person_name"]:
            said["person"] = people_of(typed).first()
        if typed is not None and not said["place"]:
            said["place"] = typed.address or typed.name
        customer = typed or self.whither.customer
        return Outing(**said, place_kind=self.whither.kind, customer=customer, appointment=appointment)


def start_of_outing(at: dt.datetime, customer: Customer | None, appointment: Appointment | None) -> dict[str, Any]:
    """What the system knows before anybody types: now, two hours, the customer's address, whom one asks first."""
    known: dict[str, Any] = {"leaves_at": whole_minute(at), "back_by": whole_minute(at + TWO_HOURS)}
    if customer is not None:
        known |= {"place": customer.address or customer.district, "person": people_of(customer).first()}
    if appointment is not None:
        known |= {"purpose": appointment.purpose, "person": appointment.person_id or known["person"]}
        known |= {"place": appointment.place} if appointment.place else {}
    return known


class ChangeForm(ActionForm):
    """Another place or time, or that one does not go, with the reason."""

    clauses = ("12.1",)

    place = forms.CharField(label=gettext_lazy("Where to"), max_length=100, required=False)
    back_by = MomentField(label=gettext_lazy("Expected back"), required=False)
    cancelled = forms.BooleanField(label=gettext_lazy("I do not go at all"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, error_messages={"required": gettext_lazy("Say why.")}
    )

    def changes(self, absence: Absence) -> dict[str, Any]:
        """What differs from what is registered, as the action takes it."""
        said = self.cleaned_data
        place, back_by = as_changed(absence)
        if said["cancelled"]:
            return {"cancelled": True, "reason": said["reason"]}
        later = said["back_by"] if said["back_by"] not in (None, whole_minute(back_by)) else None
        return {"place": said["place"] if said["place"] != place else "", "back_by": later, "reason": said["reason"]}


class CheckForm(ActionForm):
    """The supervisor makes sure of an entry."""

    clauses = ("12.1",)

    way = forms.CharField(
        label=gettext_lazy("How it was checked"),
        max_length=60,
        error_messages={"required": gettext_lazy("Say how you made sure.")},
    )
    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        choices=SpotCheck.Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what was found.")},
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)
