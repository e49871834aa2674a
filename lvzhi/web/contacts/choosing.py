"""Which customer it is about: typed, looked for and chosen, before the form is shown. Works without a script, too."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse

from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.customers.queries import customers_called
from lvzhi.customers.sql import seen_customer
from lvzhi.people.models import Staff
from lvzhi.web.links import page_of
from lvzhi.web.loading import not_there
from lvzhi.web.page import rendered, who_and_when

SHOWN = 20
TYPED = "customer"  # `?to=customer`: the customer is typed into the form itself, as on a phone without a network
LONGEST = 60


@dataclass(frozen=True)
class Way:
    """Another way on than a customer: a place, or a new prospect."""

    label: Any
    url: str


def asked_customer(request: HttpRequest) -> Customer | None:
    """The customer that the address names; one that may not be seen does not exist."""
    key = request.GET.get("customer", "")
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    me, at = who_and_when(request)
    found = seen_customer(int(key), me, date_of(at))
    if found is None:
        raise not_there(request, Customer.objects, int(key))
    return found


def choose(request: HttpRequest, name: str, title: Any, code: str, ways: tuple[Way, ...] = ()) -> HttpResponse:
    """The page on which the customer is chosen; each leads to the page `name` with the customer in the address."""
    me, at = who_and_when(request)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    here = page_of(name)
    more = f"&back={request.GET['back']}" if "back" in request.GET else ""
    shown = {
        "title": title, "code": code, "here": here, "text": text, "ways": ways,
        "found": [(one, f"{here}?customer={one.pk}{more}") for one in called(me, at, text)],
    }  # fmt: skip
    return rendered(request, "contacts/choose.html", shown)


def called(me: Staff, at: dt.datetime, text: str) -> list[Customer]:
    """The customers that somebody means; without words one's own, the longest not spoken to first."""
    day = date_of(at)
    if text:
        return customers_called(me, day, text, SHOWN)
    own = Customer.objects.visible_to(me, day).living().filter(manager=me).defer("pieces")
    return list(own.order_by(F("last_contact_at").asc(nulls_first=True), "pinyin", "pk")[:SHOWN])
