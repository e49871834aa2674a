"""Contacts by themselves, their review, and the promises made (16.1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.contacts.actions import keep_promise, record_contact, review_contact
from lvzhi.contacts.models import Contact, Mode, Promise
from lvzhi.contacts.perms import keeps_or_reads, may_contact, may_keep, may_review, meets_customers
from lvzhi.contacts.queries import absent_one, standing_with, whose
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.web import access
from lvzhi.web.contacts.choosing import TYPED, asked_customer, choose
from lvzhi.web.contacts.contact_forms import ContactForm, PromiseForm, ReviewForm
from lvzhi.web.contacts.fields import people_of, whole_minute
from lvzhi.web.drafts import arrived
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when

Answer = Shown | HttpResponse


@page("contacts/contact_form.html", needs=meets_customers, clauses=("16.1",))
def new_contact(request: HttpRequest) -> Answer:
    """A visit or a call without an outing. The address names the customer, or says that it is typed."""
    me, at = who_and_when(request)
    customer, typed = asked_customer(request), request.GET.get("to") == TYPED
    if customer is None and not typed:
        return choose(request, "new_contact", _("With whom did you meet or speak?"), "16.1")
    if customer and request.method == "GET" and not may_contact(me, at=at, customer=customer):
        messages.warning(request, _("Contacts with this customer are written down by its manager or a deputy."))
        return redirect("contacts")
    form = contact_form(request, customer)
    if request.method == "POST" and form.is_valid():
        whom = customer or form.cleaned_data["customer"]
        contact = perform(request, form, record_contact, customer=whom, said=form.said())
        if contact is not None:
            done = _("The contact is written down.")
            messages.success(request, done if contact.effective else f"{done} {_('It does not count as effective.')}")
            return arrived(redirect("contact", pk=contact.pk), draft_of(customer))
    return {
        "form": form, "customer": customer, "address": request.get_full_path(), "draft": draft_of(customer),
        "absent": absent_one(me, whose(me, customer), date_of(at)) if customer else None,
    }  # fmt: skip


def contact_form(request: HttpRequest, customer: Customer | None) -> ContactForm:
    """The form with what is known: now, whom one asks first, the appointment of today."""
    me, at = who_and_when(request)
    day = date_of(at)
    known = {"met_at": whole_minute(at), "mode": Mode.CALL}
    if customer is None:
        seen = Customer.objects.visible_to(me, day).living()
        return open_form(request, ContactForm, customer=None, appointments=None, seen=seen, initial=known)
    appointments = standing_with(customer, me, day)
    due = next((one.pk for one in appointments or () if date_of(one.starts) == day), None)
    if request.method == "GET":
        known["person"] = people_of(customer).first()
    known["appointment"] = due
    return open_form(request, ContactForm, customer=customer, appointments=appointments, seen=None, initial=known)


def draft_of(customer: Customer | None) -> str:
    """The name under which the browser keeps what was typed."""
    return f"contact-{customer.pk}" if customer else "contact"


@page("contacts/review.html", needs=access.leaders, clauses=("16.1",))
def review(request: HttpRequest, pk: int) -> Answer:
    """The supervisor says whether a contact counts."""
    me, at = who_and_when(request)
    contact = get_visible_or_404(request, Contact.objects.select_related("record", "customer", "owner"), pk)
    if request.method == "GET" and not may_review(me, at=at, contact=contact):
        return redirect("contact", pk=contact.pk)
    form = open_form(request, ReviewForm)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("effective", "opinion")}
        if perform(request, form, review_contact, contact=contact, **said) is not None:
            messages.success(request, _("The review is entered; %(who)s is told.") % {"who": contact.owner.name})
            return redirect("contact", pk=contact.pk)
    return {"form": form, "contact": contact}


@page("contacts/promise.html", needs=keeps_or_reads, clauses=("16.1",))
def promise(request: HttpRequest, pk: int, position: int) -> Answer:
    """A promise made during a contact is settled."""
    me, at = who_and_when(request)
    contact = get_visible_or_404(request, Contact.objects.select_related("record", "customer", "owner"), pk)
    found = Promise.objects.filter(contact=contact, position=position).select_related("contact__owner").first()
    if found is None or (request.method == "GET" and not (is_open(found) and may_keep(me, at=at, promise=found))):
        return redirect("contact", pk=contact.pk)
    form = open_form(request, PromiseForm)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("given_up", "remark")}
        if perform(request, form, keep_promise, promise=found, **said) is not None:
            messages.success(request, _("The promise is settled."))
            return redirect("contact", pk=contact.pk)
    return {"form": form, "contact": contact, "promise": found}


def is_open(promise: Promise) -> bool:
    return not hasattr(promise, "kept")
