"""Leave in words: when it is, how it stands, how requests and messages about it are put."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lvzhi.attendance.models import Leave, LeaveKind
from lvzhi.attendance.queries import (
    ASKED,
    AWAY,
    BACK,
    DECLINED,
    ENDED,
    GRANTED,
    OFF,
    OVERDUE,
    UNUSED,
    overdue_from,
)
from lvzhi.attendance.span import Span
from lvzhi.records.models import Approval
from lvzhi.web import words
from lvzhi.web.asking import Asking, Pairs
from lvzhi.web.links import page_of

STATES: dict[str, tuple[str, Any]] = {
    ASKED: ("open", gettext_lazy("not decided yet")),
    DECLINED: ("closed", gettext_lazy("declined")),
    OFF: ("closed", gettext_lazy("does not take place")),
    GRANTED: ("ahead", gettext_lazy("granted")),
    UNUSED: ("closed", gettext_lazy("granted, not used")),
    AWAY: ("today", gettext_lazy("on leave")),
    BACK: ("today", gettext_lazy("to be ended on return")),
    OVERDUE: ("late", gettext_lazy("return overdue")),
    ENDED: ("met", gettext_lazy("ended")),
}


def edge(day: dt.date, *, noon: bool) -> str:
    return _("%(day)s, midday") % {"day": words.day(day)} if noon else words.day(day)


def span_words(span: Span) -> str:
    """2026-03-05 周四 – 2026-03-06 周五，中午; hours of one day: 2026-03-05 周四 14:00–16:00"""
    if span.short:
        return f"{words.moment(span.starts)}–{words.clock(span.ends)}"
    first, last = edge(span.first, noon=span.from_noon), edge(span.last, noon=span.till_noon)
    return first if span.first == span.last and not span.from_noon and not span.till_noon else f"{first} – {last}"


def length(days: Decimal) -> str:
    """How long, in working days; nothing for hours."""
    if not days:
        return ""
    plain = f"{days.normalize():f}"
    return ngettext("%(days)s working day", "%(days)s working days", 1 if days <= 1 else 2) % {"days": plain}


def in_short(facts: Mapping[str, Any]) -> str:
    """A leave in one line, from the facts of a request or a message."""
    if "starts" not in facts:
        return ""
    starts, ends = (dt.datetime.fromisoformat(facts[name]) for name in ("starts", "ends"))
    span = Span(starts, ends, bool(facts.get("short")))
    kind = str(dict(LeaveKind.choices).get(facts.get("leave", ""), ""))
    return " · ".join(part for part in (kind, span_words(span), length(Decimal(facts.get("days", "0")))) if part)


def shown(approval: Approval) -> Pairs:
    """What the page that decides says about a leave."""
    return pairs(Leave.objects.select_related("owner", "unit", "deputy").get(pk=approval.pk))


def pairs(leave: Leave) -> Pairs:
    """A leave as it was asked for."""
    found: Pairs = [
        (_("Kind of leave"), leave.get_kind_display()),
        (_("Time"), " · ".join(part for part in (span_words(leave.span), length(leave.days)) if part)),
        (_("Expected back"), words.day(leave.back_on)),
        (_("Reason"), leave.reason),
        (_("Where to"), leave.place),
        (_("Can be reached at"), leave.phone),
        (_("Deputy (B)"), leave.deputy.name if leave.deputy else ""),
        (_("Entered afterwards, against the rule"), leave.late_reason),
    ]
    return [(name, value) for name, value in found if value]


def page(approval: Approval) -> str:
    return page_of("leave", pk=approval.pk)


ASKING = Asking(gettext_lazy("Leave"), in_short, page, shown)


def overdue_note(leave: Leave, at: dt.datetime) -> str:
    """By when the leave is to be ended."""
    return _("To be ended by %(due)s.") % {"due": words.due(overdue_from(leave))}
