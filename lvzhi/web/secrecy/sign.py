"""The signing page: what comes before everything else for who has no valid confidentiality agreement (17)."""

import datetime as dt

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.secrecy.actions import sign_agreement
from lvzhi.secrecy.models import Agreement
from lvzhi.secrecy.queries import last_agreement, party_of, post_bound, state_of, to_sign
from lvzhi.secrecy.wording import articles
from lvzhi.web import access, words
from lvzhi.web.forms import open_form, perform
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.secrecy.forms import SignForm
from lvzhi.web.why import language

FRESH = dt.timedelta(minutes=5)  # for which a password given at the door still stands for a signature


@page("secrecy/sign.html", needs=access.bound, clauses=("17",), own=True)
def sign(request: HttpRequest) -> Shown | HttpResponse:
    """Read the agreement and sign it; while it lasts, see until when."""
    me, at = who_and_when(request)
    day = date_of(at)
    wording, state = to_sign(me, day), state_of(me, day)
    shut: Shown = {"nav": [], "acts": []} if state in ("missing", "ended") else {}
    post = post_bound(me, day)
    assert post is not None, "the page is for who signs"
    shown = shut | {"state": state, "last": last_agreement(me), "post": post, "party": party_of(post.unit)}
    if wording is None:
        return shown | {"wording": None, "form": None}
    fresh = just_signed_in(request, me)
    form = open_form(request, SignForm, staff=me, fresh=fresh, initial={"digest": wording.digest(language())})
    if request.method == "POST" and form.is_valid():
        how = Agreement.How.SIGN_IN if fresh else Agreement.How.PASSWORD
        done = perform(request, form, sign_agreement, digest=form.cleaned_data["digest"], how=how)
        if done is not None:
            messages.success(request, _("Signed: valid until %(day)s.") % {"day": words.day(done.valid_until)})
            return redirect(after(request))
    return shown | {"wording": wording, "articles": articles(wording.text(language())), "form": form, "fresh": fresh}


def just_signed_in(request: HttpRequest, me: Staff) -> bool:
    """Whether this person has just shown who he is; who has no password here does so at the identity provider."""
    if not me.has_usable_password():
        return True
    at: dt.datetime = request.at  # type: ignore[attr-defined]
    shown = [float(record.get("at", 0)) for record in get_authentication_records(request, me)]
    return bool(shown) and at.timestamp() - max(shown) <= FRESH.total_seconds()


def after(request: HttpRequest) -> str:
    """Where somebody wanted to go before the agreement stood in the way."""
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "workbench"
