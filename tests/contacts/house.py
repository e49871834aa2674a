"""Customers and what one does with them, short enough for tests: a customer, an outing, a contact, an appointment."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.contacts.actions import come_back, leave_post, make_appointment, record_contact
from lvzhi.contacts.models import Absence, AbsenceReturn, Appointment, Contact
from lvzhi.contacts.saying import Agreed, Back, Outing, Said
from lvzhi.customers.models import ContactPerson, Customer, Management, Tiering
from lvzhi.customers.search import Findable
from lvzhi.people.models import Deputy, Staff
from tests.bank import EVER, Bank

MINUTES = "双方讨论了今年的结算安排，对方希望下月提供方案并约财务负责人再谈一次"
PHONE = "13800005678"


def a_customer(
    bank: Bank, name: str, manager: str = "", tier: str = "core", since: dt.date = EVER, **more: Any
) -> Customer:
    """A customer with its tier and its manager since a day, and one contact person."""
    owner = bank.staff(manager) if manager else None
    unit = owner.posts.first().unit if owner else bank.units["一组"]
    found = Findable.of(name)
    made = Customer.objects.create(
        number=f"C{Customer.objects.count() + 1:05}", name=name, tier=tier, manager=owner, unit=unit,
        pinyin=found.key, pieces=found.pieces, **more,
    )  # fmt: skip
    Tiering.objects.create(customer=made, tier=tier, during=DateRange(since, None))
    if owner:
        Management.objects.create(customer=made, staff=owner, part="a", during=DateRange(since, None))
    ContactPerson.objects.create(customer=made, name="陈会计", title="财务经理", phone=PHONE, is_first=True)
    return made


def an_outing(by: Staff, at: dt.datetime, customer: Customer | None = None, **more: Any) -> Absence:
    """Leave now for two hours, to a customer or to an office."""
    given: dict[str, Any] = {"leaves_at": at, "back_by": at + dt.timedelta(hours=2), "business": "visit"}
    given |= {"purpose": "对账并商谈结算方案", "place": "示例路1号", "customer": customer}
    if customer:
        given["person"] = customer.people.first()
    else:
        given |= {"place_kind": "government", "business": "registration"}
    return leave_post(by, at=at, outing=Outing(**(given | more)))


def a_return(absence: Absence, at: dt.datetime, said: Said | None = None, **more: Any) -> AbsenceReturn:
    """Back now, with a result."""
    back = Back(at=at, result="同意下月开户", **more)
    return come_back(absence.owner, at=at, absence=absence, back=back, contact=said)


def said(met_at: dt.datetime, mode: str = "visit", **more: Any) -> Said:
    """What an effective contact says."""
    given: dict[str, Any] = {"purposes": ["needs"], "persons": "陈会计", "minutes": MINUTES}
    given |= {"result": "同意下月开户", "next_step": "准备方案"}
    return Said(met_at=met_at, mode=mode, **(given | more))


def a_contact(
    by: Staff, customer: Customer, met_at: dt.datetime, at: dt.datetime | None = None, **more: Any
) -> Contact:
    """One contact, written down at once unless said otherwise."""
    return record_contact(by, at=at or met_at, customer=customer, said=said(met_at, **more))


def an_appointment(by: Staff, customer: Customer, at: dt.datetime, starts: dt.datetime, **more: Any) -> Appointment:
    agreed = Agreed(starts=starts, purpose="商谈续作", **more)
    return make_appointment(by, at=at, customer=customer, agreed=agreed)


def stands_in(bank: Bank, deputy: str, absent: str, first: dt.date, last: dt.date) -> Deputy:
    """B stands in for A from a day to a day, both included."""
    made = Deputy.objects.create(
        staff=bank.staff(absent), deputy=bank.staff(deputy), during=DateRange(first, last + dt.timedelta(days=1))
    )
    bank.staff(deputy).__dict__.pop("standing_in", None)
    return made
