"""The demo bank's targets: the department head brings goals ahead of each month and results week by week (13.2)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.demo.house import Team
from lvzhi.demo.story import Story
from lvzhi.demo.texts import dice, read
from lvzhi.people.models import Staff
from lvzhi.worklog.actions import import_targets, upload_targets
from lvzhi.worklog.models import Target
from lvzhi.worklog.queries import month_after
from lvzhi.worklog.targets.columns import TARGETS

TIME = dt.time(8, 52)
CENT = Decimal("0.01")


@dataclass
class Goals:
    """One department's targets. A month's result grows day by day to what it comes to at the end."""

    team: Team
    story: Story

    def plan(self, today: dt.date) -> None:
        """A file on the first day, then one on the first working day of each week and of each month."""
        worked = self.story.worked(today)
        begins = {self.story.first}
        for before, on in zip([self.story.first, *worked], worked, strict=False):
            if on.isocalendar().week != before.isocalendar().week or on.month != before.month:
                begins.add(on)
        for on in sorted(begins):
            self.story.add(moment(on, TIME), partial(self.bring, on))

    def bring(self, on: dt.date, at: dt.datetime) -> None:
        """The month that ended or runs, with its results up to the evening before; the goals of the next."""
        this = on.replace(day=1)
        lines = [
            self.line(staff, month, measure, on)
            for month in ((this - DAY).replace(day=1), this, month_after(this))
            for staff in self.team.managers
            for measure in Target.Measure
        ]
        book = {TARGETS.key: list(enumerate(lines, start=2))}
        name = str(read("small")["targets"]).format(unit=self.team.head.posts_on(date_of(at))[0].unit.name, on=on)
        file = upload_targets(self.team.head, at=at, name=name, book=book)
        import_targets(self.team.head, at=at, file=file)

    def line(self, staff: Staff, month: dt.date, measure: Target.Measure, on: dt.date) -> dict[str, str]:
        """One row of the file, as the books would give it."""
        goal, final = course(staff, month, measure)
        said = {"number": staff.number, "month": f"{month:%Y-%m}", "measure": str(measure.label), "goal": str(goal)}
        if month < on:
            days = (month_after(month) - month).days
            past = min((on - month).days, days)
            actual = (final * past / days).quantize(CENT if measure != Target.Measure.NEW_CUSTOMERS else Decimal(1))
            said["actual"] = str(actual)
        return said


def course(staff: Staff, month: dt.date, measure: Target.Measure) -> tuple[Decimal, Decimal]:
    """The goal of a month, and what it will have come to: mostly a little less, now and then more."""
    chance = dice(staff.number, f"{month:%Y-%m}", measure.value, "target")
    low, high, step = read("small")["goals"][measure.value]
    goal = Decimal(chance.randint(low, high) * step)
    return goal, goal * chance.randint(620, 1180) / 1000
