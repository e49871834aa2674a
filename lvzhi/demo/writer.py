"""Writes the logs of one relationship manager: what was planned yesterday is what was done today, mostly."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from lvzhi.demo.matters import Hand, Matter
from lvzhi.demo.texts import Deck, dice, filled, read
from lvzhi.worklog.models import Difficulty, LogLine, PlanItem, PlanOutcome
from lvzhi.worklog.pages import LogPages

MORNING, NOON, AFTERNOON, EVENING = 8 * 60 + 40, 12 * 60, 13 * 60 + 30, 18 * 60
RESULTS = ("done", "partly", "not_done", "dropped")
WEIGHTS = (84, 7, 7, 2)
DRAWN = (
    "friday", "any", "calls", "openers", "deeds", "two_deeds", "over_noon", "two_over_noon", "plain", "two_plain",
    "beside", "endings", "partly", "not_done", "dropped", "lessons",
)  # fmt: skip
BESIDE = ("office", "learning", "meeting")


@dataclass
class Entry:
    """One thing of the day, before it has a time; `trouble` is what it left behind that needs help."""

    work: str
    minutes: int
    content: str
    result: str
    short: str
    whom: str = ""
    lesson: str = ""
    trouble: dict[str, Any] | None = None
    starts: int = 0


@dataclass
class Written:
    """A log to be handed in, and what others may say to it afterwards."""

    pages: LogPages
    facts: dict[str, Any]
    trouble: dict[str, Any] | None


@dataclass
class Writer:
    """What one person remembers from log to log."""

    number: str
    hand: Hand = field(init=False)
    planned: list[Matter] = field(default_factory=list)
    decks: dict[str, Deck] = field(default_factory=dict)
    before: str = ""

    def __post_init__(self) -> None:
        self.hand = Hand(self.number)
        small = read("small")
        self.decks = {name: Deck(small[name], dice(self.number, name)) for name in DRAWN}

    def write(self, on: dt.date, asked: list[PlanItem]) -> Written:
        """The log of a day; `asked` is what was planned last and is answered now."""
        chance = dice(self.number, on)
        entries: list[Entry] = []
        outcomes = [self.outcome(item, matter, entries, chance)
                    for item, matter in zip(asked, self.planned, strict=True)]  # fmt: skip
        if len(entries) < 2 or not asked:
            fresh = [m for m in self.hand.next_matters(1, chance) if m not in self.planned]
            entries += [self.worked(m, chance) for m in fresh]
        entries += self.small(on, len(entries), chance)
        lines = timed(entries, chance)
        told = next((e.trouble for e in entries if e.trouble), None)
        facts = (self.planned[0].customer if self.planned else self.hand.customers[0]).now()
        self.planned = self.hand.next_matters(chance.choice((2, 2, 3)), chance)
        pages = LogPages(
            done=self.body(entries),
            lines=lines,
            outcomes=outcomes,
            difficulties=[hard(told)] if told else [],
            plan=[PlanItem(text=m.plan) for m in self.planned],
            learned=self.lesson(entries, chance),
        )
        return Written(pages, facts, told)

    def outcome(self, item: PlanItem, matter: Matter, entries: list[Entry], chance: random.Random) -> PlanOutcome:
        """What became of a plan: mostly it was done, and then it is one of the day's things."""
        result = chance.choices(RESULTS, WEIGHTS)[0]
        remark = "" if result == "done" else self.decks[result].draw()
        if result == "done":
            entries.append(self.worked(matter, chance))
        elif result == "partly":
            entries.append(begun(matter, remark))
        elif result == "dropped":
            matter.go_on(chance)
        return PlanOutcome(item=item, result=result, remark=remark)

    def worked(self, matter: Matter, chance: random.Random) -> Entry:
        """A step of a matter was taken."""
        step = matter.steps[matter.step]
        content, result, short = step["said"][matter.way]
        facts = matter.customer.now(**matter.facts)
        trouble = step.get("trouble") if chance.random() < 0.45 else None
        if trouble:
            trouble = {k: filled(v, facts) if isinstance(v, str) else v for k, v in trouble.items()}
        lesson = step.get("lesson", "") if chance.random() < 0.5 else ""
        matter.go_on(chance)
        return Entry(
            step["work"], step["time"] + chance.choice((-10, 0, 0, 10)), filled(content, facts), filled(result, facts),
            filled(short, facts), facts["c"], lesson, trouble,
        )  # fmt: skip

    def small(self, on: dt.date, have: int, chance: random.Random) -> list[Entry]:
        """The small things between: a meeting, a course, a call."""
        names = ["monday"] if on.weekday() == 0 else ["friday"] if on.weekday() == 4 else []
        if chance.random() < 0.55 or have < 2:
            names.append("calls")
        if chance.random() < 0.4 or have + len(names) < 3:
            names.append("any")
        found = []
        for name in names:
            work, minutes, *words = weekly(on) if name == "monday" else self.decks[name].draw()
            whom = chance.choice(self.hand.firms).now()
            content, result, short = (filled(one, whom) for one in words)
            found.append(Entry(work, minutes, content, result, short, whom["c"] if name == "calls" else ""))
        return found

    def body(self, entries: list[Entry]) -> str:
        """The day in two or three sentences, never in the words of the day before; small things come last."""
        told = [e for e in entries if e.work not in BESIDE] or entries
        shorts = [e.short for e in told][:3]
        if len(shorts) == 1:
            text = f"{shorts[0]}。"
        else:
            noon = told[0].starts < NOON <= told[1].starts and len(shorts) < 4
            deeds = not any(one.startswith("示例") for one in shorts)
            form = ("over_noon" if noon else "deeds") if deeds else "plain"
            name = form if len(shorts) > 2 else f"two_{form}"
            text = (self.decks["openers"].draw() if form == "deeds" else "") + self.decks[name].draw().format(*shorts)
        if rest := [e.short for e in entries if e not in told]:
            text += self.decks["beside"].draw().format("，".join(rest))
        return text + str(self.decks["endings"].draw())

    def lesson(self, entries: list[Entry], chance: random.Random) -> str:
        own = next((e.lesson for e in entries if e.lesson), "")
        return own or (str(self.decks["lessons"].draw()) if chance.random() < 0.16 else "")


