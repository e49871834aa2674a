"""What the relationship managers do, day after day: matters go on, customers are called, logs handed in."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lvzhi.contacts.queries import still_out
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.demo.agenda import Agenda
from lvzhi.demo.days import Deed, lay
from lvzhi.demo.doing import Doer
from lvzhi.demo.house import Team
from lvzhi.demo.leaves import Absent
from lvzhi.demo.logs import Writer
from lvzhi.demo.promises import Promises
from lvzhi.demo.story import Story
from lvzhi.demo.supervisors import Supervisor
from lvzhi.demo.texts import dice, filled, read
from lvzhi.people.models import Staff
from lvzhi.records.actions import read_messages
from lvzhi.records.models import Message
from lvzhi.worklog.actions import add_note, file_work_log, report
from lvzhi.worklog.models import DailyReport, WorkLog

MORNING, LEAVING_AT_NOON = dt.time(8, 27), dt.time(11, 50)


@dataclass
class Manager:
    """One relationship manager through the three months."""

    staff: Staff
    team: Team
    story: Story
    above: Supervisor
    agenda: Agenda
    absent: Absent
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
        self.agenda.days = [one for one in self.story.workdays if not self.absent.on(self.staff, one)]
        if self.staff == self.team.managers[1] and len(days) > 1:
            self.stays_out = days[-2] if days[-1] == self.last else days[-1]
            self.agenda.stays_in = self.last
        for n, on in enumerate(days):
            if not self.absent.on(self.staff, on):
                self.story.add(moment(on, MORNING), partial(self.begin, on, days))
            if n % 3 == 0 or on in days[-2:-1]:
                self.story.add(moment(on, dt.time(8, 32)), self.read_messages)

    def begin(self, on: dt.date, days: list[dt.date], at: dt.datetime) -> None:
        """Look at the day in the morning."""
        self.staff.__dict__.pop("standing_in", None)
        chance = dice(self.staff.number, on, "day")
        at_noon = self.absent.afternoons.get(self.staff.number) == on
        self.today, left = lay(self.agenda.deeds(on, at), on, chance, only_morning=at_noon)
        for deed in left:
            self.agenda.put_off(deed, at)
        out = [one for one in self.today if one.is_out]
        if on == self.stays_out and out:
            max(out, key=lambda one: one.starts).comes_back = False
        for deed in self.today:
            self.doer.will_do(deed)
        if not self.misses(on, days, chance):
            filed = moment(on, LEAVING_AT_NOON) + DAY / 288 if at_noon else self.moment(on, chance)
            self.story.add(filed, partial(self.file, on))
        if chance.random() < 0.985 and not (self.shown and on == self.last):
            time = LEAVING_AT_NOON if at_noon else dt.time(17, chance.randint(34, 57))
            self.story.add(moment(on, time), self.report)

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

    def report(self, at: dt.datetime) -> None:
        """Report to the supervisor before going off work: in person, or from outside by telephone."""
        out = still_out(self.staff, at)
        if out and out.left_at and date_of(out.left_at) < date_of(at):
            return  # who forgot to say that he is back cannot report in person
        absence = out.absence if out else self.doer.went_home_from.get(date_of(at))
        way = DailyReport.Way.PHONE if absence else DailyReport.Way.IN_PERSON
        report(self.staff, at=at, told_at=at, way=way, absence=absence)

    def note(self, log: WorkLog, text: str, at: dt.datetime) -> None:
        add_note(self.staff, at=at, log=log, text=text)
        if log.readings.exists():
            self.above.looks_again(log, at)

    def read_messages(self, at: dt.datetime) -> None:
        catch_up_on_messages(self.staff, at)


def catch_up_on_messages(staff: Staff, at: dt.datetime) -> None:
    """Somebody looks through the messages; the newest ones of these days stay unread."""
    newest = Message.objects.filter(to=staff, read_at=None).order_by("-pk").first()
    if newest:
        read_messages(staff, at=at, upto=newest)
