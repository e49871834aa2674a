"""People are entered and changed, and get their first passwords: administrators."""

import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from lvzhi.people.actions import change_staff, create_staff, issue_passwords
from lvzhi.people.actions.staff import AT_ONCE
from lvzhi.people.models import Staff, Unit
from lvzhi.people.queries import waiting
from lvzhi.web import access
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.handing import hand_out
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page
from lvzhi.web.people.asked import mine
from lvzhi.web.people.forms import PersonForm, person_initial

FIELDS = ("number", "name", "phone", "email")


@page("people/person_form.html", needs=access.administrators)
def new_person(request: HttpRequest) -> Shown | HttpResponse:
    """Somebody who has joined; a post and a first password come next, on the person's page."""
    form = open_form(request, PersonForm)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in FIELDS}
        if (made := perform(request, form, create_staff, **given)) is not None:
            messages.success(request, _("%(name)s is entered.") % {"name": made.name})
            return redirect("person", pk=made.pk)
    return {"form": form, "person": None}


@page("people/person_form.html", needs=access.administrators)
def edit_person(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What is written about somebody."""
    person: Staff = get_visible_or_404(request, Staff.objects.all(), pk)
    form = open_form(request, PersonForm, initial=person_initial(person))
    shown = person.name
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in FIELDS}
        if perform(request, form, change_staff, staff=person, **given) is not None:
            messages.success(request, _("%(name)s is changed.") % {"name": person.name})
            return redirect("person", pk=pk)
    return {"form": form, "person": person, "shown": shown}


@page("people/passwords.html", needs=access.administrators)
def passwords(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """A list of one-time passwords for those who have never signed in. It leaves with the answer, kept nowhere."""
    me, today = mine(request)
    unit: Unit = get_visible_or_404(request, Unit.objects.all(), pk)
    form = open_form(request, ActionForm)
    if request.method == "POST":
        done = perform(request, form, issue_passwords, unit=unit)
        issued: list[tuple[Staff, str]] = getattr(done, "issued", [])
        if issued:
            name = _("First passwords")
            return hand_out(sheet_of(issued), f"{name}-{unit.code}-{today:%Y%m%d}.xlsx")
        if done is not None:
            messages.warning(request, _("This list was made before. Ask for a new one if it was lost."))
            return redirect("unit_passwords", pk=pk)
    people = waiting(unit, today).exclude(pk=me.pk)
    return {"form": form, "unit": unit, "number": people.count(), "at_once": AT_ONCE}


def sheet_of(issued: list[tuple[Staff, str]]) -> bytes:
    """A list to be cut into slips."""
    book = Workbook()
    page_ = book.worksheets[0]
    page_.append([_("Employee number"), _("Name"), _("First password")])
    for cell in page_[1]:
        cell.font = Font(bold=True)
    for staff, secret in issued:
        page_.append([staff.number, staff.name, secret])
    for letter in "ABC":
        page_.column_dimensions[letter].width = 22
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
