"""Search across the product: people and customers by name, pinyin, initials or number; logs by writer or day."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q

from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.customers.queries import customers_called
from lvzhi.people.models import Post, Staff
from lvzhi.people.names import narrow, unaccented
from lvzhi.worklog.models import WorkLog

PEOPLE = 6
CUSTOMERS = 8
LOGS = 6
DAY = re.compile(r"(?:(\d{4})\D?)?(\d{1,2})\D(\d{1,2})\D?|(\d{4})?(\d{2})(\d{2})")


@dataclass(frozen=True)
class Found:
    """What a search has found."""

    people: list[tuple[Staff, Post | None]]
    logs: list[WorkLog]
    customers: list[Customer]


def find(staff: Staff, at: dt.datetime, text: str) -> Found:
    """People whom everybody may know of, and the logs and customers that this person may see."""
    day = date_of(at)
    on = day_meant(narrow(text), day)
    people = people_called(text, day)
    logs = WorkLog.objects.visible_to(staff, day).select_related("owner")
    wanted = logs.filter(on=on) if on else logs.filter(owner__in=[one.pk for one, _post in people])
    found = wanted.order_by("-on", "owner__pinyin", "pk")[:LOGS] if on or people else []
    return Found(people, list(found), customers_called(staff, day, text, CUSTOMERS))


def people_called(text: str, day: dt.date) -> list[tuple[Staff, Post | None]]:
    """Staff by a piece of the name, by pinyin or initials from the start, or by number; each with the first post."""
    said, number = unaccented(text).replace(" ", ""), narrow(text)
    if not said:
        return []
    likely = Q(name__contains=text.strip()) | Q(number__istartswith=number)
    if said.isascii():
        likely |= Q(pinyin__startswith=said) | Q(pinyin__contains=f" {said}")
    people = Staff.objects.filter(likely, is_active=True).order_by("pinyin", "pk").prefetch_related("posts__unit")
    return [(one, next((p for p in one.posts.all() if p.holds_on(day)), None)) for one in people[:PEOPLE]]


def day_meant(text: str, today: dt.date) -> dt.date | None:
    """The day that "2026-03-05", "3-5", "0305" or "3月5日" means; without a year the last one."""
    said = DAY.fullmatch(text)
    if said is None:
        return None
    year, month, date = (said[1], said[2], said[3]) if said[2] else (said[4], said[5], said[6])
    try:
        found = dt.date(int(year or today.year), int(month), int(date))
        return found if year or found <= today else found.replace(year=today.year - 1)
    except ValueError:
        return None
