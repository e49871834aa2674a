"""The registers of article 17 as pages, each a tab beside the others; how it stands with one's own agreement."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.records.register import Register
from lvzhi.secrecy.queries import state_of
from lvzhi.secrecy.register import AGREEMENTS
from lvzhi.secrecy.register_export import EXPORTS
from lvzhi.secrecy.register_unmask import UNMASKINGS
from lvzhi.web import access
from lvzhi.web.links import page_of
from lvzhi.web.page import Page, Shown, page, who_and_when
from lvzhi.web.register.listing import list_of


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists of this area that are open to this person."""
    me, at = who_and_when(request)
    names: list[tuple[str, Any]] = [
        ("agreements", AGREEMENTS.name),
        ("exports", EXPORTS.name),
        ("unmaskings", UNMASKINGS.name),
        ("agreement_versions", _("Words of the agreement")),
    ]
    if access.readers_of_leaving(me, date_of(at)):
        names.append(("leaving", _("People leaving")))
    found = [(page_of(name), label) for name, label in names]
    return [{"label": label, "url": url, "current": request.path == url} for url, label in found]


def listing_of(register: Register[Any]) -> Page:
    """The list of one of the registers."""

    @page("secrecy/list.html", needs=register.needs, clauses=register.clauses)
    def listing(request: HttpRequest, names: dict[str, str]) -> Shown:
        me, at = who_and_when(request)
        return list_of(request, register, names) | {"state": state_of(me, date_of(at)), "tabs": tabs(request)}

    return listing
