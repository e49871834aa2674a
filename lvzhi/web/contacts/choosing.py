"""Which customer it is about: typed, looked for and chosen, before the form is shown. Works without a script, too."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer, CustomerQuerySet
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import rendered, who_and_when

SHOWN = 20
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
    found: Customer = get_visible_or_404(request, Customer.objects.select_related("manager", "unit"), int(key))
    return found


def choose(request: HttpRequest, name: str, title: Any, code: str, ways: tuple[Way, ...] = ()) -> HttpResponse:
    """The page on which the customer is chosen; each leads to the page `name` with the customer in the address."""
    me, at = who_and_when(request)
    text = request.GET.get("q", "").strip()[:LONGEST]
    seen = Customer.objects.visible_to(me, date_of(at)).living()
    here = reverse(name)
    more = f"&back={request.GET['back']}" if "back" in request.GET else ""
    shown = {
        "title": title, "code": code, "here": here, "text": text, "ways": ways,
        "found": [(one, f"{here}?customer={one.pk}{more}") for one in called(seen, text)[:SHOWN]],
    }  # fmt: skip
    return rendered(request, "contacts/choose.html", shown)


def called(seen: CustomerQuerySet, text: str) -> QuerySet[Customer]:
    """The customers that somebody means; without words those met longest ago."""
    if text:
        return seen.filter(name__contains=text).order_by("pinyin", "pk")
    return seen.order_by("pinyin", "pk")
