"""How far a request has come: each post of its chain, who decided there, whom it waits for."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lvzhi.people.models import Deputy, Role, Staff
from lvzhi.records.approvals import checker
from lvzhi.records.models import Approval, Decision, Waiting
from lvzhi.web import words

STATES = {Decision.Said.APPROVED: "met", Decision.Said.DECLINED: "late", Decision.Said.WITHDRAWN: "closed"}


@dataclass(frozen=True)
class Step:
    """One post of the chain: `state` is that of a duty, `what` the word beside it."""

    post: Any
    state: str
    what: Any
    who: str = ""
    at: dt.datetime | None = None
    remark: str = ""


def steps(approval: Approval, day: dt.date) -> list[Step]:
    """The chain from the nearest post upward; who answers for two posts in a row stands at the first."""
    said = {one.position: one for one in approval.decisions.select_related("record__by", "record__instead_of")}
    waiting = Waiting.objects.filter(approval=approval).first()
    found = []
    for position, role in enumerate(approval.chain):
        if position in said:
            found.append(decided(said[position]))
        elif waiting is not None and waiting.position == position:
            found.append(Step(Role(role).label, "today", _("waits for"), holders(waiting, day)))
        elif waiting is not None and position > waiting.position:
            found.append(Step(Role(role).label, "ahead", ""))
    return found


def decided(one: Decision) -> Step:
    state, record = STATES[Decision.Said(one.said)], one.record
    what = one.get_said_display()
    return Step(Role(one.role).label, state, what, words.acted_by(record), record.recorded_at, one.remark)


def holders(waiting: Waiting, day: dt.date) -> str:
    """Who decides now, and who stands in for him."""
    holder = checker(waiting, day)
    deputies = Deputy.objects.on(day).filter(staff=holder).values_list("deputy", flat=True)
    people = Staff.objects.filter(pk__in=[holder, *deputies]).in_bulk()
    names = [people[pk].name for pk in [holder, *deputies] if pk in people]
    return _(", ").join(names)
