"""The people on a customer's side: they come, change, and leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.customers.actions import add_contact_person, change_contact_person, retire_contact_person
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.customers.perms import keeps_customers, may_change, may_change_person
from lvzhi.web.customers.changes import small
from lvzhi.web.customers.forms import ContactPersonForm, person_initial
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404, must
from lvzhi.web.page import Shown, page


@page("customers/small.html", needs=keeps_customers, clauses=("16.1",))
def new_contact_person(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Somebody new whom one talks to."""
    row: Customer = get_visible_or_404(request, Customer.objects.all(), pk)
    must(may_change, request, customer=row)
    form = open_form(request, ContactPersonForm)
    if (
        request.method == "POST"
        and form.is_valid()
        and (made := perform(request, form, add_contact_person, customer=row, facts=form.facts)) is not None
    ):
        messages.success(request, _("%(name)s is entered.") % {"name": made.name})
        return redirect("customer", pk=pk)
    return small(form, row, _("New contact person"), "", "new_contact_person")


@page("customers/small.html", needs=keeps_customers)
def contact_person(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What is written about somebody on the customer's side."""
    person: ContactPerson = get_visible_or_404(request, ContactPerson.objects.select_related("customer"), pk)
    must(may_change_person, request, person=person)
    form = open_form(request, ContactPersonForm, initial=person_initial(person), phone=person.phone)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(request, form, change_contact_person, person=person, facts=form.facts) is not None
    ):
        messages.success(request, _("%(name)s is changed.") % {"name": person.name})
        return redirect("customer", pk=person.customer_id)
    retire = "" if person.gone_on else page_of("retire_contact_person", pk=pk)
    shown = small(form, person.customer, _("Contact person"), "", "contact_person")
    return shown | {"about": person.pk, "retire": retire}


@page("people/confirm.html", needs=keeps_customers)
def retired_contact_person(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Somebody is no longer there."""
    person: ContactPerson = get_visible_or_404(request, ContactPerson.objects.select_related("customer"), pk)
    must(may_change_person, request, person=person)
    form = open_form(request, ActionForm)
    back = page_of("customer", pk=person.customer_id)
    if request.method == "POST" and perform(request, form, retire_contact_person, person=person) is not None:
        messages.success(request, _("%(name)s is no longer asked.") % {"name": person.name})
        return redirect(back)
    words = {
        "title": _("No longer there"),
        "why": _("%(name)s is no longer offered; what was written with the name stays.") % {"name": person.name},
        "button": _("No longer there"),
    }
    area = (_("Customers"), page_of("customers"))
    return {"form": form, "words": words, "back": back, "of": person.customer.name, "area": area}
