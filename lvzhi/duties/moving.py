"""When the calendar changes, the deadlines that were counted by it follow; what is done with stays as it was."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_noop

from lvzhi.core.calendar import DAY, Day
from lvzhi.core.calendar_table import plan_of
from lvzhi.core.clock import date_of, moment
from lvzhi.core.models import Change, NightRun
from lvzhi.core.params import remembered
from lvzhi.core.writing import rehearsing
from lvzhi.duties.engine import settle
from lvzhi.duties.engine_moving import AFTER, BEFORE, ask, follow, lay_table, unexplained
from lvzhi.duties.models import Moved
from lvzhi.duties.rule import RULES, Rule

NO_LONGER_OWED = gettext_noop("The calendar has changed: this is no longer owed.")
SHOWN = 100


class Question(NamedTuple):
    """What a rule says for a day; with `opened`, of facts only those of that day."""

    rule: Rule
    date: dt.date
    opened: dt.date | None = None


@dataclass(frozen=True)
class Moves:
    """What a change of the calendar does to duties: how many, by rule and kind, and the first of them."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    first: list[Moved] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def of(self, what: str) -> int:
        return sum(n for (_rule, kind), n in self.counts.items() if kind == what)


def rehearse(change: Change, at: dt.datetime) -> Moves:
    """What would move if this change of the calendar were confirmed now: done for real, looked at, undone."""
    with rehearsing():
        return move_deadlines(change, at)


def move_deadlines(change: Change, at: dt.datetime) -> Moves:
    """Change the calendar and let the living duties follow.

    1. Ask the rules by the calendar as it is.
    2. Change it, and ask them the same again.
    3. Where the answers differ: move the deadline, close what is no longer owed, raise what is owed now.

    The number of statements depends on the rules and the days, never on the people.
    """
    plan = plan_of(change)
    turning = plan.turning()
    if not turning:
        plan.carry_out()
        return Moves()
    with remembered():
        lay_table()
        questions = ask_before(affected_from(min(turning)), Day.of(date_of(at)))
        plan.carry_out()
        put(AFTER, questions)
    follow(change.pk, at, NO_LONGER_OWED)
    settle()
    return noted(Moved.objects.filter(change=change))


def affected_from(first: dt.date) -> dt.date:
    """The day from which something may be due otherwise: "the last working day of the week" or of the quarter may lie
    before the first day that turns.
    """
    monday = first - first.weekday() * DAY
    return min(monday, dt.date(first.year, (first.month - 1) // 3 * 3 + 1, 1))


def ask_before(since: dt.date, today: Day) -> list[Question]:
    """Ask what the living duties due from then on came from; returns the questions, to be put once more afterwards.

    A rule after a fact is asked today, when it sees the facts of ninety days; any other for each day that was run.
    Duties that this leaves unexplained, such as a year's, name the day they opened: their rules are asked for that.
    """
    ran = list(
        NightRun.objects.filter(day__gte=since, day__lte=today.date).order_by("day").values_list("day", flat=True)
    )
    asked = [
        Question(rule, date)
        for rule in RULES.values()
        for date in ([today.date] if is_after_fact(rule, today) else ran)
    ]
    put(BEFORE, asked)
    left = unexplained(list(RULES), moment(since))
    more = [Question(RULES[name], date, opened) for name, opened in left for date in (opened, opened + DAY)]
    more = [question for question in more if question.date <= today.date]
    put(BEFORE, more)
    return asked + more


def is_after_fact(rule: Rule, day: Day) -> bool:
    owed = rule.ask(day)
    return owed is not None and owed.after_fact


def put(era: int, questions: list[Question]) -> None:
    """Put the questions by the calendar as it now is."""
    days = {day.date: day for day in Day.all_of({q.date for q in questions} | {q.opened or q.date for q in questions})}
    for rule, date, opened in questions:
        if rule.in_force(days[date]):
            ask(era, rule, days[date], days[opened] if opened else None)


def noted(moved: QuerySet[Moved]) -> Moves:
    """What a change did, from the notes beside it."""
    rows = moved.values_list("duty__rule", "what").annotate(n=Count("pk")).order_by("duty__rule", "what")
    first = moved.select_related("duty__owner", "duty__unit").order_by("duty__owner__number", "duty__opens", "pk")
    return Moves({(rule, what): n for rule, what, n in rows}, list(first[:SHOWN]))
