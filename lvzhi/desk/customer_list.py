"""The list of customers, declared once for page and API. Whoever may see none finds none."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.core.validators import MinLengthValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import moment
from lvzhi.core.days import DayField
from lvzhi.core.masking import phone
from lvzhi.customers.models import Customer, Segment, Tier
from lvzhi.customers.perms import sees_customers
from lvzhi.customers.search import LONGEST_TEXT, SHORTEST, called
from lvzhi.records.filters import Choice, Data, Person, Scope, UnitChoice, Words, text_field
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Outgoing, outgoing

TIERS, SEGMENTS = dict(Tier.choices), dict(Segment.choices)
CAP = 500  # rows counted, and found by a search: more are "500+"


@dataclass(frozen=True)
class Called:
    """What a customer is called: characters, pinyin, initials, number, credit code."""

    name: str
    label: Words
    wide: bool = False
    bounded: bool = False
    sought: bool = True

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        field = text_field(self.label, _("two characters, pinyin, initials, number"), LONGEST_TEXT)
        field.validators.append(MinLengthValidator(SHORTEST))
        return {self.name: field}

    def narrow(self, data: Data) -> Q | None:
        return (called(data[self.name]) or Q(pk=None)) if data.get(self.name) else None

    def words(self, data: Data) -> str:
        return str(data.get(self.name) or "")


@dataclass(frozen=True)
class Exactly:
    """A word as it is written with the customer."""

    name: str
    label: Words
    wide: bool = False
    bounded: bool = False

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        return {self.name: text_field(self.label, "", 40)}

    def narrow(self, data: Data) -> Q | None:
        return Q(**{self.name: data[self.name]}) if data.get(self.name) else None

    def words(self, data: Data) -> str:
        return str(data.get(self.name) or "")


@dataclass(frozen=True)
class SilentSince:
    """Nobody has spoken with the customer on this day or since."""

    name: str
    label: Words
    wide: bool = False
    bounded: bool = False

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        return {self.name: DayField(label=self.label, required=False)}

    def narrow(self, data: Data) -> Q | None:
        day: dt.date | None = data.get(self.name)
        return Q(last_contact_at=None) | Q(last_contact_at__lt=moment(day)) if day else None

    def words(self, data: Data) -> str:
        return str(data.get(self.name) or "")


@dataclass(frozen=True)
class Closed:
    """Customers that are none any more are shown when asked for, and alone then."""

    name: str
    label: Words
    wide: bool = False
    bounded: bool = False

    def fields(self, scope: Scope | None) -> dict[str, forms.Field]:
        choices = [("", _("no")), ("yes", _("yes"))]
        return {self.name: forms.ChoiceField(label=self.label, required=False, choices=choices)}

    def narrow(self, data: Data) -> Q | None:
        return ~Q(closed_on=None) if data.get(self.name) else Q(closed_on=None)

    def words(self, data: Data) -> str:
        return _("yes") if data.get(self.name) else ""


def seen(scope: Scope) -> QuerySet[Customer]:
    return Customer.objects.visible_to(scope.staff, scope.day)


def joined(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """What a line shows; what a customer is found by stays in the database."""
    return rows.select_related("manager", "unit").defer("pieces")


def manager_of(customer: Customer) -> str:
    return customer.manager.name if customer.manager else ""


def tier_of(customer: Customer) -> str:
    return str(TIERS.get(customer.tier, ""))


CUSTOMERS: Listing[Customer] = Listing(
    seen=seen,
    joined=joined,
    order="name",
    cap=CAP,
    thin=True,
    columns=(
        Column("name", gettext_lazy("Customer"), lambda c: c.name, sort="pinyin", grow=True),
        Column("number", gettext_lazy("Customer number"), lambda c: c.number, sort="number", phone=False),
        Column("tier", gettext_lazy("Tier"), tier_of),
        Column("segment", gettext_lazy("Kind of customer"), lambda c: str(SEGMENTS.get(c.segment, "")), phone=False),
        Column("manager", gettext_lazy("Relationship manager"), manager_of, wide=True),
        Column("unit", gettext_lazy("Unit"), lambda c: c.unit.name, wide=True, phone=False),
        Column("phone", gettext_lazy("Phone"), lambda c: phone(c.phone)),
        Column("district", gettext_lazy("District"), lambda c: c.district, phone=False),
        Column("last_contact", gettext_lazy("Last contact"), lambda c: c.last_contact_at, "moment",
               sort="last_contact_at", nullable=True),
    ),
    filters=(
        Called("q", gettext_lazy("Customer")),
        Choice("tier", gettext_lazy("Tier"), Tier.choices, lambda tier: Q(tier=tier)),
        Choice("segment", gettext_lazy("Kind of customer"), Segment.choices, lambda segment: Q(segment=segment)),
        Exactly("district", gettext_lazy("District")),
        Person("manager", gettext_lazy("Relationship manager"), field="manager"),
        UnitChoice("unit", gettext_lazy("Unit")),
        SilentSince("silent", gettext_lazy("No contact since")),
        Closed("closed", gettext_lazy("Closed customers")),
    ),
)  # fmt: skip

OUT = outgoing(
    Outgoing("customer", gettext_lazy("Customers"), "客户清单", sees_customers, CUSTOMERS, holds_customers=True)
)
