"""Appointments: made, moved, called off (16.1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.contacts.actions import call_off_appointment, make_appointment, move_appointment
from lvzhi.contacts.models import Appointment, standing
from lvzhi.contacts.perms import may_contact, may_settle, meets_customers
from lvzhi.core.clock import date_of
from lvzhi.web.contacts.appointment_forms import AppointmentForm, MoveForm, OffForm, as_agreed, start_of_appointment
from lvzhi.web.contacts.choosing import asked_customer, choose
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when

Answer = Shown | HttpResponse
JOINED = ("record", "customer", "owner", "unit", "person")


@page("contacts/appointment_form.html", needs=meets_customers, clauses=("16.1",))
def new_appointment(request: HttpRequest) -> Answer:
    """Agree with a customer on a day and an hour. The address names the customer."""
    me, at = who_and_when(request)
    customer = asked_customer(request)
    if customer is None:
        return choose(request, "new_appointment", _("With whom do you agree on a meeting?"), "16.1")
    if request.method == "GET" and not may_contact(me, at=at, customer=customer):
        messages.warning(request, _("Appointments with this customer are made by its manager or a deputy."))
        return redirect("appointments")
    start = start_of_appointment(date_of(at), customer)
    form = open_form(request, AppointmentForm, customer=customer, initial=start)
    if request.method == "POST" and form.is_valid():
        made = perform(request, form, make_appointment, customer=customer, agreed=form.agreed())
        if made is not None:
            messages.success(request, _("The appointment is made."))
            return redirect("appointment", pk=made.pk)
    return {"form": form, "customer": customer, "appointment": None, "address": request.get_full_path()}


@page("contacts/appointment_form.html", needs=meets_customers, clauses=("16.1",))
def move(request: HttpRequest, pk: int) -> Answer:
    """Agree on another time, with the reason."""
    found = standing_one(request, pk)
    if isinstance(found, HttpResponse):
        return found
    form = open_form(request, MoveForm, customer=found.customer, initial=as_agreed(found))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        moved = perform(request, form, move_appointment, appointment=found, agreed=form.agreed(), reason=reason)
        if moved is not None:
            messages.success(request, _("The appointment is moved."))
            return redirect("appointment", pk=moved.pk)
    return {"form": form, "customer": found.customer, "appointment": found, "address": request.get_full_path()}


@page("contacts/off.html", needs=meets_customers, clauses=("16.1",))
def call_off(request: HttpRequest, pk: int) -> Answer:
    """Say that it does not take place, with the reason."""
    found = standing_one(request, pk)
    if isinstance(found, HttpResponse):
        return found
    form = open_form(request, OffForm)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if perform(request, form, call_off_appointment, appointment=found, reason=reason) is not None:
            messages.success(request, _("The appointment is called off."))
            return redirect("appointment", pk=found.pk)
    return {"form": form, "appointment": found}


def standing_one(request: HttpRequest, pk: int) -> Appointment | HttpResponse:
    """An appointment that one may settle and that still stands; of any other the page itself is shown."""
    me, at = who_and_when(request)
    found: Appointment = get_visible_or_404(request, Appointment.objects.select_related(*JOINED), pk)
    stands = standing(Appointment.objects.filter(pk=found.pk)).exists()
    if request.method == "GET" and not (stands and may_settle(me, at=at, appointment=found)):
        return redirect("appointment", pk=found.pk)
    return found
