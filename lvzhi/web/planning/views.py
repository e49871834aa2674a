"""The plan of a week: what is proposed and why, taken over as appointments or dropped (16.1)."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.desk.actions import drop_from_plan
from lvzhi.desk.params import VISITS_A_DAY
from lvzhi.desk.week import by_day, week, week_of
from lvzhi.web import access
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.planning.plan_rows import fixed_row, left_row, visit_row
from lvzhi.web.planning.taking import Taking

LEFT = 20
MOST_A_DAY = 5
MOST_TAKEN = 40


class PlanForm(ActionForm):
    """What is taken over or dropped stands on the buttons and marks themselves."""

    clauses = ("16.1",)
    held = False


@page("planning/plan.html", needs=access.managers, clauses=("16.1",))
def plan(request: HttpRequest) -> Shown | HttpResponse:
    """The visits proposed for this week or the next, day by day, beside what is settled already."""
    me, at = who_and_when(request)
    form = open_form(request, PlanForm)
    if request.method == "POST" and form.is_valid() and decided(request, form):
        return redirect(request.get_full_path())
    asked = Asked(request, at)
    found = week(me, at, asked.monday, asked.a_day)
    days = [
        (day, [fixed_row(one) for one in there], [visit_row(one) for one in new]) for day, there, new in by_day(found)
    ]
    left = [wish for wish in found.plan.left if wish.by <= found.last]
    return {
        "form": form,
        "days": days,
        "proposed": len(found.plan.visits),
        "left": [left_row(wish, at) for wish in left[:LEFT]],
        "more": max(len(left) - LEFT, 0),
        "weeks": asked.weeks(),
        "loads": asked.loads(),
    }


class Asked:
    """The plan as its address describes it: which week, how many visits a day."""

    def __init__(self, request: HttpRequest, at: dt.datetime) -> None:
        self.this, _sunday = week_of(date_of(at))
        self.next = request.GET.get("week") == "next"
        self.usual = VISITS_A_DAY.on(date_of(at))
        said = request.GET.get("a_day", "")
        self.a_day = int(said) if said in {str(n) for n in range(1, MOST_A_DAY + 1)} else self.usual

    @property
    def monday(self) -> dt.date:
        return self.this + 7 * DAY if self.next else self.this

    def url(self, *, next_week: bool, a_day: int) -> str:
        given = ({"week": "next"} if next_week else {}) | ({"a_day": a_day} if a_day != self.usual else {})
        return page_of("plan") + (f"?{urlencode(given)}" if given else "")

    def weeks(self) -> list[dict[str, Any]]:
        named = ((_("This week"), False), (_("Next week"), True))
        return [
            {"label": label, "url": self.url(next_week=later, a_day=self.a_day), "current": later == self.next}
            for label, later in named
        ]

    def loads(self) -> list[dict[str, Any]]:
        return [
            {"label": str(n), "url": self.url(next_week=self.next, a_day=n), "current": n == self.a_day}
            for n in range(1, MOST_A_DAY + 1)
        ]


def decided(request: HttpRequest, form: PlanForm) -> bool:
    """Do what the pressed button says: drop one, take over one, take over what is marked."""
    if key := request.POST.get("drop", ""):
        return dropped(request, form, key)
    one = request.POST.get("take", "")
    return taken_over(request, form, [one] if one else request.POST.getlist("visit")[:MOST_TAKEN])


def taken_over(request: HttpRequest, form: PlanForm, keys: list[str]) -> bool:
    """Make appointments of these proposals. Each stands for itself: what cannot be made is said, the others are."""
    me, at = who_and_when(request)
    asked = Asked(request, at)
    found = week(me, at, asked.monday, asked.a_day)
    taking = Taking(me, at, found, form.cleaned_data["once"] or uuid4())
    made = sum(taking.take(request, key) for key in keys)
    if made:
        said = ngettext("%(n)s appointment is made.", "%(n)s appointments are made.", made)
        messages.success(request, said % {"n": made})
    elif not keys:
        messages.warning(request, _("Mark what you want to take over."))
    return True


def dropped(request: HttpRequest, form: PlanForm, key: str) -> bool:
    """Not this customer this week."""
    _me, at = who_and_when(request)
    customer = get_visible_or_404(request, Customer.objects, whole_number(key))
    until = Asked(request, at).monday + 6 * DAY
    if perform(request, form, drop_from_plan, customer=customer, until=until) is None:
        return False
    messages.success(
        request, _("%(who)s is not proposed again this week; what is owed stays owed.") % {"who": customer}
    )
    return True


def whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
