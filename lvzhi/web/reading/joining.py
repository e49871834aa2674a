"""Joining a contact of one of one's people (13.2)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Appointment
from lvzhi.web import access
from lvzhi.web.back import back
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page
from lvzhi.worklog.actions import join_contact


class JoinForm(ActionForm):
    """One comes along; a word to who has the appointment."""

    clauses = ("13.2",)

    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)


@page("reading/join.html", needs=access.leaders, clauses=("13.2",))
def join(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Say that one comes along to an appointment; who has it is told at once."""
    rows = Appointment.objects.select_related("customer", "owner", "record")
    appointment = get_visible_or_404(request, rows, pk)
    form = open_form(request, JoinForm)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if perform(request, form, join_contact, appointment=appointment, note=note) is not None:
            told = {"who": appointment.owner.name}
            messages.success(request, _("You come along; %(who)s is told.") % told)
            return redirect(back(request) or "reading")
    return {"form": form, "appointment": appointment}
