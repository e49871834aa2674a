"""Before a parameter is set, its value is tried on the year before: the rules are asked again, the records answer."""

import datetime as dt
from functools import lru_cache
from typing import Any

from lvzhi.core.calendar import DAY, Day
from lvzhi.core.clock import date_of
from lvzhi.core.models import NightRun
from lvzhi.core.params import PARAMETERS, asked, remembered, tried
from lvzhi.core.writing import writing
from lvzhi.duties.engine_trying import NEW, NOW, count, drop_table, lay_table, suppose
from lvzhi.duties.models import Trial
from lvzhi.duties.rule import RULES, Rule

YEAR = 365
LISTENED = 40  # days on which rules are heard to learn what they ask: a whole month with its ends
AT_ONCE = 7  # days after which the progress is written down


def span(today: dt.date) -> tuple[dt.date, dt.date]:
    """The days on which a value is tried: a year up to yesterday, or as far back as the rules have run."""
    first = NightRun.objects.order_by("day").values_list("day", flat=True).first() or today
    return max(first, today - YEAR * DAY), today - DAY


@lru_cache(maxsize=4)
def askers(today: dt.date) -> dict[str, tuple[str, ...]]:
    """Which rules ask which parameter, found by asking them over a month and at the quarters' starts."""
    starts = [dt.date(year, month, 1) for year in (today.year - 1, today.year) for month in (1, 4, 7, 10)]
    dates = {today - n * DAY for n in range(LISTENED)} | {d for d in starts if today - YEAR * DAY < d <= today}
    days = Day.all_of(dates)
    found: dict[str, list[str]] = {}
    with remembered():
        for rule in RULES.values():
            for key in sorted(parameters_of(rule, days)):
                found.setdefault(key, []).append(rule.name)
    return {key: tuple(rules) for key, rules in found.items()}


def parameters_of(rule: Rule, days: list[Day]) -> set[str]:
    """What a rule asks, for what is owed and for who is told."""
    with asked() as keys:
        for day in days:
            rule.ask(day)
            rule.ladder(day.date)
    return keys


def run_trial(trial: Trial, at: dt.datetime) -> None:
    """Ask the rules that use the parameter for every day of the span, with the present value and with the new one.

    Everybody at once: the number of statements depends on the days and the rules. Each stretch of days is a
    transaction of its own, so that the page can show how far it is.
    """
    key = trial.change.key
    values = {NOW: PARAMETERS[key].on(date_of(at)), NEW: trial.change.content["value"]}
    rules = [RULES[name] for name in askers(date_of(at)).get(key, ())]
    with writing():
        lay_table()
    for start in range(0, trial.days if rules else 0, AT_ONCE):
        done = min(start + AT_ONCE, trial.days)
        days = Day.all_of([trial.first + n * DAY for n in range(start, done)])
        with writing(), remembered():
            for variant, value in values.items():
                with tried({key: value}):
                    suppose_all(variant, rules, days)
            Trial.objects.filter(pk=trial.pk).update(done=done)
    with writing():
        result = beside(rules, count(at))
        drop_table()
        Trial.objects.filter(pk=trial.pk).update(done=trial.days, finished_at=at, failed="", result=result)


def mark_failed(trial: Trial, why: str) -> None:
    """The trial broke off; what it said is kept for who looks after the system."""
    with writing():
        Trial.objects.filter(pk=trial.pk).update(failed=why[:300] or "?")


def suppose_all(variant: int, rules: list[Rule], days: list[Day]) -> None:
    for day in days:
        for rule in rules:
            if rule.in_force(day):
                suppose(variant, rule, day)


def beside(rules: list[Rule], counted: list[tuple[int, str, str, int]]) -> list[dict[str, Any]]:
    """For each rule how many duties came to what, now and with the new value."""
    found: dict[str, dict[int, dict[str, int]]] = {rule.name: {NOW: {}, NEW: {}} for rule in rules}
    for variant, rule, state, n in counted:
        found[rule][variant][state] = n
    return [{"rule": name, "now": both[NOW], "new": both[NEW]} for name, both in found.items()]
