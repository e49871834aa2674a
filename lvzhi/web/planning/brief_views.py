"""The brief before a visit, as a page and on paper (16.1)."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lvzhi.core import masking, trail
from lvzhi.core.clock import date_of
from lvzhi.core.paper import pdf
from lvzhi.customers.models import Customer
from lvzhi.customers.perms import sees_customers
from lvzhi.desk.actions import print_brief
from lvzhi.desk.brief import Brief, brief, near
from lvzhi.desk.brief_paper import brief_paper
from lvzhi.desk.customer_rows import Due
from lvzhi.people.models import Staff
from lvzhi.records.register import printed_by
from lvzhi.web import words
from lvzhi.web.doing import DOING
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.planning.coverage_views import row
from lvzhi.web.register.copies import handed
from lvzhi.web.why import why


def asked(request: HttpRequest, pk: int) -> tuple[Staff, dt.datetime, Brief]:
    """The brief about a customer that this person may see."""
    me, at = who_and_when(request)
    rows = Customer.objects.select_related("manager", "unit").defer("pieces")
    customer: Customer = get_visible_or_404(request, rows, pk)
    return me, at, brief(customer, me, at)


@page("planning/brief.html", needs=sees_customers, clauses=("16.1",))
def customer_brief(request: HttpRequest, pk: int) -> Shown:
    """Whom one meets, what was said, what is promised and due, what to ask; and who else is near and owed a visit."""
    me, at, found = asked(request, pk)
    return {
        "brief": found,
        "customer": found.customer,
        "due": [due_row(one, at) for one in found.waiting.duties],
        "masked": masking.phone,
        "day_now": date_of(at),
        "near": [row(one, at) for one in near(found.customer, me, at)],
    }


def due_row(duty: Due, at: dt.datetime) -> dict[str, Any]:
    doing = DOING[duty.rule]
    return {
        "what": doing.name,
        "url": doing.address(duty),
        "label": doing.label,
        "due": duty.due,
        "state": duty.state(at),
        "why": why(duty.rule),
    }


@page("planning/brief.html", needs=sees_customers)
def customer_brief_print(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same on one sheet of A4; who printed it stands across the sheet and on the trail."""
    me, at, found = asked(request, pk)
    print_brief(me, at=at, customer=found.customer)
    due = [(str(DOING[one.rule].name), words.due(one.due)) for one in found.waiting.duties]
    paper = brief_paper(found, due)
    made = pdf([paper], printed_by(me, at, trail.origin.get().ip))
    return handed(request, made, f"{paper.title}-{found.customer.number}.pdf", "application/pdf")
