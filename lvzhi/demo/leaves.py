"""Leave of relationship managers: asked for, approved, ended on return; a colleague stands in meanwhile."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from lvzhi.attendance.actions import Wish, ask_leave, confirm_return, end_leave
from lvzhi.attendance.models import Leave, LeaveEnd, LeaveKind
from lvzhi.attendance.span import Span
from lvzhi.core.clock import date_of, moment
from lvzhi.demo.house import Team, next_of
from lvzhi.demo.story import Story
from lvzhi.demo.texts import read
from lvzhi.people.models import Staff
from lvzhi.records.actions_approvals import decide

ASKED, AGREED, AGREED_ABOVE, AGREED_ON_TOP = dt.time(9, 40), dt.time(11, 15), dt.time(14, 5), dt.time(16, 30)
ASKED_LATE = dt.time(16, 48)
ILL_ASKED, ILL_AGREED = dt.time(7, 40), dt.time(8, 10)
BACK, CONFIRMED = dt.time(8, 24), dt.time(9, 5)


@dataclass
class Absent:
    """The days on which each person is not there, and the afternoons that somebody takes off."""

    days: dict[str, list[dt.date]] = field(default_factory=dict)
    afternoons: dict[str, dt.date] = field(default_factory=dict)

    def on(self, staff: Staff, day: dt.date) -> bool:
        return day in self.days.get(staff.number, [])


def plan_leaves(story: Story, team: Team, last: dt.date) -> Absent:
    """Who is away when, by the data: so many working days before the last one, for so many days."""
    absent, days = Absent(), story.worked(last)
    for number, kind, ago, length, reason, place in read("leaves")["leaves"]:
        staff = next((one for one in team.managers if one.number == str(number)), None)
        first = len(days) - 1 - ago
        if staff is None or first < 4:
            continue
        ahead = [day for day in story.workdays if day >= days[0]][first:]
        if length == "afternoon":
            absent.afternoons[staff.number] = ahead[0]
            span = Span.of_days(ahead[0], ahead[0], from_noon=True)
        else:
            absent.days.setdefault(staff.number, []).extend(ahead[:length])
            span = Span.of_days(ahead[0], ahead[length - 1])
        wish = Wish(kind=kind, span=span, reason=reason, place=place, phone=staff.phone, deputy=next_of(team, staff))
        taken = Taken(story, team, staff, wish)
        asked_on, time = (days[first], ILL_ASKED) if taken.is_ill else (days[first - 3], ASKED)
        story.add(moment(asked_on, time), taken.ask)
    return absent


@dataclass
class Taken:
    """One leave: asked for, approved by each post that has to, ended on return."""

    story: Story
    team: Team
    staff: Staff
    wish: Wish

    @property
    def is_ill(self) -> bool:
        """Who is ill asks in the morning itself."""
        return self.wish.kind == LeaveKind.SICK

    def ask(self, at: dt.datetime) -> None:
        leave = ask_leave(self.staff, at=at, wish=self.wish)
        above = (
            (self.team.supervisor, ILL_AGREED if self.is_ill else AGREED),
            (self.team.head, AGREED_ABOVE),
            (self.team.vice_president, AGREED_ON_TOP),
        )
        for boss, time in above[: len(leave.record.approval.chain)]:
            self.story.add(moment(date_of(at), time), partial(self.agree, boss, leave))
        self.story.add(moment(leave.back_on, BACK), partial(self.end, leave))

    def agree(self, boss: Staff, leave: Leave, at: dt.datetime) -> None:
        decide(boss, at=at, approval=leave.record.approval, approved=True)

    def end(self, leave: Leave, at: dt.datetime) -> None:
        ended = end_leave(self.staff, at=at, leave=leave)
        self.story.add(moment(date_of(at), CONFIRMED), partial(self.confirm, ended))

    def confirm(self, ended: LeaveEnd, at: dt.datetime) -> None:
        confirm_return(self.team.supervisor, at=at, ended=ended)


def plan_waiting(story: Story, team: Team, last: dt.date) -> None:
    """Some have asked for leave next week, and nobody has decided yet."""
    asked_on = story.worked_ago(1 if story.worked(last)[-1] == last else 0)
    for number, kind, ahead, length, reason, place in read("leaves")["waiting"]:
        staff = next((one for one in team.managers if one.number == str(number)), None)
        if staff is None:
            continue
        span = Span.of_days(story.workday(last, ahead), story.workday(last, ahead + length - 1))
        wish = Wish(kind=kind, span=span, reason=reason, place=place, phone=staff.phone, deputy=next_of(team, staff))
        story.add(moment(asked_on, ASKED_LATE), partial(asked, staff, wish))


def asked(staff: Staff, wish: Wish, at: dt.datetime) -> None:
    ask_leave(staff, at=at, wish=wish)
