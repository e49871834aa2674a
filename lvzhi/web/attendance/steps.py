"""The steps of a leave, each a page with one button: leave, take back, come back, confirm, order."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.attendance.actions import confirm_return, end_leave, order_leave, start_leave, withdraw_leave
from lvzhi.attendance.models import Leave, LeaveQuerySet
from lvzhi.attendance.perms import asks, leads, may_begin, may_confirm, may_end, may_withdraw, orders
from lvzhi.attendance.queries import with_state
from lvzhi.core.clock import ZONE
from lvzhi.web.attendance.forms import BackForm, OrderForm, RemarkForm
from lvzhi.web.attendance.says import span_words
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when


def opened(request: HttpRequest, pk: int) -> Any:
    rows: LeaveQuerySet = with_state(Leave.objects.all())
    return get_visible_or_404(request, rows, pk)


def must(allowed: bool) -> None:
    """A step that is not this person's does not exist for him."""
    if not allowed:
        raise Http404


def shown(row: Leave, form: ActionForm, title: str, why: str, button: str) -> Shown:
    words = {"title": title, "why": why, "button": button}
    return {"form": form, "leave": row, "words": words, "when": span_words(row.span)}


@page("attendance/step.html", needs=asks, clauses=("12.2",))
def started(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Leave now; refused as long as it is not approved."""
    me, at = who_and_when(request)
    row = opened(request, pk)
    must(may_begin(me, at=at, leave=row))
    form = open_form(request, ActionForm)
    if request.method == "POST" and perform(request, form, start_leave, leave=row) is not None:
        messages.success(request, _("Noted: you have left. End the leave when you are back."))
        return redirect("leave", pk=pk)
    return shown(row, form, _("Go out"), _("From now on you are out; who stands in acts for you."), _("Go out"))


@page("attendance/step.html", needs=asks, clauses=("12.2",))
def withdrawn(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The leave does not take place."""
    me, at = who_and_when(request)
    row = opened(request, pk)
    must(may_withdraw(me, at=at, leave=row))
    form = open_form(request, RemarkForm)
    said = form.cleaned_data["remark"] if request.method == "POST" and form.is_valid() else None
    if said is not None and perform(request, form, withdraw_leave, leave=row, reason=said) is not None:
        messages.success(request, _("Taken back."))
        return redirect("leave", pk=pk)
    return shown(row, form, _("Take the leave back"), _("It does not take place; both books say so."), _("Take back"))


@page("attendance/step.html", needs=asks, clauses=("12.2",))
def ended(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Back again."""
    me, at = who_and_when(request)
    row = opened(request, pk)
    must(may_end(me, at=at, leave=row))
    start = {"back_at": at.astimezone(ZONE)}
    form = open_form(request, BackForm, mandatory=row.is_mandatory, initial=start)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data.get(name, "") for name in ("back_at", "remark", "handover")}
        if perform(request, form, end_leave, leave=row, **said) is not None:
            messages.success(request, _("Welcome back: nobody stands in for you any more."))
            return redirect("leave", pk=pk)
    why = _("From this moment on nobody stands in; a leader confirms the return.")
    return shown(row, form, _("End the leave"), why, _("I am back"))


@page("attendance/step.html", needs=leads, clauses=("12.2",))
def confirmed(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Somebody above confirms the return."""
    me, at = who_and_when(request)
    row = opened(request, pk)
    must(hasattr(row, "ended") and may_confirm(me, at=at, ended=row.ended))
    form = open_form(request, RemarkForm)
    said = form.cleaned_data["remark"] if request.method == "POST" and form.is_valid() else None
    if said is not None and perform(request, form, confirm_return, ended=row.ended, remark=said) is not None:
        messages.success(request, _("The return is confirmed."))
        return redirect("leave", pk=pk)
    why = _("%(who)s is back since %(when)s.") % {"who": row.owner.name, "when": request_moment(row)}
    return shown(row, form, _("Confirm the return"), why, _("Confirm"))


def request_moment(row: Any) -> str:
    return f"{row.ended.back_at.astimezone(ZONE):%Y-%m-%d %H:%M}"


@page("attendance/order.html", needs=orders, clauses=("12.2",))
def ordered(request: HttpRequest) -> Shown | HttpResponse:
    """Order a mandatory leave."""
    form = open_form(request, OrderForm)
    if request.method == "POST" and form.is_valid() and form.span is not None:
        given = {name: form.cleaned_data[name] for name in ("staff", "deputy", "reason")}
        leave = perform(request, form, order_leave, span=form.span, **given)
        if leave is not None:
            messages.success(request, _("Ordered. It is made known when it begins."))
            return redirect("leave", pk=leave.pk)
    return {"form": form}
