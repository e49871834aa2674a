"""Messages: what a person was told, unread first, by day; each leads to what it is about."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lvzhi.core.clock import date_of
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.records.actions import open_message, read_messages
from lvzhi.records.models import Message
from lvzhi.web import access
from lvzhi.web.doing import DOING
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.links import link
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.messages.words import Line, told_line
from lvzhi.web.page import Shown, page, who_and_when

UNREAD = 100
PAGE = 50


@page("messages/messages.html", needs=access.signed_in)
def messages(request: HttpRequest) -> Shown | HttpResponse:
    """The list; one button marks all that is shown as read."""
    me, _at = who_and_when(request)
    mine = Message.objects.filter(to=me)
    form = open_form(request, ActionForm)
    if request.method == "POST" and form.is_valid():
        upto = mine.filter(pk=key_in(request.POST.get("upto", "")) or 0).first()
        if upto is None or perform(request, form, read_messages, upto=upto) is not None:
            return redirect("messages")
    before = key_in(request.GET.get("before", ""))
    unread = [] if before else list(mine.unread().order_by("-pk")[: UNREAD + 1])
    read = mine.exclude(read_at=None).order_by("-pk")
    older = list((read.filter(pk__lt=before) if before else read)[: PAGE + 1])
    return {
        "form": form,
        "new": by_day(unread[:UNREAD]),
        "many": len(unread) > UNREAD,
        "upto": unread[0].pk if unread else None,
        "read": by_day(older[:PAGE]),
        "older": older[PAGE - 1].pk if len(older) > PAGE else None,
    }


def key_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def by_day(rows: list[Message]) -> list[tuple[object, list[Line]]]:
    """The messages under the days on which they came."""
    return [(day, [told_line(one) for one in part]) for day, part in groupby(rows, key=lambda one: date_of(one.at))]


@page("messages/messages.html", needs=access.signed_in)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a message to what it is about; following it is reading it."""
    me, at = who_and_when(request)
    one = get_visible_or_404(request, Message.objects.all(), pk)
    if one.read_at is None:
        open_message(me, at=at, message=one)
    return redirect(target(one, me) or "messages")


def target(one: Message, me: Staff) -> str:
    """Where a message leads: for one's own open duty at once to the page where it is done."""
    kind, _slash, key = one.about.partition("/")
    if kind == "duty" and key.isdecimal():
        duty = Duty.objects.living().filter(pk=int(key), owner=me).first()
        if duty is not None and duty.rule in DOING:
            return DOING[duty.rule].address(duty)
    return link(one.about)
