"""Three months of the demo bank, moment by moment: logs, readings, talks, tasks, and the nights between."""

import datetime as dt
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from lvzhi.core.calendar import DAY, workdays
from lvzhi.core.clock import date_of, midnight_after, moment
from lvzhi.duties import engine
from lvzhi.people.models import Staff

Happening = Callable[[dt.datetime], object]
NIGHT = dt.time(0, 5)
TICKS = (dt.time(17, 31), dt.time(20, 1), dt.time(20, 46))


@dataclass
class Story:
    """Everything that happens, in the order of its moments; what would happen after `until` does not."""

    first: dt.date
    until: dt.datetime
    workdays: list[dt.date]
    queue: list[tuple[dt.datetime, int, Happening]] = field(default_factory=list)
    count: int = 0

    @classmethod
    def of(cls, first: dt.date, until: dt.datetime, last: dt.date) -> "Story":
        days = workdays(first, last + 40 * DAY).order_by("date").values_list("date", flat=True)
        story = cls(first, until, list(days))
        for n in range((last - first).days + 1):
            story.day(first + n * DAY)
        return story

    def day(self, date: dt.date) -> None:
        """The engine's night, and its rounds through a working day."""
        night = min(moment(date, NIGHT), max(self.until, moment(date)))
        self.add(night, lambda at: engine.nightly(date, at))
        if date in self.workdays:
            for time in TICKS:
                self.add(moment(date, time), engine.tick)

    def add(self, at: dt.datetime, happens: Happening) -> None:
        self.count += 1
        if at <= self.until:
            heapq.heappush(self.queue, (at, self.count, happens))

    def add_reading(self, staff: Staff, on: dt.date, reads: Callable[[Staff, dt.datetime], None]) -> None:
        """Somebody looks through the messages of the last days in the morning."""
        self.add(moment(on, dt.time(8, 36)), lambda at: reads(staff, at))

    def worked(self, last: dt.date) -> list[dt.date]:
        """The working days up to a date."""
        return [day for day in self.workdays if day <= last]

    def worked_ago(self, days: int) -> dt.date:
        """So many working days before the last one; at most at the beginning."""
        worked = self.worked(date_of(self.until))
        return worked[max(-1 - days, -len(worked))]

    def workday(self, date: dt.date, later: int) -> dt.date:
        """The n-th working day after a date."""
        return [day for day in self.workdays if day > date][later - 1]

    def tell(self, passed: Callable[[dt.date], None]) -> None:
        """Let everything happen; `passed` hears of each day that begins."""
        seen = self.first - DAY
        while self.queue:
            at, _n, happens = heapq.heappop(self.queue)
            if at >= midnight_after(seen):
                seen = at.astimezone(moment(self.first).tzinfo).date()
                passed(seen)
            happens(at)
