"""The forms of customers, of who manages them, and of the people one talks to there."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvzhi.core.days import DayField
from lvzhi.core.masking import phone as masked
from lvzhi.customers.actions import Facts, PersonFacts
from lvzhi.customers.models import ContactPerson, Customer, Segment, Size, Tier
from lvzhi.web.forms import ActionForm
from lvzhi.web.people.forms import FIGURES, SIGNS, Narrow, Phone
from lvzhi.web.people.picking import StaffPick, UnitPick

PICK = _("Type name, pinyin, initials or number and choose.")


def hidden(phone: str) -> str:
    """A telephone that is there already is not shown whole; what is left empty stays as it is."""
    return gettext("Now %(phone)s; empty keeps it.") % {"phone": masked(phone)} if phone else ""


class CustomerForm(ActionForm):
    """What is written about a customer."""

    clauses = ("16.1",)

    name = forms.CharField(label=_("Customer"), max_length=100, help_text=_("The whole name, as in the register."))
    short_name = forms.CharField(label=_("Short name"), max_length=30, required=False)
    number = Narrow(
        label=_("Customer number"),
        max_length=30,
        required=False,
        validators=[SIGNS],
        help_text=_("The bank's own; empty for who is no customer yet."),
    )
    credit_code = Narrow(label=_("Unified social credit code"), max_length=18, required=False)
    segment = forms.ChoiceField(label=_("Kind of customer"), choices=Segment.choices)
    size = forms.ChoiceField(label=_("Size"), choices=[("", "—"), *Size.choices], required=False)
    industry = forms.CharField(label=_("Industry"), max_length=40, required=False)
    district = forms.CharField(label=_("District"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=150, required=False)
    phone = Phone(label=_("Phone"), max_length=20, required=False, validators=[FIGURES])
    since = DayField(label=_("Customer since"), required=False)

    def __init__(self, *args: Any, phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = hidden(phone)

    @property
    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in Facts.__dataclass_fields__})


def customer_initial(customer: Customer) -> dict[str, Any]:
    """What is there already; the telephone stays hidden."""
    return {name: getattr(customer, name) for name in Facts.__dataclass_fields__ if name != "phone"}


class NewCustomerForm(CustomerForm):
    """A new customer. A manager enters prospects of his own; leaders say the tier and who manages."""

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    manager = StaffPick(label=_("Relationship manager"), required=False, help_text=PICK)
    backup = StaffPick(label=_("Backup (B)"), required=False, help_text=PICK)
    unit = UnitPick(
        label=_("Unit"), required=False, help_text=_("Where the customer waits as long as nobody manages it.")
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            for name in ("tier", "manager", "backup", "unit"):
                del self.fields[name]


class TierForm(ActionForm):
    """Another tier, and why."""

    clauses = ("16.1",)

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    why = forms.CharField(label=_("Reason"), max_length=200)


class AssignForm(ActionForm):
    """Who manages the customer (A) and who backs him up (B)."""

    clauses = ("16.1",)

    manager = StaffPick(label=_("Relationship manager"), required=False, help_text=PICK)
    backup = StaffPick(label=_("Backup (B)"), required=False, help_text=PICK)


class CloseForm(ActionForm):
    """The relation is over."""

    why = forms.CharField(label=_("Reason"), max_length=200)


class ReopenForm(ActionForm):
    """The relation goes on."""

    why = forms.CharField(label=_("Reason"), max_length=200)


class ContactPersonForm(ActionForm):
    """Somebody on the customer's side."""

    clauses = ("16.1",)

    name = forms.CharField(label=_("Contact person"), max_length=30)
    position = forms.ChoiceField(label=_("Position"), choices=ContactPerson.Position.choices)
    title = forms.CharField(label=_("Title"), max_length=40, required=False, help_text=_("As on the card."))
    phone = Phone(label=_("Phone"), max_length=20, required=False, validators=[FIGURES])
    is_first = forms.BooleanField(label=_("Asked first"), required=False)
    refuses_marketing = forms.BooleanField(label=_("Wants no marketing"), required=False)

    def __init__(self, *args: Any, phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = hidden(phone)

    @property
    def facts(self) -> PersonFacts:
        return PersonFacts(**{name: self.cleaned_data[name] for name in PersonFacts.__dataclass_fields__})


def person_initial(person: ContactPerson) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PersonFacts.__dataclass_fields__ if name != "phone"}
