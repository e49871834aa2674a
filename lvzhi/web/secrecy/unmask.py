"""One masked value, shown whole once to who says why."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from lvzhi.core.clock import date_of
from lvzhi.core.refs import KINDS
from lvzhi.secrecy.actions import unmask as unmask_it
from lvzhi.secrecy.masked import masked, masked_fields, name_of, title_of
from lvzhi.secrecy.params import UNMASK_PER_DAY
from lvzhi.secrecy.queries import unmasked_on
from lvzhi.web import access
from lvzhi.web.forms import open_form, perform
from lvzhi.web.links import link
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, rendered, who_and_when
from lvzhi.web.secrecy.forms import UnmaskForm

TEMPLATE = "secrecy/unmask.html"


@page(TEMPLATE, needs=access.in_business, clauses=("17",))
def unmask(request: HttpRequest, kind: str, pk: int, field: str) -> Shown | HttpResponse:
    """Ask why; then show the value in the answer to this one form, and never again without another reason."""
    me, at = who_and_when(request)
    row, day = masked_row(request, kind, pk, field), date_of(at)
    form = open_form(request, UnmaskForm)
    shown: Shown = {
        "form": form,
        "title": title_of(row),
        "what": name_of(type(row), field),
        "masked": masked(row, field),
        "back": back_from(row),
        "left": max(UNMASK_PER_DAY.on(day) - unmasked_on(me, day), 0),
        "value": "",
    }
    if request.method == "POST" and form.is_valid():
        done = perform(request, form, unmask_it, row=row, field=field, reason=form.cleaned_data["reason"])
        if done is not None:
            fresh = done.record.recorded_at == at  # the same form again shows nothing a second time
            return rendered(request, TEMPLATE, shown | {"form": None, "value": getattr(row, field) if fresh else ""})
    return shown


def masked_row(request: HttpRequest, kind: str, pk: int, field: str) -> Model:
    """The thing, if this person may see it and the field is masked there."""
    model = KINDS.get(kind)
    if model is None or field not in masked_fields(model):
        raise Http404
    rows: Any = model._default_manager
    row: Model = get_visible_or_404(request, rows, pk)
    return row


def back_from(row: Model) -> str:
    """The page of the thing, or that of its customer."""
    of: Any = getattr(row, "customer", None)
    return link(str(getattr(row, "ref", ""))) or (link(of.ref) if of is not None else "")
