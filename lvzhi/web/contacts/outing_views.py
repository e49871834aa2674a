"""Leaving the post and what may change about it; the supervisor makes sure, and sees who is out (12.1)."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.contacts.actions import change_absence, leave_post, spot_check
from lvzhi.contacts.models import Absence, Appointment, Away, Place, standing
from lvzhi.contacts.perms import leaves, may_check
from lvzhi.contacts.queries import is_from_before, out_now, still_out
from lvzhi.contacts.registers.absences import as_changed
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff
from lvzhi.web import access, words
from lvzhi.web.contacts.choosing import TYPED, Way, asked_customer, choose
from lvzhi.web.contacts.fields import ELSEWHERE, whole_minute
from lvzhi.web.contacts.outing_forms import ChangeForm, CheckForm, OutingForm, Whither, start_of_outing
from lvzhi.web.drafts import arrived
from lvzhi.web.forms import open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when

Answer = Shown | HttpResponse
MOST = 100


@page("contacts/outing.html", needs=leaves, clauses=("12.1",))
def new_absence(request: HttpRequest) -> Answer:
    """Where to, why, to whom, until when. The address names the customer or the kind of place."""
    me, at = who_and_when(request)
    there = whither(request)
    if there is None:
        return choose(request, "new_absence", _("Where are you going?"), "12.1", ways())
    customer = there.customer
    appointment = appointment_of(request, me, at, customer)
    start = start_of_outing(at, customer, appointment)
    form = open_form(request, OutingForm, whither=there, initial=start)
    if request.method == "POST" and form.is_valid():
        absence = perform(request, form, leave_post, outing=form.outing(appointment))
        if absence is not None:
            messages.success(request, _("Entered. Come back to this page for the result."))
            return arrived(redirect("absence", pk=absence.pk), "outing")
    return {
        "form": form, "customer": customer, "whom": there.title, "out": still_out(me, at),
        "address": request.get_full_path(),
    }  # fmt: skip


def whither(request: HttpRequest) -> Whither | None:
    """Where the address says that one goes; nothing as long as nothing is chosen."""
    me, at = who_and_when(request)
    if (customer := asked_customer(request)) is not None:
        return Whither(Place.CUSTOMER, customer)
    kind = request.GET.get("to", "")
    if kind == TYPED:
        return Whither(Place.CUSTOMER, seen=Customer.objects.visible_to(me, date_of(at)).living())
    if kind == "prospect":
        return Whither(Place.CUSTOMER, new=True)
    return Whither(kind) if kind in dict(ELSEWHERE) else None


def ways() -> tuple[Way, ...]:
    """Whither else: a new prospect, an office, another bank."""
    here = page_of("new_absence")
    places = [Way(label, f"{here}?to={value}") for value, label in ELSEWHERE]
    return Way(_("New prospect"), f"{here}?to=prospect"), *places


def appointment_of(request: HttpRequest, me: Staff, at: dt.datetime, customer: Customer | None) -> Appointment | None:
    """The appointment that the outing is for, if the address names one with this customer that still stands."""
    key = request.GET.get("appointment", "")
    if customer is None or not key.isdecimal() or len(key) > 18:
        return None
    mine = Appointment.objects.visible_to(me, date_of(at)).filter(customer=customer, pk=int(key))
    return standing(mine).select_related("record").first()


@page("contacts/change.html", needs=leaves, clauses=("12.1",))
def change_outing(request: HttpRequest, pk: int) -> Answer:
    """Another place or time, or not at all, with the reason."""
    absence = own_open(request, pk)
    if isinstance(absence, HttpResponse):
        return absence
    place, back_by = as_changed(absence)
    form = open_form(request, ChangeForm, initial={"place": place, "back_by": whole_minute(back_by)})
    changes = form.changes(absence) if request.method == "POST" and form.is_valid() else None
    if changes and perform(request, form, change_absence, absence=absence, **changes) is not None:
        messages.success(request, _("The change is entered."))
        return redirect("absence", pk=absence.pk)
    return {"form": form, "absence": absence}


def own_open(request: HttpRequest, pk: int) -> Absence | HttpResponse:
    """An outing of one's own that is not over; of any other the page itself is shown, of a private one its leave."""
    me, _at = who_and_when(request)
    rows = Absence.objects.select_related("record", "customer", "owner", "unit", "appointment__record", "person")
    absence: Absence = get_visible_or_404(request, rows, pk)
    if absence.is_private and request.method == "GET":
        return redirect("leave", pk=absence.pk)
    is_open = Away.objects.filter(absence=absence, back_at=None, left_at__isnull=False).exists()
    if request.method == "GET" and (absence.owner_id != me.pk or not is_open):
        return redirect("absence", pk=absence.pk)
    return absence


@page("contacts/check.html", needs=access.leaders, clauses=("12.1",))
def check_absence(request: HttpRequest, pk: int) -> Answer:
    """The supervisor makes sure of one entry, and writes down what was found."""
    me, at = who_and_when(request)
    absence = get_visible_or_404(request, Absence.objects.select_related("record", "customer", "owner", "unit"), pk)
    if request.method == "GET" and (not may_check(me, at=at, absence=absence) or absence.checks.exists()):
        return redirect("absence", pk=absence.pk)
    form = open_form(request, CheckForm)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("way", "finding", "remark")}
        if perform(request, form, spot_check, absence=absence, **said) is not None:
            messages.success(request, _("The spot check is entered."))
            return redirect("absence", pk=absence.pk)
    return {"form": form, "absence": absence}


@dataclass(frozen=True)
class Out:
    """Somebody who is out: since when, where, until when, and whether that is over."""

    away: Away
    overdue: bool
    before: bool

    @property
    def until(self) -> str:
        return words.moment(self.away.during.upper)


@page("contacts/now.html", needs=access.leaders, clauses=("12.1",))
def out_at_present(request: HttpRequest) -> Shown:
    """Who of one's people is out now; on top who should have been back on an earlier day."""
    me, at = who_and_when(request)
    day = date_of(at)
    found = [Out(away, away.during.upper <= at, is_from_before(away, day)) for away in out_now(me, at, day)[: MOST + 1]]
    return {
        "exceptions": [one for one in found[:MOST] if one.before],
        "out": [one for one in found[:MOST] if not one.before],
        "more": len(found) > MOST,
    }
