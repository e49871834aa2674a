"""One duty: what is owed and why, what proves it, who was told, and how it may be excused."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.desk.subjects import subjects
from lvzhi.duties.actions import excuse_duty
from lvzhi.duties.models import Duty
from lvzhi.duties.perms import may_excuse
from lvzhi.duties.rule import RULES
from lvzhi.regulation.text import clauses, passage
from lvzhi.web.access import in_business, leaders
from lvzhi.web.doing import DOING
from lvzhi.web.duties.forms import ExcuseForm
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, staff_of
from lvzhi.web.records import address_of, name_of
from lvzhi.web.why import language


def opened(request: HttpRequest, pk: int) -> Duty:
    return get_visible_or_404(request, Duty.objects.select_related("owner", "unit", "excused_by"), pk)


def named(duty: Duty) -> str:
    return DOING[duty.rule].what(duty, subjects([duty.about]).get(duty.about))


@page("duties/duty.html", needs=in_business)
def duty(request: HttpRequest, pk: int) -> Shown:
    """From the clause down to the evidence."""
    one, at, lang = opened(request, pk), request.at, language()  # type: ignore[attr-defined]
    proofs = one.proofs.select_related("record__by").order_by("record__recorded_at", "pk")[: one.needed + 20]
    me = staff_of(request)
    return {
        "duty": one,
        "what": named(one),
        "state": one.state(at),
        "clause": clauses(lang)[one.clause],
        "words": passage(one.clause, RULES[one.rule].quote, lang),
        "proofs": [(proof.record, name_of(proof.record), address_of(proof.record)) for proof in proofs],
        "notices": one.notices.select_related("to").order_by("at", "pk")[:20],
        "may_excuse": me is not None and one.state(at) in ("open", "late") and may_excuse(me, at=at, duty=one),
        "do": DOING[one.rule].address(one) if me == one.owner and one.state(at) in ("open", "late") else "",
        "do_label": DOING[one.rule].label,
    }


@page("duties/excuse.html", needs=leaders)
def excuse(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Let somebody off, with a reason; only for who stands above."""
    one, me = opened(request, pk), staff_of(request)
    if me is None or not may_excuse(me, at=request.at, duty=one):  # type: ignore[attr-defined]
        raise PermissionDenied
    form = open_form(request, ExcuseForm)
    if request.method == "POST":
        done = perform(request, form, excuse_duty, duty=one, reason=form.data.get("reason", "").strip())
        if done is not None:
            messages.success(request, _("The duty is excused."))
            return redirect("duty", pk=pk)
    return {"form": form, "duty": one, "what": named(one)}
