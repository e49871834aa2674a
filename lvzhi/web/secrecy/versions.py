"""The words of the agreement: in force, waiting to be decided, and how they were."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.secrecy.actions import NOTICE, confirm_version, decline_version, propose_version
from lvzhi.secrecy.models import AgreementVersion, Kind
from lvzhi.secrecy.perms import may_confirm, may_decline, may_propose, proposes
from lvzhi.secrecy.wording import articles, newest, wording
from lvzhi.web import access
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.secrecy.forms import DecideForm, VersionForm
from lvzhi.web.secrecy.list import tabs
from lvzhi.web.why import language

MOST = 50
VERBS = {"confirm": confirm_version, "decline": decline_version}


@page("secrecy/versions.html", needs=access.bound, clauses=("17",))
def versions(request: HttpRequest) -> Shown:
    """What is signed now, and every version before it."""
    me, at = who_and_when(request)
    seen = AgreementVersion.objects.visible_to(me, date_of(at)).select_related("record__by", "decision__record__by")
    now = [newest(kind) for kind in Kind]
    return {
        "now": [(Kind(one.kind).label, one, articles(one.text(language()))) for one in now],
        "versions": list(seen.order_by("-record")[:MOST]),
        "may_propose": may_propose(me, at=at),
        "tabs": tabs(request),
    }


@page("secrecy/version_form.html", needs=proposes, clauses=("17",))
def new_version(request: HttpRequest) -> Shown | HttpResponse:
    """Propose other words, beginning with those in force."""
    _me, at = who_and_when(request)
    kind = request.GET.get("kind", "")
    now = newest(kind if kind in Kind.values else Kind.IN_OFFICE)
    given = {"kind": now.kind, "zh": now.zh, "en": now.en, "since": date_of(at) + NOTICE + 7 * DAY}
    form = open_form(request, VersionForm, initial=given)
    if request.method == "POST" and form.is_valid():
        names = ("kind", "zh", "en", "since", "why")
        made = perform(request, form, propose_version, **{name: form.cleaned_data[name] for name in names})
        if made is not None:
            messages.success(request, _("Proposed. A second person has to confirm it."))
            return redirect("agreement_version", pk=made.pk)
    return {"form": form}


@page("secrecy/version.html", needs=access.bound, clauses=("17",))
def version(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """One version: its words, who proposed it and why, and what was decided."""
    me, at = who_and_when(request)
    rows = AgreementVersion.objects.select_related("record__by", "decision__record__by")
    one = get_visible_or_404(request, rows, pk)
    form = open_form(request, DecideForm)
    if request.method == "POST" and form.is_valid():
        verb = VERBS.get(request.POST.get("do", ""))
        if verb is None:
            raise PermissionDenied
        if perform(request, form, verb, version=one, remark=form.cleaned_data["remark"]) is not None:
            messages.success(request, _("Decided."))
            return redirect("agreement_version", pk=pk)
    waits = not hasattr(one, "decision")
    return {
        "one": one,
        "articles": articles(wording(one).text(language())),
        "form": form,
        "waits": waits,
        "mine": one.record.by_id == me.pk,
        "may_confirm": waits and may_confirm(me, at=at, version=one),
        "may_decline": waits and may_decline(me, at=at, version=one),
    }
