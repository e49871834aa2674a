"""Rows with customers' data as a file: asked for, waited for, fetched once it was approved and made."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.records.excel import MOST
from lvzhi.records.listing import Asked, picked
from lvzhi.records.register import OUTGOING, Outgoing
from lvzhi.secrecy.actions import fetch, make_again, request_export, show_password
from lvzhi.secrecy.models import Export
from lvzhi.secrecy.params import EXPORT_HOURS
from lvzhi.secrecy.register_export import EXPORTS
from lvzhi.web import access
from lvzhi.web.chain import steps
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, rendered, who_and_when
from lvzhi.web.register.copies import EXCEL, handed_name, said_of
from lvzhi.web.register.detail import detail_of
from lvzhi.web.register.listing import scope_of
from lvzhi.web.secrecy.forms import ExportForm

STATES = {"asked": "open", "declined": "closed", "making": "today", "failed": "late", "ready": "met", "gone": "closed"}


@page("secrecy/export_form.html", needs=access.in_business, clauses=("17",))
def new_export(request: HttpRequest) -> Shown | HttpResponse:
    """Ask for more rows than may leave at once: which they are the list's own address says, what for a person."""
    scope, source = scope_of(request), source_asked(request)
    asked: Asked[Any] = source.listing.ask(scope, request.GET)
    keys = picked(request.GET)
    number = asked.filed(keys).order_by()[: MOST + 1].count()
    filters = said_of(asked, keys, number)
    form = open_form(request, ExportForm)
    if request.method == "POST" and form.is_valid():
        given = {"source": source, "filters": filters, "rows": number, "query": query_of(asked, keys)}
        made = perform(request, form, request_export, purpose=form.cleaned_data["purpose"], **given)
        if made is not None:
            messages.success(request, _("Asked for. You hear of it when it is decided."))
            return redirect("export", pk=made.pk)
    hours = EXPORT_HOURS.on(scope.day)
    return {"form": form, "source": source, "filters": filters, "rows": number, "hours": hours, "here": here(request)}


def here(request: HttpRequest) -> str:
    """This address with its question; the form goes back to it."""
    return request.get_full_path()


def source_asked(request: HttpRequest) -> Outgoing[Any]:
    """The list that the address names; who may not open it finds none."""
    scope, source = scope_of(request), OUTGOING.get(request.GET.get("source", ""))
    if source is None or not source.needs(scope.staff, scope.day):
        raise Http404
    return source


def query_of(asked: Asked[Any], keys: list[int]) -> str:
    """The question as it is asked again when the file is made."""
    return "&".join([asked.query().removeprefix("?"), *(f"pk={key}" for key in keys)]).strip("&")


@page("secrecy/export.html", needs=access.bound, clauses=("17",))
def export(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown | HttpResponse:
    """One request: who asks for what, how far it is, and for who asked the way to the file."""
    me, at = who_and_when(request)
    shown = detail_of(request, EXPORTS, pk)
    row: Export = shown["row"]
    form = open_form(request, ActionForm)
    if request.method == "POST" and form.is_valid() and perform(request, form, make_again, export=row) is not None:
        return redirect("export", pk=pk)
    state = row.state(at)
    return shown | {
        "names": names,
        "paper": EXPORTS.form.paper(row),
        "form": form,
        "state": state,
        "mark": STATES[state],
        "file": getattr(row, "file", None),
        "mine": row.owner_id == me.pk,
        "steps": steps(row.record.approval, scope_of(request).day),
    }


@page("secrecy/export_password.html", needs=access.bound, clauses=("17",))
def export_password(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The password of one's own file, shown in the answer to this one form and never again."""
    row = own_export(request, pk)
    form = open_form(request, ActionForm)
    shown: Shown = {"row": row, "form": form, "file": getattr(row, "file", None), "password": ""}
    if request.method == "POST" and form.is_valid():
        done = perform(request, form, show_password, export=row)
        if done is not None:
            password = getattr(done, "password", "")
            return rendered(request, "secrecy/export_password.html", shown | {"form": None, "password": password})
    return shown


@page("secrecy/export.html", needs=access.bound, clauses=("17",))
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Fetch one's own file; the trail keeps each time before it goes out."""
    me, at = who_and_when(request)
    row = own_export(request, pk)
    if row.state(at) != "ready":
        messages.error(request, _("The file is not there: not made yet, or its time is over."))
        return redirect("export", pk=pk)
    fetch(me, at=at, export=row)
    content = row.file.content.open("rb")
    name = handed_name(request, f"{OUTGOING[row.source].title}.xlsx")
    return FileResponse(content, as_attachment=True, filename=name, content_type=EXCEL)


def own_export(request: HttpRequest, pk: int) -> Export:
    """One's own request. Who sees it without having asked finds no file and no password."""
    me, _at = who_and_when(request)
    row: Export = get_visible_or_404(request, EXPORTS.rows, pk)
    if row.owner_id != me.pk:
        raise Http404
    return row
