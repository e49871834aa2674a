"""The customers somebody may see: the list, the search while somebody types, one customer as a story."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.dateparse import parse_datetime

from lvzhi.core import masking
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer, Size, Tier
from lvzhi.customers.perms import brings_files, keeps_customers, may_assign, may_change, sees_customers
from lvzhi.customers.queries import customers_called
from lvzhi.desk import customer as desk
from lvzhi.desk.customer_list import CUSTOMERS, SEGMENTS, TIERS
from lvzhi.desk.customer_rows import Due
from lvzhi.people.models import Staff
from lvzhi.web.doing import DOING
from lvzhi.web.links import page_of
from lvzhi.web.loading import not_there
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.register.listing import listed, scope_of
from lvzhi.web.why import why

SIZES = dict(Size.choices)
FOUND = 12  # suggestions while somebody types
BEGINNINGS = ("new_absence", "new_contact", "new_appointment")


@page("customers/list.html", needs=sees_customers, clauses=("16.1",))
def customers(request: HttpRequest) -> Shown:
    """All customers that somebody may see, by name, narrowed by tier, kind, place, manager and silence."""
    scope = scope_of(request)
    shown = listed(CUSTOMERS.ask(scope, request.GET))
    return shown | {
        "opens": address,
        "may_enter": keeps_customers(scope.staff, scope.day),
        "may_bring": brings_files(scope.staff, scope.day),
    }


def address(customer: Customer) -> str:
    return page_of("customer", customer.pk)


@page("customers/find.html", needs=sees_customers)
def find_customers(request: HttpRequest) -> Shown:
    """What a field offers while somebody types a customer into it."""
    me, at = who_and_when(request)
    text = str(next(iter(request.GET.values()), "")).replace("\x00", "").strip()
    return {"text": text, "found": customers_called(me, date_of(at), text, FOUND)}


@page("customers/customer.html", needs=sees_customers, clauses=("16.1",))
def customer(request: HttpRequest, pk: int) -> Shown:
    """One customer: who we are to each other, what is due and promised, and what was, the newest first."""
    me, at = who_and_when(request)
    before = moment_asked(request)
    found = desk.opened(pk, me, at, before)
    if found is None:
        raise not_there(request, Customer.objects, pk)
    row = found.customer
    return {
        "customer": row,
        "tier": TIERS.get(row.tier, row.tier),
        "segment": SEGMENTS.get(row.segment, row.segment),
        "size": SIZES.get(row.size, row.size),
        "bonds": found.bonds,
        "waiting": found.waiting,
        "duties": [due_of(duty, at) for duty in found.waiting.duties],
        "story": found.story,
        "before": before,
        "may": rights(me, at, row),
        "begin": beginnings(row),
        "masked": masking.phone,
        "today": date_of(at),
        "lacks_backup": row.tier == Tier.CORE and row.backup_id is None and row.closed_on is None,
    }


def moment_asked(request: HttpRequest) -> dt.datetime | None:
    """The moment before which the story goes on."""
    try:
        found = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def rights(me: Staff, at: dt.datetime, row: Customer) -> dict[str, bool]:
    """What the one who looks may do here."""
    alive = row.closed_on is None
    return {
        "change": alive and may_change(me, at=at, customer=row),
        "assign": alive and may_assign(me, at=at, customer=row),
        "reopen": not alive and may_assign(me, at=at, customer=row),
    }


def due_of(duty: Due, at: dt.datetime) -> dict[str, Any]:
    doing = DOING[duty.rule]
    return {
        "what": doing.what(duty, None),
        "label": doing.label,
        "url": doing.address(duty),
        "state": duty.state(at),
        "why": why(duty.rule),
        "row": duty,
    }


def beginnings(row: Customer) -> dict[str, str]:
    """What can be begun from here; an area that is not there yet offers nothing."""
    found = {}
    for name in BEGINNINGS:
        try:
            found[name] = f"{page_of(name)}?customer={row.pk}"
        except NoReverseMatch:
            continue
    return found
