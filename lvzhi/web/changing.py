"""Deciding a change: the same few buttons wherever a change is shown."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.models import Change
from lvzhi.duties.actions_changes import confirm, decline, try_again, withdraw
from lvzhi.duties.perms_changes import may_decide, may_try, may_withdraw
from lvzhi.web import words
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.page import staff_of

VERBS = {"confirm": confirm, "decline": decline, "withdraw": withdraw, "again": try_again}
WITH_REMARK = ("confirm", "decline")


class DecisionForm(ActionForm):
    """What there is to say about a decision; the button itself (`do`) says which."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed to decline."),
    )


def decide(request: HttpRequest, change: Change) -> tuple[DecisionForm, bool]:
    """The form for a decision, and whether it has just been taken."""
    form = open_form(request, DecisionForm)
    if request.method != "POST" or not form.is_valid():
        return form, False
    verb = request.POST.get("do", "")
    if verb not in VERBS:
        raise PermissionDenied
    given: dict[str, Any] = {"remark": form.cleaned_data["remark"]} if verb in WITH_REMARK else {}
    if perform(request, form, VERBS[verb], change=change, **given) is None:
        return form, False
    words.forget_special()
    messages.success(request, said(verb))
    return form, True


def said(verb: str) -> str:
    return {
        "confirm": _("Confirmed: it is in force."),
        "decline": _("Declined; everything stays as it was."),
        "withdraw": _("Taken back."),
        "again": _("The trial has been started anew."),
    }[verb]


def rights(request: HttpRequest, change: Change) -> dict[str, bool]:
    """What this person may do with the change."""
    me, at = staff_of(request), request.at  # type: ignore[attr-defined]
    if me is None or not change.is_waiting:
        return {"may_decide": False, "may_withdraw": False, "may_try": False}
    return {
        "may_decide": may_decide(me, at=at, change=change),
        "may_withdraw": may_withdraw(me, at=at, change=change),
        "may_try": may_try(me, at=at, change=change),
    }
