"""Customers are entered and put right; leaders set the tier, say who manages, close what is over and reopen it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.customers.actions import (
    assign,
    change_customer,
    close_customer,
    create_customer,
    reopen_customer,
    set_tier,
)
from lvzhi.customers.models import Customer, Tier
from lvzhi.customers.perms import assigns_customers, keeps_customers, may_assign, may_change
from lvzhi.people.models import LEADING
from lvzhi.web.customers.forms import (
    AssignForm,
    CloseForm,
    CustomerForm,
    NewCustomerForm,
    ReopenForm,
    TierForm,
    customer_initial,
)
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404, must
from lvzhi.web.page import Shown, page, who_and_when

WITH_PEOPLE = Customer.objects.select_related("manager", "backup", "unit")


@page("customers/form.html", needs=keeps_customers, clauses=("16.1",))
def new_customer(request: HttpRequest) -> Shown | HttpResponse:
    """A customer is entered. Who only manages enters prospects of his own."""
    me, at = who_and_when(request)
    own = not me.holds(date_of(at), *LEADING)
    form = open_form(request, NewCustomerForm, initial={"tier": Tier.PROSPECT}, own=own)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"tier": Tier.PROSPECT, "manager": me}
        if not own:
            given = {name: form.cleaned_data[name] for name in ("tier", "manager", "backup", "unit")}
        if (made := perform(request, form, create_customer, facts=form.facts, **given)) is not None:
            messages.success(request, _("%(name)s is entered.") % {"name": made.name})
            return redirect("customer", pk=made.pk)
    return {"form": form, "customer": None, "own": own}


@page("customers/form.html", needs=keeps_customers)
def edit_customer(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What is written about a customer."""
    row: Customer = get_visible_or_404(request, WITH_PEOPLE.all(), pk)
    must(may_change, request, customer=row)
    form = open_form(request, CustomerForm, initial=customer_initial(row), phone=row.phone)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(request, form, change_customer, customer=row, facts=form.facts) is not None
    ):
        messages.success(request, _("%(name)s is changed.") % {"name": row.name})
        return redirect("customer", pk=pk)
    return {"form": form, "customer": row, "own": False}


@page("customers/small.html", needs=assigns_customers, clauses=("16.1",))
def customer_tier(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Another tier from today on, with the reason."""
    row: Customer = get_visible_or_404(request, WITH_PEOPLE.all(), pk)
    must(may_assign, request, customer=row)
    form = open_form(request, TierForm, initial={"tier": row.tier})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("tier", "why")}
        if perform(request, form, set_tier, customer=row, **given) is not None:
            messages.success(request, _("The tier is set."))
            return redirect("customer", pk=pk)
    why = _("From today on; what is owed to the customer follows the tier.")
    return small(form, row, _("Set the tier"), why, "customer_tier")


@page("customers/small.html", needs=assigns_customers, clauses=("16.1",))
def customer_assign(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Who manages, and who backs him up, from today on."""
    row: Customer = get_visible_or_404(request, WITH_PEOPLE.all(), pk)
    must(may_assign, request, customer=row)
    form = open_form(request, AssignForm, initial={"manager": row.manager, "backup": row.backup})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("manager", "backup")}
        if perform(request, form, assign, customer=row, **given) is not None:
            messages.success(request, _("The customer is assigned."))
            return redirect("customer", pk=pk)
    why = _("From today on; the customer moves to the unit of its manager.")
    return small(form, row, _("Assign"), why, "customer_assign")


@page("customers/small.html", needs=assigns_customers)
def customer_close(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The relation is over."""
    row: Customer = get_visible_or_404(request, WITH_PEOPLE.all(), pk)
    must(may_assign, request, customer=row)
    form = open_form(request, CloseForm)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(request, form, close_customer, customer=row, why=form.cleaned_data["why"]) is not None
    ):
        messages.success(request, _("The customer is closed."))
        return redirect("customer", pk=pk)
    why = _("From today on nothing is owed for this customer; what was written stays.")
    return small(form, row, _("Close the customer"), why, "customer_close")


@page("customers/small.html", needs=assigns_customers)
def customer_reopen(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The relation goes on; when its manager is gone, somebody else is named next."""
    row: Customer = get_visible_or_404(request, WITH_PEOPLE.all(), pk)
    must(may_assign, request, customer=row)
    form = open_form(request, ReopenForm)
    if request.method == "POST" and form.is_valid():
        made = perform(request, form, reopen_customer, customer=row, why=form.cleaned_data["why"])
        if made is not None and made.manager is None:
            messages.success(request, _("The customer is open again. Say who manages it now."))
            return redirect("customer_assign", pk=pk)
        if made is not None:
            messages.success(request, _("The customer is open again."))
            return redirect("customer", pk=pk)
    why = _("It keeps its tier, and its manager if still there; what is owed begins with the next period.")
    return small(form, row, _("Reopen the customer"), why, "customer_reopen")


def small(form: Any, row: Customer, title: str, why: str, name: str) -> Shown:
    """A short form that opens in its place on the customer's page, and is a page of its own as well."""
    return {"form": form, "customer": row, "title": title, "why": why, "name": name, "about": row.pk, "retire": ""}
