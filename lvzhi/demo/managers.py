"""What the relationship managers do, day after day: matters go on, customers are called, logs handed in."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.demo.agenda import Agenda
from lvzhi.demo.days import Deed, lay
from lvzhi.demo.doing import Doer
from lvzhi.demo.house import Team
from lvzhi.demo.logs import Writer
from lvzhi.demo.promises import Promises
from lvzhi.demo.story import Story
from lvzhi.demo.supervisors import Supervisor
from lvzhi.demo.texts import dice, filled, read
from lvzhi.people.actions.posts import name_deputy
from lvzhi.people.models import Staff
from lvzhi.records.actions import read_messages
from lvzhi.records.models import Message
from lvzhi.worklog.actions import add_note, file_work_log
from lvzhi.worklog.models import WorkLog


@dataclass
class Manager:
    """One relationship manager through the three months."""

    staff: Staff
    team: Team
    story: Story
    above: Supervisor
    agenda: Agenda
    last: dt.date
    shown: bool
    stays_out: dt.date | None = None
    doer: Doer = field(init=False)
    writer: Writer = field(init=False)
    today: list[Deed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writer = Writer(self.staff)
        promises = Promises(self.staff, self.story.add, self.agenda.workday)
        agenda = self.agenda
        self.doer = Doer(self.staff, self.story.add, promises, agenda.comes_next, agenda.then, agenda.put_off)

    def plan(self) -> None:
        """Lay out every working day."""
        days = self.story.worked(self.last)
        away = self.away(days)
        self.agenda.days = [one for one in self.story.workdays if one not in away]
        if self.staff == self.team.managers[1] and len(days) > 1:
            self.stays_out = days[-2] if days[-1] == self.last else days[-1]
            self.agenda.stays_in = self.last
        for n, on in enumerate(days):
            if on in away:
                self.above.excuses(self.staff, on, dice(self.staff.number, "leave").choice(read("small")["leave"]))
            else:
                self.story.add(moment(on, dt.time(8, 21)), partial(self.begin, on, days))
            if n % 3 == 0 or on in days[-2:-1]:
                self.story.add(moment(on, dt.time(8, 32)), self.read_messages)
        if away:
            self.story.add(moment(away[0] - DAY, dt.time(16, 50)), lambda at: self.hand_over(away[0], away[-1], at))

    def begin(self, on: dt.date, days: list[dt.date], at: dt.datetime) -> None:
        """Look at the day in the morning."""
        self.staff.__dict__.pop("standing_in", None)
        chance = dice(self.staff.number, on, "day")
        self.today, left = lay(self.agenda.deeds(on, at), on, chance)
        for deed in left:
            self.agenda.put_off(deed, at)
        out = [one for one in self.today if one.is_out]
        if on == self.stays_out and out:
            out[-1].comes_back = False
        for deed in self.today:
            self.doer.will_do(deed)
        if not self.misses(on, days, chance):
            self.story.add(self.moment(on, chance), partial(self.file, on))

    def away(self, days: list[dt.date]) -> list[dt.date]:
        """Two days of leave for every second one; never for who is shown first."""
        if self.shown or int(self.staff.number) % 2 or len(days) < 12:
            return []
        start = dice(self.staff.number, "away").randint(5, len(days) - 6)
        return days[start : start + 2]

    def misses(self, on: dt.date, days: list[dt.date], chance: Any) -> bool:
        """A log now and then is never handed in; who is shown first has none, and today's is still to be written."""
        if self.shown:
            return on == self.last
        return bool(chance.random() < 0.012) or (on in days[-2:-1] and self.staff.number.endswith("3"))

    def moment(self, on: dt.date, chance: Any) -> dt.datetime:
        """When the log is handed in: when everything is done, at night, or the next morning."""
        if chance.random() < 0.03 and not self.shown:
            return moment(on + DAY, dt.time(7, chance.randint(20, 58)))
        hours = chance.choices((17, 18, 19, 20, 21, 22), (38, 26, 12, 14, 7, 3))[0]
        done = max(one.ends for one in self.today) + dt.timedelta(minutes=42)
        return max(done, moment(on, dt.time(hours, chance.randint(2, 58), chance.randint(0, 59))))

    def file(self, on: dt.date, at: dt.datetime) -> None:
        """Hand in the log of a day."""
        chance = dice(self.staff.number, on, "file")
        written = self.writer.write(on, at, self.today)
        if date_of(at) > on:
            written.pages.late_reason = chance.choice(read("small")["late"])
        log = file_work_log(self.staff, at=at, on=on, pages=written.pages)
        self.above.receives(log, written, at)
        if written.facts and chance.random() < 0.05:
            text = filled(chance.choice(read("small")["notes"]), written.facts)
            later = moment(date_of(at) + DAY, dt.time(8, chance.randint(5, 28)))
            self.story.add(later, lambda then: self.note(log, text, then))

    def note(self, log: WorkLog, text: str, at: dt.datetime) -> None:
        add_note(self.staff, at=at, log=log, text=text)
        if log.readings.exists():
            self.above.looks_again(log, at)

    def hand_over(self, first: dt.date, last: dt.date, at: dt.datetime) -> None:
        """A colleague stands in during the leave."""
        colleague = next(one for one in self.team.managers if one.pk != self.staff.pk)
        reason = dice(self.staff.number, "deputy").choice(read("small")["deputy"])
        name_deputy(self.staff, at=at, staff=self.staff, deputy=colleague, first=first, last=last, reason=reason)

    def read_messages(self, at: dt.datetime) -> None:
        catch_up_on_messages(self.staff, at)


def catch_up_on_messages(staff: Staff, at: dt.datetime) -> None:
    """Somebody looks through the messages; the newest ones of these days stay unread."""
    newest = Message.objects.filter(to=staff, read_at=None).order_by("-pk").first()
    if newest:
        read_messages(staff, at=at, upto=newest)
