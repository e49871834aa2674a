"""Customers over the API: the list and one of them, telephones masked as on the pages."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema
from pydantic import Field

from lvzhi.api.resource import expose, one_of
from lvzhi.core.masking import phone
from lvzhi.customers.models import ContactPerson, Customer, Segment, Size, Tier
from lvzhi.customers.perms import sees_customers
from lvzhi.desk.customer_list import CUSTOMERS

router = Router()


class Person(Schema):
    """Somebody on the customer's side."""

    id: int = Field(description="Number of the person")
    name: str = Field(description="Name")
    position: str = Field(description="Position", json_schema_extra=one_of(ContactPerson.Position.values))
    title: str = Field(description="Title")
    phone: str = Field(description="Telephone, masked")
    is_first: bool = Field(description="Asked first")
    refuses_marketing: bool = Field(description="Wants no marketing")


class CustomerOut(Schema):
    """A customer with the people one talks to there."""

    id: int = Field(description="Number of the row")
    number: str = Field(description="Customer number")
    name: str = Field(description="Name")
    short_name: str = Field(description="Short name")
    credit_code: str = Field(description="Unified social credit code")
    segment: str = Field(description="Kind of customer", json_schema_extra=one_of(Segment.values))
    tier: str = Field(description="Tier", json_schema_extra=one_of(Tier.values))
    size: str = Field(description="Size", json_schema_extra=one_of(Size.values))
    industry: str = Field(description="Industry")
    district: str = Field(description="District")
    address: str = Field(description="Address")
    phone: str = Field(description="Telephone, masked")
    since: dt.date | None = Field(description="Customer since")
    unit: str = Field(description="Unit")
    manager: str = Field(description="Employee number of the manager (A)")
    backup: str = Field(description="Employee number of the backup (B)")
    last_contact: dt.datetime | None = Field(description="Last effective contact")
    closed_on: dt.date | None = Field(description="No customer any more since")
    people: list[Person] = Field(description="People on the customer's side")


class Exposed:
    """The list of customers as the API tells it."""

    kind = "customer"
    model = Customer
    name = _("Customers")
    one = _("Customer")
    listing = CUSTOMERS

    @property
    def needs(self) -> Any:
        return sees_customers

    @property
    def rows(self) -> Any:
        joined = Customer.objects.select_related("unit", "manager", "backup").defer("pieces")
        return joined.prefetch_related("people")


def shown(row: Customer) -> CustomerOut:
    """A customer as the API tells it; who has left is left out."""
    return CustomerOut(
        id=row.pk, number=row.number, name=row.name, short_name=row.short_name, credit_code=row.credit_code,
        segment=row.segment, tier=row.tier, size=row.size, industry=row.industry, district=row.district,
        address=row.address, phone=phone(row.phone), since=row.since, unit=row.unit.name,
        manager=row.manager.number if row.manager else "", backup=row.backup.number if row.backup else "",
        last_contact=row.last_contact_at, closed_on=row.closed_on,
        people=[
            Person(id=one.pk, name=one.name, position=one.position, title=one.title, phone=phone(one.phone),
                   is_first=one.is_first, refuses_marketing=one.refuses_marketing)
            for one in sorted(row.people.all(), key=lambda one: (not one.is_first, one.pk)) if one.gone_on is None
        ],
    )  # fmt: skip


expose(router, Exposed(), path="/customers/", whole=CustomerOut, shown=shown)
