"""The list of agreements, with how it stands with one's own."""

from django.http import HttpRequest

from lvzhi.core.clock import date_of
from lvzhi.secrecy.queries import state_of
from lvzhi.secrecy.register import AGREEMENTS
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.register.listing import list_of


@page("secrecy/list.html", needs=AGREEMENTS.needs, clauses=AGREEMENTS.clauses)
def agreements(request: HttpRequest, names: dict[str, str]) -> Shown:
    """Who has signed what until when."""
    me, at = who_and_when(request)
    return list_of(request, AGREEMENTS, names) | {"state": state_of(me, date_of(at)), "until": me.cleared_until}
