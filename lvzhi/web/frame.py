"""What every page shows around itself: who is here, where one can go, what is new."""

from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lvzhi.attendance.perms import keeps_or_reads as takes_leave
from lvzhi.contacts.perms import keeps_or_reads
from lvzhi.core.clock import date_of
from lvzhi.customers.perms import sees_customers
from lvzhi.people.models import Role, Staff
from lvzhi.people.queries import must_sign_first
from lvzhi.records.sql import unread
from lvzhi.web import access
from lvzhi.web.links import page_of
from lvzhi.web.queued import is_queued
from lvzhi.web.ways import acts

CAP = 99


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    name: str
    label: Any
    icon: str
    needs: access.Needs


@dataclass(frozen=True)
class Link:
    url: str
    label: Any
    icon: str
    current: bool
    count: int = 0


PLACES = (
    Place("workbench", _("Workbench"), "layout-dashboard", access.signed_in),
    Place("logs", _("Work log"), "notebook", access.readers_of_logs),
    Place("reading", _("Reading desk"), "book", access.leaders),
    Place("absences", _("Outings"), "map-pin", keeps_or_reads),
    Place("contacts", _("Customer contacts"), "messages", keeps_or_reads),
    Place("customers", _("Customers"), "building", sees_customers),
    Place("coverage", _("Coverage of customers"), "user-check", sees_customers),
    Place("plan", _("Visit plan"), "route", access.managers),
    Place("tasks", _("Tasks"), "checkbox", access.in_business),
    Place("leaves", _("Leave"), "calendar-off", takes_leave),
    Place("approvals", _("Approvals"), "checklist", access.leaders),
    Place("regulation", _("Regulation"), "scale", access.signed_in),
    Place("people", _("People"), "users", access.holders),
    Place("calendar", _("Calendar"), "calendar", access.signed_in),
    Place("parameters", _("Parameters"), "adjustments", access.signed_in),
    Place("agreements", _("Confidentiality"), "lock", access.bound),
    Place("trail", _("Trail"), "shield-check", access.auditors),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context that base.html expects besides what the view gives."""
    me = request.user if isinstance(request.user, Staff) else None
    goes = me is not None and not must_sign_first(me, date_of(request.at))  # type: ignore[attr-defined]
    return {
        "me": me,
        "at": request.at,  # type: ignore[attr-defined]
        "nav": places(request, me) if me and goes else [],
        "acts": acts(me, request.at) if me and goes else [],  # type: ignore[attr-defined]
        "unread": unread(me, CAP + 1) if me else 0,
        "messages": [] if is_queued(request) else get_messages(request),
        "post_name": post_name(request, me) if me else "",
    }


def places(request: HttpRequest, me: Staff) -> list[Link]:
    """Where this person can go, with the present place marked."""
    day = date_of(request.at)  # type: ignore[attr-defined]
    links = [(page_of(p.name), p) for p in PLACES if p.needs(me, day)]
    here = max((url for url, _p in links if stands_in(request.path, url)), key=len, default="")
    return [Link(url, p.label, p.icon, url == here) for url, p in links]


def stands_in(path: str, url: str) -> bool:
    """A page belongs to the place under which its address lies; the first page holds itself alone."""
    return path == url if url == "/" else path.startswith(url)


def post_name(request: HttpRequest, me: Staff) -> str:
    """The post and the unit under the person's name."""
    posts = me.posts_on(date_of(request.at))  # type: ignore[attr-defined]
    return f"{posts[0].unit.name} · {Role(posts[0].role).label}" if posts else ""
