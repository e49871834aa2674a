"""What the supervisors do: read, comment, help, set tasks; and what the head above does."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from lvzhi.core.clock import date_of, moment
from lvzhi.demo.house import Team
from lvzhi.demo.logs import Written
from lvzhi.demo.story import Story
from lvzhi.demo.texts import Deck, dice, filled, read
from lvzhi.people.models import Staff
from lvzhi.records.actions import finish_task, give_task
from lvzhi.worklog.actions import comment_on_log, read_log
from lvzhi.worklog.models import LogComment, WorkLog

DIFFICULTY, WHOLE, LINE = LogComment.Part.DIFFICULTY, LogComment.Part.WHOLE, LogComment.Part.LINE


@dataclass
class Supervisor:
    """One supervisor with the team's logs."""

    team: Team
    story: Story
    last: dt.date
    decks: dict[str, Deck] = field(default_factory=dict)
    remarks: dict[str, Deck] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number = self.team.supervisor.number
        small = read("small")
        names = ("replies", "promises", "head_comments", "head_tasks")
        self.decks = {name: Deck(small[name], dice(number, name)) for name in names}
        self.remarks = {kind: Deck(said, dice(number, kind)) for kind, said in small["comments"].items()}

    def receives(self, log: WorkLog, written: Written, at: dt.datetime) -> None:
        """A log has come in: when it is read, and what is said to it."""
        chance = dice(log.owner.number, log.on, "reading")
        recent = self.story.worked(self.last)[-2:]
        if (log.on in recent and chance.random() < 0.6) or self.lies(log):
            return
        when = self.reading_moment(at, chance)
        self.story.add(when, lambda then: self.reads(log, written, then))
        if written.trouble and chance.random() < 0.35:
            self.story.add(
                when + dt.timedelta(hours=4, minutes=chance.randint(1, 59)), lambda then: self.joins(log, then)
            )

    def lies(self, log: WorkLog) -> bool:
        """One log of last week lies unread although its time is over."""
        days = self.story.worked(self.last)
        return len(days) > 6 and log.on == days[-6] and log.owner_id == self.team.managers[1].pk

    def reading_moment(self, at: dt.datetime, chance: Any) -> dt.datetime:
        """Mostly the next working morning, sometimes on the last day allowed, now and then after it."""
        later = chance.choices((1, 2, 3, 4), (78, 16, 4, 2))[0]
        on = self.story.workday(date_of(at), later)
        return moment(on, dt.time(chance.choice((8, 9, 9, 10, 13, 16)), chance.randint(0, 59), chance.randint(0, 59)))

    def reads(self, log: WorkLog, written: Written, at: dt.datetime) -> None:
        """Open a log; answer its difficulty, or say something to it now and then."""
        chance = dice(log.owner.number, log.on, "said")
        boss = self.team.supervisor
        read_log(boss, at=at, log=log)
        soon = at + dt.timedelta(minutes=chance.randint(1, 6))
        if written.trouble:
            comment_on_log(boss, at=soon, log=log, text=written.trouble["answer"], part=DIFFICULTY, position=1)
            if chance.random() < 0.75:
                self.follow_up(log, written.trouble, soon)
        elif chance.random() < 0.2:
            part, position, text = self.remark(written, chance)
            comment_on_log(boss, at=soon, log=log, text=text, part=part, position=position)
        else:
            return
        if chance.random() < 0.3:
            answer = soon + dt.timedelta(minutes=chance.randint(20, 150))
            self.story.add(answer, lambda then: self.answered(log, "promises" if written.trouble else "replies", then))

    def remark(self, written: Written, chance: Any) -> tuple[str, int, str]:
        """Something to one line of the day, or to the whole of it."""
        fitting = [(n, line.work) for n, line in enumerate(written.pages.lines, start=1) if line.work in self.remarks]
        if not fitting or chance.random() < 0.3:
            return WHOLE, 0, self.remarks["whole"].draw()
        position, work = chance.choice(fitting)
        return LINE, position, self.remarks[work].draw()

    def answered(self, log: WorkLog, how: str, at: dt.datetime) -> None:
        """The writer answers, and the supervisor looks at the log again."""
        comment_on_log(log.owner, at=at, log=log, text=self.decks[how].draw())
        self.looks_again(log, at)

    def looks_again(self, log: WorkLog, at: dt.datetime) -> None:
        """Something was said since: the supervisor opens the log once more."""
        again = moment(self.story.workday(date_of(at), 1), dt.time(8, 50))
        self.story.add(again, lambda then: read_log(self.team.supervisor, at=then, log=log))

    def joins(self, log: WorkLog, at: dt.datetime) -> None:
        """The department head reads what needs others, and says so."""
        read_log(self.team.head, at=at, log=log)
        later = at + dt.timedelta(minutes=3)
        comment_on_log(self.team.head, at=later, log=log, text=self.decks["head_comments"].draw())
        self.looks_again(log, later)

    def follow_up(self, log: WorkLog, trouble: dict[str, Any], at: dt.datetime) -> None:
        """A task comes out of a difficulty; mostly it is done in time."""
        chance = dice(log.owner.number, log.on, "task")
        boss, owner = self.team.supervisor, log.owner
        due = self.story.workday(date_of(at), chance.randint(2, 5))
        task = give_task(boss, at=at, owner=owner, title=trouble["task"], due_on=due, about=log.record)
        day = due if chance.random() < 0.88 else self.story.workday(due, 1)
        done = moment(day, dt.time(chance.choice((10, 11, 14, 15, 16)), chance.randint(0, 59)))
        self.story.add(done, lambda then: finish_task(owner, at=then, task=task, result=trouble["result"]))

    def plan(self) -> None:
        """What the department head asks of the supervisor every other week, and what is open at the end."""
        days = self.story.worked(self.last)
        for on in days[3:-5:9]:
            self.story.add(moment(on, dt.time(9, 5)), self.asked)
        open_ones = read("small")["open_head_tasks"]
        if len(days) > 6:
            leaves(self.story, (self.team.head, self.team.supervisor), open_ones[0], days[-7], days[-2])
            leaves(
                self.story,
                (self.team.head, self.team.supervisor),
                open_ones[1],
                days[-4],
                self.story.workday(self.last, 3),
            )
            self.leave_to_managers(days)

    def asked(self, at: dt.datetime) -> None:
        title, result = self.decks["head_tasks"].draw()
        boss = self.team.supervisor
        due = self.story.workday(date_of(at), 5)
        task = give_task(self.team.head, at=at, owner=boss, title=title, due_on=due)
        done = moment(self.story.workday(date_of(at), 4), dt.time(16, 20))
        self.story.add(done, lambda then: finish_task(boss, at=then, task=task, result=result))

    def leave_to_managers(self, days: list[dt.date]) -> None:
        """Everybody has something open; for the first of the team one thing is due today and one is late."""
        for n, staff in enumerate(self.team.managers):
            self.leave(staff, n, days[-3], self.story.workday(self.last, 1 + n))
        self.leave(self.team.managers[0], 1, days[-4], self.last)
        self.leave(self.team.managers[0], 2, days[-6], days[-2])

    def leave(self, staff: Staff, nth: int, on: dt.date, due: dt.date) -> None:
        """An open task about the nth customer of a relationship manager."""
        titles = read("small")["open_tasks"]
        short, who = (read("customers")["customers"][int(staff.number)][nth][place] for place in (0, 3))
        title = filled(titles[nth % len(titles)], {"c": short, "who": who})
        leaves(self.story, (self.team.supervisor, staff), title, on, due)


def leaves(story: Story, pair: tuple[Staff, Staff], title: str, on: dt.date, due: dt.date) -> None:
    """One person gives another a task that is still open at the end."""
    by, owner = pair
    given = moment(on, dt.time(10, 15))
    story.add(given, lambda at: give_task(by, at=at, owner=owner, title=title, due_on=due))
