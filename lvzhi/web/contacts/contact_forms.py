"""The forms of contacts: said on the way back from an outing, or by itself; reviewed; promises kept (16.1)."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Absence, Appointment, Business, Mode, Promise, Purpose, Satisfaction
from lvzhi.contacts.saying import Back, Said
from lvzhi.core.days import DayField, MomentField
from lvzhi.customers.models import Customer, CustomerQuerySet
from lvzhi.web.contacts.fields import (
    AppointmentField,
    PersonField,
    PurposesField,
    chosen,
    mode_field,
)
from lvzhi.web.customers.picking import CustomerPick
from lvzhi.web.files_field import attachments
from lvzhi.web.forms import ActionForm

NEEDED = {"required": gettext_lazy("This is needed.")}
FOR = {
    Business.VISIT: Purpose.RELATION,
    Business.BEFORE_LOAN: Purpose.INFORMATION,
    Business.AFTER_LOAN: Purpose.INSPECTION,
    Business.COLLECTION: Purpose.COLLECTION,
    Business.SIGNING: Purpose.SIGNING,
    Business.CAMPAIGN: Purpose.PRODUCTS,
}

PROMISED = ("promise", "promise_on", "their_promise", "their_promise_on")


class ContactPart(ActionForm):
    """What every contact says, however it came about."""

    clauses: tuple[str, ...] = ("16.1",)

    minutes = forms.CharField(
        label=gettext_lazy("What was said"), max_length=2000, error_messages=NEEDED, widget=forms.Textarea({"rows": 4})
    )
    result = forms.CharField(label=gettext_lazy("Result"), max_length=300, error_messages=NEEDED)
    next_step = forms.CharField(label=gettext_lazy("Next step"), max_length=200, error_messages=NEEDED)
    next_on = DayField(label=gettext_lazy("Next step on"), required=False)
    person = PersonField(label=gettext_lazy("Contact person"))
    persons = forms.CharField(label=gettext_lazy("Whom one met"), max_length=120, required=False)
    purposes = PurposesField(
        label=gettext_lazy("Purpose"), error_messages={"required": gettext_lazy("Say what it was for.")}
    )
    needs = forms.CharField(label=gettext_lazy("Needs and objections"), max_length=500, required=False)
    signals = forms.CharField(label=gettext_lazy("Signs of change in the business"), max_length=500, required=False)
    competitors = forms.CharField(label=gettext_lazy("What other banks do"), max_length=500, required=False)
    products = forms.CharField(label=gettext_lazy("Products presented"), max_length=200, required=False)
    satisfaction = forms.TypedChoiceField(
        label=gettext_lazy("How content"),
        choices=lambda: [("", gettext_lazy("not asked")), *Satisfaction.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    promise = forms.CharField(label=gettext_lazy("What we promised"), max_length=200, required=False)
    promise_on = DayField(label=gettext_lazy("By when"), required=False)
    their_promise = forms.CharField(label=gettext_lazy("What they promised"), max_length=200, required=False)
    their_promise_on = DayField(label=gettext_lazy("By when"), required=False)
    files = attachments()  # type: ignore[assignment]

    more = ("needs", "signals", "competitors", "products", "satisfaction", "files")

    def __init__(self, *args: Any, customer: Customer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "person" in self.fields:
            self.fields["person"].offer(customer)  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """What was typed about the contact itself."""
        names = ("minutes", "result", "next_step", "next_on", "person", "persons", "purposes", *self.more)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data} | {
            "promises": self.promises()
        }

    def promises(self) -> list[Promise]:
        """What was promised on either side."""
        said = self.cleaned_data
        both = ((True, "promise"), (False, "their_promise"))
        return [Promise(ours=ours, text=said[name], due_on=said[f"{name}_on"]) for ours, name in both if said.get(name)]


class ContactForm(ContactPart):
    """A visit, a call or a message without an outing."""

    customer = CustomerPick(label=gettext_lazy("Customer"), error_messages=NEEDED)
    met_at = MomentField(label=gettext_lazy("When"))
    until = MomentField(label=gettext_lazy("Until"), required=False)
    mode = mode_field(gettext_lazy("How"), widget=forms.RadioSelect)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=100, required=False)
    ours = forms.CharField(label=gettext_lazy("Who came along"), max_length=100, required=False)
    appointment = AppointmentField(label=gettext_lazy("Appointment that it keeps"))

    def __init__(
        self, *args: Any, appointments: QuerySet[Appointment] | None, seen: CustomerQuerySet | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if appointments is None:
            del self.fields["appointment"]
        else:
            chosen(self.fields["appointment"], appointments)
        if seen is None:
            del self.fields["customer"]
        else:
            del self.fields["person"]
            self.fields["customer"].seen = seen  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was typed, as the action takes it."""
        names = ("met_at", "until", "mode", "place", "ours")
        more = {name: self.cleaned_data[name] for name in names}
        return Said(**self.words(), **more, appointment=self.cleaned_data.get("appointment"))


class ReturnForm(ContactPart):
    """Back from an outing: time and result, and at a customer's the contact in the same breath."""

    clauses: tuple[str, ...] = ("12.1", "16.1")

    met = forms.BooleanField(label=gettext_lazy("Nobody of the customer was met"), required=False)
    back_at = MomentField(label=gettext_lazy("Back at"))
    goes_home = forms.BooleanField(label=gettext_lazy("I go home directly and do not come back today"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    of_contact = ("minutes", "person", "persons", "purposes", "next_on", *PROMISED)

    def __init__(self, *args: Any, absence: Absence, contact: bool, **kwargs: Any) -> None:
        super().__init__(*args, customer=absence.customer, **kwargs)
        self.absence, self.contact = absence, contact
        if not contact:
            for name in (*self.of_contact, *(one for one in self.more if one != "files"), "met"):
                del self.fields[name]
            self.fields["next_step"].required = False
        elif self.is_bound and self.data.get("met"):
            for name in ("minutes", "next_step", "purposes"):
                self.fields[name].required = False

    def back(self) -> Back:
        """The return, as the action takes it."""
        said = self.cleaned_data
        return Back(
            at=said["back_at"], result=said["result"], next_step=said["next_step"],
            goes_home=said["goes_home"], reason=said["reason"],
        )  # fmt: skip

    def said(self) -> Said | None:
        """The contact, filled from what was entered when leaving; nothing when nobody was met."""
        if not self.contact or self.cleaned_data["met"]:
            return None
        out = self.absence
        return Said(
            **self.words(), met_at=out.leaves_at, until=self.cleaned_data["back_at"], mode=Mode.VISIT,
            place=out.place, ours=out.companions,
        )  # fmt: skip


def start_of_return(at: dt.datetime, absence: Absence) -> dict[str, Any]:
    """What the outing says already."""
    persons = absence.person_name if absence.person_id is None else ""
    purpose = FOR.get(Business(absence.business), Purpose.RELATION)
    return {"back_at": at, "person": absence.person_id, "persons": persons, "purposes": [purpose]}


class ReviewForm(ActionForm):
    """Whether a contact counts."""

    clauses = ("16.1",)

    effective = forms.TypedChoiceField(
        label=gettext_lazy("Does it count?"),
        choices=[("yes", gettext_lazy("Effective")), ("no", gettext_lazy("Not effective"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it counts.")},
    )
    opinion = forms.CharField(
        label=gettext_lazy("Opinion"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )


class PromiseForm(ActionForm):
    """A promise was kept, or is given up."""

    clauses = ("16.1",)

    given_up = forms.BooleanField(label=gettext_lazy("It is given up"), required=False)
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)
