"""Back from an outing: one form for the return, the contact, the maintenance record and the proof (12.1, 16.1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.contacts.actions import come_back
from lvzhi.contacts.perms import leaves, may_contact
from lvzhi.contacts.registers.absences import as_changed
from lvzhi.web.contacts.contact_forms import ReturnForm, start_of_return
from lvzhi.web.contacts.fields import whole_minute
from lvzhi.web.contacts.outing_views import own_open
from lvzhi.web.drafts import arrived
from lvzhi.web.forms import open_form, perform
from lvzhi.web.page import Shown, page, who_and_when


@page("contacts/back.html", needs=leaves, clauses=("12.1", "16.1"))
def come_back_page(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Say that one is back and what came of it."""
    me, at = who_and_when(request)
    absence = own_open(request, pk)
    if isinstance(absence, HttpResponse):
        return absence
    contact = absence.customer is not None and may_contact(me, at=at, customer=absence.customer)
    start = start_of_return(whole_minute(at), absence)
    form = open_form(request, ReturnForm, absence=absence, contact=contact, initial=start)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        files = form.cleaned_data["files"] if said is None else ()
        back = perform(request, form, come_back, absence=absence, back=form.back(), contact=said, files=files)
        if back is not None:
            done = _("You are back, and the contact is written down.") if said else _("You are entered as back.")
            messages.success(request, done)
            return arrived(redirect("absence", pk=absence.pk), f"back-{absence.pk}")
    place, back_by = as_changed(absence)
    return {"form": form, "absence": absence, "contact": contact, "place": place, "back_by": back_by}
