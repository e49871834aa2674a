"""The lines of the plan in words: who, when, where, why this customer, why now."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.customers.models import Tier
from lvzhi.desk.coverage import Owed
from lvzhi.desk.planner import Fixed, Reason, Visit, Wish
from lvzhi.web import words
from lvzhi.web.doing import DOING
from lvzhi.web.links import link
from lvzhi.web.why import why


def fixed_row(one: Fixed) -> dict[str, Any]:
    """What is settled already."""
    return {"when": f"{words.clock(one.starts)}–{words.clock(one.ends)}", "name": one.name, "page": link(one.ref)}


def visit_row(one: Visit) -> dict[str, Any]:
    """One proposal."""
    wish = one.wish
    return {
        "key": key_of(one),
        "customer": wish.customer,
        "when": words.clock(one.starts),
        "name": wish.name,
        "page": link(f"customer/{wish.customer}"),
        "tier": Tier(wish.tier).label,
        "where": wish.area or _("place not entered"),
        "why": reasons(wish),
        "now": why_now(one),
        "late": one.is_late,
    }


def key_of(one: Visit) -> str:
    """How the page names a proposal: the customer and the moment."""
    return f"{one.wish.customer}@{one.starts:%Y-%m-%dT%H:%M}"


def reasons(wish: Wish) -> str:
    return "; ".join(reason_words(reason) for reason in wish.reasons)


def reason_words(reason: Reason) -> str:
    """Why this customer."""
    by = {"day": words.day(reason.by)}
    if reason.kind == "duty":
        return _("%(what)s by %(day)s") % (by | {"what": DOING[reason.what].name})
    if reason.kind == "promise":
        return _("promised by %(day)s: %(what)s") % (by | {"what": reason.what})
    return _("agreed for %(day)s: %(what)s") % (by | {"what": reason.what})


def why_now(one: Visit) -> str:
    """Why at this moment."""
    if one.is_late:
        return _("the first room there is; it will be late")
    if one.beside:
        return _("on the way with %(who)s") % {"who": one.beside}
    return _("the first free half-day before it is due")


def left_row(wish: Wish, at: dt.datetime) -> dict[str, Any]:
    """A wish for which the week has no room."""
    duty = next((reason for reason in wish.reasons if reason.kind == "duty"), None)
    return {
        "name": wish.name,
        "page": link(f"customer/{wish.customer}"),
        "about": reasons(wish),
        "by": wish.by,
        "state": "late" if wish.by < date_of(at) else "open",
        "why": why(duty.what) if duty else None,
        "label": DOING[duty.what].label if duty else "",
        "url": DOING[duty.what].address(owed_to(wish, duty, at)) if duty else "",
    }


def owed_to(wish: Wish, duty: Reason, at: dt.datetime) -> Owed:
    """The duty as the page that does it wants it."""
    return Owed(duty.what, f"customer/{wish.customer}", at, at)
