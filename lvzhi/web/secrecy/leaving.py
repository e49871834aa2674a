"""Leaving the business: the undertaking that is signed then, and what was taken out of the house before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.secrecy.actions import sign_leaving
from lvzhi.secrecy.leaving import MOST, WhoseCopies, last_day, leaving_under, taken_out
from lvzhi.secrecy.models import Agreement, Kind
from lvzhi.secrecy.params import AFTER_MONTHS
from lvzhi.secrecy.queries import last_agreement, months_later, party_of, post_bound
from lvzhi.secrecy.wording import articles, newest
from lvzhi.web import access, trail_words, words
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.secrecy.forms import SignForm
from lvzhi.web.secrecy.list import tabs
from lvzhi.web.secrecy.sign import just_signed_in
from lvzhi.web.why import language

SHOWN = 100


@page("secrecy/sign_leaving.html", needs=access.bound, clauses=("17",), own=True)
def sign(request: HttpRequest) -> Shown | HttpResponse:
    """The undertaking on leaving; before the last day is known there is nothing to sign."""
    me, at = who_and_when(request)
    day = date_of(at)
    last, post, wording = last_day(me, day), post_bound(me, day), newest(Kind.LEAVING)
    assert post is not None, "the page is for who signs"
    done = last_agreement(me, Kind.LEAVING, since=post.first)
    shown: Shown = {"last": last, "done": done, "post": post, "party": party_of(post.unit), "form": None}
    if last is None or done is not None:
        return shown
    fresh = just_signed_in(request, me)
    form = open_form(request, SignForm, staff=me, fresh=fresh, initial={"digest": wording.digest(language())})
    if request.method == "POST" and form.is_valid():
        how = Agreement.How.SIGN_IN if fresh else Agreement.How.PASSWORD
        if perform(request, form, sign_leaving, digest=form.cleaned_data["digest"], how=how) is not None:
            messages.success(request, _("Signed."))
            return redirect("sign_leaving")
    until = months_later(last, AFTER_MONTHS.on(day))
    text = articles(wording.text(language()))
    return shown | {"wording": wording, "articles": text, "form": form, "fresh": fresh, "until": until}


@page("secrecy/leaving.html", needs=access.readers_of_leaving, clauses=("17",))
def leaving(request: HttpRequest) -> Shown:
    """Who leaves the business these days, has signed the undertaking or not, and took out what."""
    me, at = who_and_when(request)
    posts = list({post.staff_id: post for post in leaving_under(me, date_of(at))[: SHOWN + 1]}.values())
    people = [post.staff_id for post in posts]
    signed = Agreement.objects.filter(owner__in=people, kind=Kind.LEAVING).values_list("owner", "signed_on", "pk")
    found = {owner: (on, pk) for owner, on, pk in signed.order_by("record")}
    return {
        "lines": [(post, found.get(post.staff_id, (None, None))) for post in posts[:SHOWN]],
        "many": len(posts) > SHOWN,
        "shown": SHOWN,
        "today": date_of(at),
        "tabs": tabs(request),
    }


@page("secrecy/taken.html", needs=access.bound, clauses=("17",))
def taken(request: HttpRequest, pk: int) -> Shown:
    """What one person has printed, taken out as a file and had shown whole in the last 90 days."""
    _me, at = who_and_when(request)
    row: Staff = get_visible_or_404(request, WhoseCopies(), pk)
    lines = taken_out(row, at)
    return {
        "person": row,
        "lines": [
            {
                "at": words.moment(one.at),
                "by": row.name,
                "what": f"{trail_words.done(one)} · {trail_words.details(one)}",
            }
            for one in lines
        ],
        "many": len(lines) == MOST,
        "most": MOST,
    }
