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
    """A place where somebody can go; `begins` when a little room stands before it."""

    url: str
    label: Any
    icon: str
    current: bool
    begins: bool = False


DAY = (
    Place("workbench", _("Workbench"), "layout-dashboard", access.signed_in),
    Place("logs", _("Work log"), "notebook", access.readers_of_logs),
    Place("reading", _("Reading desk"), "book", access.leaders),
)
CUSTOMERS = (
    Place("absences", _("Outings"), "map-pin", keeps_or_reads),
    Place("contacts", _("Customer contacts"), "messages", keeps_or_reads),
    Place("customers", _("Customers"), "building", sees_customers),
    Place("coverage", _("Coverage of customers"), "user-check", sees_customers),
    Place("plan", _("Visit plan"), "route", access.managers),
)
DECISIONS = (
    Place("tasks", _("Tasks"), "checkbox", access.in_business),
    Place("leaves", _("Leave"), "calendar-off", takes_leave),
    Place("approvals", _("Approvals"), "checklist", access.leaders),
)
HOUSE = (
    Place("regulation", _("Regulation"), "scale", access.signed_in),
    Place("people", _("People"), "users", access.holders),
    Place("calendar", _("Calendar"), "calendar", access.signed_in),
    Place("parameters", _("Parameters"), "adjustments", access.signed_in),
    Place("agreements", _("Confidentiality"), "lock", access.bound),
    Place("trail", _("Trail"), "shield-check", access.auditors),
)
GROUPS = (DAY, CUSTOMERS, DECISIONS, HOUSE)


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
    open_ = [[(page_of(one.name), one) for one in group if one.needs(me, day)] for group in GROUPS]
    groups = [group for group in open_ if group]
    every = [url for group in groups for url, _one in group if stands_in(request.path, url)]
    here = max(every, key=len, default="")
    return [
        Link(url, one.label, one.icon, url == here, begins=place == 0 and number > 0)
        for number, group in enumerate(groups)
        for place, (url, one) in enumerate(group)
    ]


def stands_in(path: str, url: str) -> bool:
    """A page belongs to the place under which its address lies; the first page holds itself alone."""
    return path == url if url == "/" else path.startswith(url)


def post_name(request: HttpRequest, me: Staff) -> str:
    """The post and the unit under the person's name."""
    posts = me.posts_on(date_of(request.at))  # type: ignore[attr-defined]
    return f"{posts[0].unit.name} · {Role(posts[0].role).label}" if posts else ""