def weekly(on: dt.date) -> Any:
    """The meeting of a week is the same for everybody."""
    meetings = read("small")["monday"]
    return meetings[on.isocalendar().week % len(meetings)]


def begun(matter: Matter, remark: str) -> Entry:
    """A step was begun and goes on; how far it came stands in the remark."""
    step = matter.steps[matter.step]
    plan = matter.plan
    return Entry(step["work"], max(step["time"] - 20, 20), plan, remark, plan, matter.customer.facts["c"])


def hard(trouble: dict[str, Any]) -> Difficulty:
    return Difficulty(text=trouble["text"], helper=trouble["helper"], urgent=trouble.get("urgent", False))


def timed(entries: list[Entry], chance: random.Random) -> list[LogLine]:
    """The things of the day one after another, with a break at noon; meetings come first in the morning."""
    entries.sort(key=lambda e: e.work != "meeting")
    now, lines = MORNING + chance.choice((0, 5, 10, 20)), []
    for one in entries:
        if now < AFTERNOON and now + one.minutes > NOON + 10:
            now = max(now, AFTERNOON)
        ends = min(now + one.minutes, EVENING + 30)
        if ends - now < 10:
            break
        one.starts = now
        lines.append(
            LogLine(
                starts=clock(now),
                ends=clock(ends),
                work=one.work,
                whom=one.whom,
                content=one.content,
                result=one.result,
            )
        )
        now = ends + chance.choice((10, 15, 25, 40))
    return lines


def clock(minutes: int) -> dt.time:
    return dt.time(*divmod(minutes // 5 * 5, 60))
