"""Units are made, renamed, moved, closed and opened again: administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.people.actions import change_unit, close_unit, create_unit, reopen_unit
from lvzhi.people.models import Unit
from lvzhi.web import access
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page
from lvzhi.web.people.asked import mine, number_asked
from lvzhi.web.people.forms import CloseForm, UnitForm, unit_initial

FIELDS = ("code", "name", "kind", "parent")


@page("people/unit_form.html", needs=access.administrators)
def new_unit(request: HttpRequest) -> Shown | HttpResponse:
    """A unit under another one; the address may name it."""
    me, today = mine(request)
    under = Unit.objects.visible_to(me, today).filter(pk=number_asked(request, "under") or 0).first()
    kind = next_smaller(under.kind) if under else Unit.Kind.HEAD_OFFICE
    top = not Unit.objects.exists()
    form = open_form(request, UnitForm, initial={"parent": under, "kind": kind}, top=top)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data.get(name) for name in FIELDS}
        if (made := perform(request, form, create_unit, **given)) is not None:
            messages.success(request, _("%(unit)s is entered.") % {"unit": made.name})
            return redirect("unit", pk=made.pk)
    return {"form": form, "unit": None, "under": under}


def next_smaller(kind: str) -> str:
    kinds = Unit.Kind.values
    return str(kinds[min(kinds.index(kind) + 1, len(kinds) - 1)])


@page("people/unit_form.html", needs=access.administrators)
def edit_unit(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Another name, another place in the tree."""
    unit: Unit = get_visible_or_404(request, Unit.objects.select_related("parent"), pk)
    shown = unit.name
    form = open_form(request, UnitForm, initial=unit_initial(unit), top=unit.parent_id is None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data.get(name) for name in FIELDS}
        if perform(request, form, change_unit, unit=unit, **given) is not None:
            messages.success(request, _("%(unit)s is changed.") % {"unit": unit.name})
            return redirect("unit", pk=pk)
    return {"form": form, "unit": unit, "under": None, "shown": shown}


@page("people/unit_close.html", needs=access.administrators)
def closed_unit(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The last day of a unit."""
    unit: Unit = get_visible_or_404(request, Unit.objects.all(), pk)
    form = open_form(request, CloseForm)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["last"]
        if perform(request, form, close_unit, unit=unit, last=last) is not None:
            messages.success(request, _("%(unit)s closes after %(day)s.") % {"unit": unit.name, "day": last})
            return redirect("unit", pk=pk)
    return {"form": form, "unit": unit}


@page("people/confirm.html", needs=access.administrators)
def reopened_unit(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The unit stays, or is there again."""
    unit: Unit = get_visible_or_404(request, Unit.objects.select_related("parent"), pk)
    form = open_form(request, ActionForm)
    if request.method == "POST" and perform(request, form, reopen_unit, unit=unit) is not None:
        messages.success(request, _("%(unit)s is open.") % {"unit": unit.name})
        return redirect("unit", pk=pk)
    words = {
        "title": _("Keep the unit open"),
        "why": _("%(unit)s can be given people again.") % {"unit": unit.name},
        "button": _("Keep open"),
    }
    return {"form": form, "words": words, "back": page_of("unit", pk=pk), "of": unit.name}
