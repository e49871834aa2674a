"""The coverage of customers: one's own, somebody's, a team's, several teams' (16.1)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.clock import date_of
from lvzhi.core.paging import BadPlaceError
from lvzhi.customers.models import Tier
from lvzhi.customers.perms import sees_customers
from lvzhi.desk import coverage as desk
from lvzhi.people.models import Post, Role, Staff, Unit
from lvzhi.people.queries import is_cleared, reads_everything, stands_in_for, tops, units_below
from lvzhi.web import access, words
from lvzhi.web.doing import DOING
from lvzhi.web.links import link, page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.why import why

OWN, GROUP = "planning/coverage.html", "planning/team.html"


class Covering:
    """The people whose coverage somebody may see: oneself, those one stands in for, those one answers for."""

    def visible_to(self, staff: Staff, day: dt.date) -> QuerySet[Staff]:
        everybody = self.filter()
        if reads_everything(staff, day):
            return everybody
        there = Post.objects.on(day).filter(unit__in=units_below(staff, day))
        return everybody.filter(Q(pk__in=[staff.pk, *stands_in_for(staff, day)]) | Q(pk__in=there.values("staff")))

    def filter(self, *args: Any, **kwargs: Any) -> QuerySet[Staff]:
        found: QuerySet[Staff] = Staff.objects.filter(*args, **kwargs)
        return found


class Covered:
    """The units whose coverage somebody may see: those one answers for."""

    def visible_to(self, staff: Staff, day: dt.date) -> QuerySet[Unit]:
        if reads_everything(staff, day):
            return Unit.objects.all()
        return Unit.objects.filter(pk__in=units_below(staff, day))

    def filter(self, *args: Any, **kwargs: Any) -> QuerySet[Unit]:
        return Unit.objects.filter(*args, **kwargs)


@page(OWN, needs=sees_customers, clauses=("16.1",))
def coverage(request: HttpRequest) -> Shown | HttpResponse:
    """One's own customers; for who has none, the people or the units one answers for."""
    me, at = who_and_when(request)
    if me.holds(date_of(at), Role.MANAGER):
        return own(request, me, at)
    return redirect("coverage_below")


@page(GROUP, needs=access.oversees_customers, clauses=("16.1",))
def coverage_below(request: HttpRequest) -> Shown:
    """Everybody one answers for."""
    me, at = who_and_when(request)
    return group(me, at, None)


@page(OWN, needs=sees_customers, clauses=("16.1",))
def coverage_of(request: HttpRequest, pk: int) -> Shown:
    """The coverage of one person, seen by who stands in or answers for him."""
    _me, at = who_and_when(request)
    return own(request, get_visible_or_404(request, Covering(), pk), at)


@page(GROUP, needs=access.oversees_customers, clauses=("16.1",))
def coverage_in(request: HttpRequest, pk: int) -> Shown:
    """The coverage of a unit: its teams, or the people of one team."""
    me, at = who_and_when(request)
    return group(me, at, get_visible_or_404(request, Covered(), pk))


def own(request: HttpRequest, owner: Staff, at: dt.datetime) -> Shown:
    """What one person owes customers, and to which of them something is still open."""
    me, day = who_and_when(request)[0], date_of(at)
    shares = desk.shares(owner, at)
    rule = request.GET.get("rule", "")
    rule = rule if rule in {share.rule for share in shares} else ""
    found = listed(request, owner, at, rule) if is_cleared(me, day) else desk.OpenCustomers([], 0, None)
    return {
        "owner": owner,
        "is_own": owner.pk == me.pk,
        "shares": [(share, DOING[share.rule].name, why(share.rule)) for share in shares],
        "chart": own_chart(shares),
        "rule": rule,
        "rows": [row(one, at) for one in found.rows],
        "total": found.total,
        "older": found.after and f"?rule={rule}&after={found.after}",
        "begun": "after" in request.GET,
        "others": others(me, owner, day),
    }


def others(me: Staff, owner: Staff, day: dt.date) -> list[dict[str, Any]]:
    """Whose customers else one may look at from here: who is stood in for, and the people one answers for."""
    absent = Staff.objects.filter(pk__in=stands_in_for(me, day)).order_by("pinyin", "pk")
    found = [(str(_("My own")), page_of("coverage"), owner.pk == me.pk)]
    found += [(one.name, page_of("coverage_of", pk=one.pk), owner.pk == one.pk) for one in absent]
    if access.oversees_customers(me, day):
        found.append((_("The people I answer for"), page_of("coverage_below"), False))
    names = ("label", "url", "current")
    return [dict(zip(names, one, strict=True)) for one in found] if len(found) > 1 else []


