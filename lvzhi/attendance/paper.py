"""A leave on paper: 《请销假登记簿》, one sheet for one leave."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from lvzhi.attendance.models import Leave
from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Block, Facts, Grid, Words
from lvzhi.people.models import Role
from lvzhi.records.models import Decision


def moment(at: dt.datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def by(record: Any) -> str:
    """Who wrote it down; a deputy with the one for whom he acted."""
    if record.instead_of is None:
        return str(record.by.name)
    return _("%(deputy)s for %(who)s") % {"deputy": record.by.name, "who": record.instead_of.name}


def edge(day: dt.date, *, noon: bool) -> str:
    return _("%(day)s midday") % {"day": day.isoformat()} if noon else day.isoformat()


def when(leave: Leave) -> str:
    """From when to when, by half days or by the clock."""
    span = leave.span
    if leave.short:
        local = leave.ends.astimezone(ZONE)
        return f"{moment(leave.starts)}–{local:%H:%M}"
    first, last = edge(span.first, noon=span.from_noon), edge(span.last, noon=span.till_noon)
    return first if first == last else f"{first} – {last}"


def leave_blocks(leave: Any) -> Sequence[Block]:
    """What stands on the sheet: what was asked, who approved, and the return."""
    parts: list[Block | None] = [
        head(leave),
        Words(_("Reason"), leave.reason),
        late(leave),
        decisions(leave),
        end(leave),
    ]
    return [part for part in parts if part is not None]


def leave_signs() -> Sequence[str]:
    return _("Who is away"), _("Approved by"), _("Return confirmed by")


def head(leave: Any) -> Facts:
    record = leave.record
    return Facts(
        [
            (_("Who is away"), f"{leave.owner.name} {leave.owner.number}"),
            (_("Unit"), leave.unit.name),
            (_("Kind of leave"), str(leave.get_kind_display())),
            (_("Time"), when(leave)),
            (_("Working days"), f"{leave.days.normalize():f}" if not leave.short else _("hours of one day")),
            (_("Expected back"), leave.back_on.isoformat()),
            (_("Where to"), leave.place),
            (_("Can be reached at"), leave.phone),
            (_("Deputy (B)"), leave.deputy.name if leave.deputy else ""),
            (
                _("Asked on") if not leave.is_mandatory else _("Ordered on"),
                f"{moment(record.recorded_at)} {by(record)}",
            ),
        ]
    )


def late(leave: Leave) -> Words | None:
    """A leave that was not asked for in time stays marked."""
    return Words(_("Entered afterwards, against the rule"), leave.late_reason) if leave.late_reason else None


def decisions(leave: Any) -> Grid | None:
    """Who decided, post by post."""
    approval = getattr(leave.record, "approval", None)
    found: list[Decision] = list(approval.decisions.all()) if approval else []
    if not found:
        return None
    rows = [
        (
            str(Role(one.role).label),
            str(one.get_said_display()),
            by(one.record),
            moment(one.record.recorded_at),
            one.remark,
        )
        for one in found
    ]
    heads = (_("Post"), _("Decision"), _("Who"), _("When"), _("Remark"))
    return Grid(_("Approval"), heads, rows, (2, 1, 2, 3, 4))


def end(leave: Any) -> Grid | None:
    """The return, and who confirmed it."""
    ended = getattr(leave, "ended", None)
    if ended is None:
        return None
    said = "; ".join(part for part in (ended.remark, ended.handover, _("overdue") if ended.overdue else "") if part)
    rows = [(_("Back"), moment(ended.back_at), by(ended.record), said)]
    confirmed = getattr(ended, "confirmed", None)
    if confirmed is not None:
        rows.append((_("Confirmed"), moment(confirmed.record.recorded_at), by(confirmed.record), confirmed.remark))
    return Grid(_("Return"), (_("What"), _("When"), _("Who"), _("Remark")), rows, (1, 2, 2, 5))
