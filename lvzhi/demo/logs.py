"""The log of a day as the product drafts it; the person adds what stands on no record."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lvzhi.demo.days import Deed
from lvzhi.demo.texts import Deck, dice, read
from lvzhi.desk.draft import draft, drafted_pages
from lvzhi.people.models import Staff
from lvzhi.worklog.models import Difficulty, LogLine, PlanItem, PlanOutcome
from lvzhi.worklog.pages import LogPages
from lvzhi.worklog.queries import plan_to_answer

UNDONE = ("not_done", "partly", "dropped")


@dataclass
class Written:
    """A log to be handed in, and what others may say to it afterwards."""

    pages: LogPages
    facts: dict[str, Any]
    trouble: dict[str, Any] | None


@dataclass
class Writer:
    """One person's own words, day by day."""

    staff: Staff
    decks: dict[str, Deck] = field(default_factory=dict)

    def __post_init__(self) -> None:
        small = read("small")
        names = ("beside", "lessons", "chores", *UNDONE)
        self.decks = {name: Deck(small[name], dice(self.staff.number, name)) for name in names}

    def write(self, on: dt.date, at: dt.datetime, deeds: Sequence[Deed]) -> Written:
        """The draft, checked and completed: a meeting, a difficulty, what became of the rest of the plan."""
        chance = dice(self.staff.number, on, "log")
        asked = plan_to_answer(self.staff, on)
        drafted = draft(self.staff, on, at, asked)
        pages = drafted_pages(drafted, asked)
        answered = {one.item_id for one in pages.outcomes}
        pages.outcomes = [*pages.outcomes, *(self.undone(item, chance) for item in asked if item.pk not in answered)]
        pages.lines = sorted([*pages.lines, *self.typed(on, chance)], key=lambda line: line.starts)
        pages.done = pages.done or "；".join(line.content for line in pages.lines) + "。"
        trouble = next((one.trouble for one in deeds if one.trouble), None)
        pages.difficulties = [hard(trouble)] if trouble else []
        pages.learned = self.lesson(deeds, chance)
        if not pages.plan:
            pages.plan = [PlanItem(text=self.decks["chores"].draw()[0])]
        facts = next((one.facts for one in deeds if one.client), {})
        return Written(pages, facts, trouble)

    def undone(self, item: PlanItem, chance: random.Random) -> PlanOutcome:
        """What no record answers was not done, or only begun."""
        result = chance.choices(UNDONE, (70, 22, 8))[0]
        return PlanOutcome(item=item, result=result, remark=self.decks[result].draw())

    def typed(self, on: dt.date, chance: random.Random) -> list[LogLine]:
        """What stands on no record: the meeting of the week, a course now and then."""
        found = []
        if on.weekday() == 0 and chance.random() < 0.6:
            found.append(line(on, dt.time(8, 30), weekly(on)))
        if chance.random() < 0.03:
            found.append(line(on, dt.time(12, 40), self.decks["beside"].draw()))
        return found

    def lesson(self, deeds: Sequence[Deed], chance: random.Random) -> str:
        own = next((one.lesson for one in deeds if one.lesson), "")
        return own or (str(self.decks["lessons"].draw()) if chance.random() < 0.03 else "")


def weekly(on: dt.date) -> Any:
    """The meeting of a week is the same for everybody."""
    meetings = read("small")["monday"]
    return meetings[on.isocalendar().week % len(meetings)]


def line(on: dt.date, starts: dt.time, row: list[Any]) -> LogLine:
    work, minutes, content, result = row
    ends = (dt.datetime.combine(on, starts) + dt.timedelta(minutes=minutes)).time()
    return LogLine(starts=starts, ends=ends, work=work, content=content, result=result)


def hard(trouble: dict[str, Any]) -> Difficulty:
    return Difficulty(text=trouble["text"], helper=trouble["helper"], urgent=trouble.get("urgent", False))
