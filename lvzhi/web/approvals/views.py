"""Approvals: what waits for me, what I have asked for, one request with the buttons that decide it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.records.actions_approvals import decide, withdraw_request
from lvzhi.records.approvals import waiting_for
from lvzhi.records.models import Approval, Decision
from lvzhi.records.perms_approvals import may_decide, may_withdraw
from lvzhi.web import access
from lvzhi.web.approvals.forms import ApprovalForm
from lvzhi.web.asked import asking, what
from lvzhi.web.back import back
from lvzhi.web.chain import STATES, steps
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when

OPEN = 60
ENDED = 20


@page("approvals/approvals.html", needs=access.in_business)
def approvals(request: HttpRequest) -> Shown:
    """What waits for my decision, what I asked for and is still open, and what became of the rest."""
    me, at = who_and_when(request)
    rows = Approval.objects.select_related("asked_by", "waiting", "record")
    for_me = waiting_for(me, at).select_related("asked_by", "unit", "waiting")
    mine = rows.filter(asked_by=me)
    ended = Decision.objects.filter(approval__asked_by=me, final=True).select_related("approval", "record__by")
    return {
        "for_me": list(for_me.order_by("waiting__since", "pk")[: OPEN + 1]),
        "mine": list(mine.waiting().order_by("-record")[: OPEN + 1]),
        "ended": list(ended.select_related("record__instead_of").order_by("-approval")[:ENDED]),
        "what": what,
        "asking": asking,
        "states": STATES,
        "most": OPEN,
    }


@page("approvals/approval.html", needs=access.in_business)
def approval(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """One request: what is asked, how far it has come, and the decision."""
    me, at = who_and_when(request)
    rows = Approval.objects.select_related("asked_by", "unit", "record__by", "record__instead_of", "waiting")
    one: Approval = get_visible_or_404(request, rows, pk)
    form = open_form(request, ApprovalForm)
    if request.method == "POST" and form.is_valid() and (said := pressed(request, form, one)):
        messages.success(request, said)
        return redirect(back(request) or "approvals")
    is_open = hasattr(one, "waiting")
    return {
        "approval": one,
        "form": form,
        "what": what(one),
        "kind": asking(one.kind),
        "shown": asking(one.kind).shown(one),
        "record_page": asking(one.kind).page(one),
        "steps": steps(one, date_of(at)),
        "may_decide": is_open and may_decide(me, at=at, approval=one) and waits_for(one, request),
        "may_withdraw": is_open and may_withdraw(me, at=at, approval=one),
        "is_open": is_open,
    }


def waits_for(one: Approval, request: HttpRequest) -> bool:
    """Whether it is this person's turn."""
    me, at = who_and_when(request)
    return waiting_for(me, at).filter(pk=one.pk).exists()


def pressed(request: HttpRequest, form: ApprovalForm, one: Approval) -> str:
    """Do what the button says; what was done in words, nothing when something is wrong."""
    remark = form.cleaned_data["remark"]
    verbs: dict[str, tuple[Any, dict[str, Any], str]] = {
        "approve": (decide, {"approved": True, "remark": remark}, _("Approved.")),
        "decline": (decide, {"approved": False, "remark": remark}, _("Declined.")),
        "withdraw": (withdraw_request, {"reason": remark}, _("Taken back.")),
    }
    verb = request.POST.get("do", "")
    if verb not in verbs:
        raise PermissionDenied
    do, given, said = verbs[verb]
    return said if perform(request, form, do, approval=one, **given) is not None else ""