def listed(request: HttpRequest, owner: Staff, at: dt.datetime, rule: str) -> desk.OpenCustomers:
    """The page of the list that the address names; a place that is none begins at the top."""
    try:
        return desk.open_customers(owner, at, rule=rule, place=request.GET.get("after", ""))
    except BadPlaceError:
        return desk.open_customers(owner, at, rule=rule)


def row(one: desk.OpenCustomer, at: dt.datetime) -> dict[str, Any]:
    """One customer as a line: what is owed, by when, and the button that does it."""
    first = one.owed[0]
    doing = DOING[first.rule]
    return {
        "name": one.name,
        "page": link(first.about),
        "about": " · ".join(filter(None, (demand(one), str(Tier(one.tier).label), one.district, spoken(one)))),
        "due": one.due,
        "state": state(one.due, at),
        "label": doing.label,
        "url": doing.address(first),
        "why": why(first.rule),
    }


def demand(one: desk.OpenCustomer) -> str:
    """What is owed, and by when where it is not all at once."""
    said = [(DOING[owed.rule].name, owed.due) for owed in one.owed]
    return "; ".join(str(name) if due == one.due else f"{name} {words.due(due)}" for name, due in said)


def spoken(one: desk.OpenCustomer) -> str:
    """When somebody spoke to the customer last."""
    if one.last_contact_at is None:
        return _("no contact yet")
    return _("last contact %(day)s") % {"day": words.day(one.last_contact_at)}


def state(due: dt.datetime, at: dt.datetime) -> str:
    """late, today or open: the mark in front of the line."""
    if due <= at:
        return "late"
    return "today" if date_of(due - dt.timedelta(microseconds=1)) == date_of(at) else "open"


def own_chart(shares: Sequence[desk.Share]) -> dict[str, Any]:
    """Contacted and still open, demand by demand, with the working days left."""
    running = [share for share in shares if share.owed]
    names = [f"{DOING[share.rule].name} {left(share)}" for share in running]
    return stacked([str(name) for name in names], [(share.done, share.open) for share in running]) | {
        "heads": [_("What is owed"), _("Owed"), _("Contacted"), _("Still open"), _("Working days left")],
        "lines": [
            [str(DOING[share.rule].name), share.owed, share.done, share.open, share.left if share.due else "–"]
            for share in running
        ],
    }


def left(share: desk.Share) -> str:
    if not share.due:
        return ""
    return ngettext("%(n)s working day left", "%(n)s working days left", share.left) % {"n": share.left}


def stacked(names: list[str], parts: list[tuple[int, int]]) -> dict[str, Any]:
    """Lying bars: what is contacted, and behind it what is still open."""
    bars = {"type": "bar", "stack": "all", "barMaxWidth": 20}
    return {
        "option": {
            "legend": {"top": 0, "left": 0},
            "xAxis": {"type": "value", "minInterval": 1},
            "yAxis": {"type": "category", "inverse": True, "data": names},
            "series": [
                bars | {"name": _("Contacted"), "data": [done for done, _open in parts]},
                bars | {"name": _("Still open"), "data": [still for _done, still in parts]},
            ],
        }
    }


def group(me: Staff, at: dt.datetime, unit: Unit | None) -> Shown:
    """People of one team, or teams beside each other: who has contacted how many, in the order of names."""
    tops = tops_of(me, date_of(at), unit)
    found, by_unit = desk.by_unit(tops, at), True
    if len(found.rows) <= 1:
        found, by_unit = desk.by_person(tops, at), False
    whole = [(share, DOING[share.rule].name) for share in desk.together(found.rows)]
    page_name = "coverage_in" if by_unit else "coverage_of"
    return {
        "unit": unit,
        "by_unit": by_unit,
        "whole": whole,
        "rules": [(share.rule, name) for share, name in whole],
        "holders": [(one, page_of(page_name, pk=one.pk)) for one in found.rows],
        "chart": group_chart(found.rows),
        "counted": found.at if found.at < at else None,
    }


def tops_of(me: Staff, day: dt.date, unit: Unit | None) -> desk.Tops:
    """The units that are looked at with all below them; nothing for the whole bank."""
    if unit is not None:
        return [unit.pk]
    return None if reads_everything(me, day) else tops(me, day)


def group_chart(found: Sequence[desk.Holder]) -> dict[str, Any]:
    """Contacted and still open, person by person or unit by unit."""
    return stacked([one.name for one in found], [(one.done, one.owed - one.done) for one in found]) | {
        "heads": [_("Name"), _("Owed"), _("Contacted"), _("Still open"), _("Share")],
        "lines": [[one.name, one.owed, one.done, one.owed - one.done, f"{one.percent}%"] for one in found],
        "size": "low" if len(found) < 4 else "tall" if len(found) > 10 else "",
    }
