"""The regulation, run. Raise, settle, escalate: a handful of SQL statements however many people there are."""

import datetime as dt
import time
from dataclasses import dataclass

from django.db import connection

from lvzhi.core.calendar import DAY, Day
from lvzhi.core.clock import date_of
from lvzhi.core.models import NightRun
from lvzhi.core.params import remembered
from lvzhi.core.sql import insert_select
from lvzhi.core.writing import writing
from lvzhi.duties import engine_sql as sql
from lvzhi.duties.models import Duty, DutyQuerySet
from lvzhi.duties.rule import COLUMNS, RULES, Rule
from lvzhi.records.models import Particulars

MANY = 10_000  # duties raised in one night, from which on the database counts them before it matches them
RECENT = dt.timedelta(days=2)  # how far back the five-minute round looks for rungs whose time has come


@dataclass(frozen=True)
class Night:
    """What one night's run did."""

    date: dt.date
    workday: bool
    raised: dict[str, int]
    settled: int
    escalated: int


def nightly(date: dt.date, at: dt.datetime) -> Night:
    """One day of the regulation, at a moment: raise what the day makes people owe, settle, escalate; again is free."""
    began = time.monotonic()
    day = Day.of(date)
    with writing(), remembered():
        raised = {rule.name: raise_rule(rule, day) for rule in RULES.values() if rule.in_force(day)}
        if sum(raised.values()) > MANY:
            take_stock()
        settled = settle()
        told = escalate(at)
        NightRun.objects.update_or_create(
            day=date,
            defaults={
                "at": at,
                "raised": sum(raised.values()),
                "settled": settled,
                "escalated": told,
                "took": dt.timedelta(seconds=time.monotonic() - began),
            },
        )
    return Night(date, day.is_workday, raised, settled, told)


def catch_up(at: dt.datetime) -> list[Night]:
    """Run every day since the last run, in order, up to today; the first time, today alone."""
    today = date_of(at)
    last = NightRun.objects.order_by("-day").values_list("day", flat=True).filter(day__lte=today).first()
    first = min(last + DAY, today) if last else today
    return [nightly(first + n * DAY, at) for n in range((today - first).days + 1)]


def raise_rule(rule: Rule, day: Day) -> int:
    """Write down what this rule makes people owe on this day; returns how many duties are new."""
    rows = rule.rows(day)
    return 0 if rows is None else insert_select(Duty, COLUMNS, rows, present="owner")


def take_stock() -> None:
    """On the first day of a half-year each customer is owed something at once; taking the table for as small as it
    was yesterday, PostgreSQL would look through it once for every record."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Duty._meta.db_table}")


def raise_at_once(thing: Particulars, at: dt.datetime) -> int:
    """What must be done before the next night is owed from the moment of its fact: an outing ends the same day."""
    rules = [rule for rule in RULES.values() if rule.at_once is type(thing)]
    if not rules:
        return 0
    day = Day.of(date_of(at))
    asked = [rule.rows(day) for rule in rules if rule.in_force(day)]
    return sum(
        insert_select(Duty, COLUMNS, rows.filter(pk=thing.pk), present="owner") for rows in asked if rows is not None
    )


def settle(*records: int) -> int:
    """Match records with the duties they prove: everybody's at night, those of one action after it.

    A record may also take proofs away; the duties that rested on them alone are open again.
    """
    given: dict[str, list[int] | None] = {"records": list(records) or None}
    with connection.cursor() as cursor:
        cursor.execute(sql.REOPEN, given)
        given["reopened"] = [duty for (duty,) in cursor.fetchall()]
        cursor.execute(sql.PROVE, given)
        if records and cursor.rowcount == 0 and not given["reopened"]:
            return 0
        cursor.execute(sql.MEET, given)
        return int(cursor.rowcount)


def escalate(at: dt.datetime, since: dt.datetime | None = None) -> int:
    """Tell people what is due soon or late, once per rung; `since` leaves out rungs whose time came before it."""
    rungs = [
        (rule.name, number, rung.after, rung.to, rung.fallback)
        for rule in RULES.values()
        for number, rung in enumerate(rule.ladder(date_of(at)))
    ]
    if not rungs:
        return 0
    names, numbers, afters, roles, fallbacks = (list(column) for column in zip(*rungs, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.ESCALATE,
            {
                "at": at,
                "day": date_of(at),
                "since": since or dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
                "rules": names,
                "numbers": numbers,
                "afters": afters,
                "roles": roles,
                "fallbacks": fallbacks,
            },
        )
        return int(cursor.rowcount)


def tick(at: dt.datetime) -> int:
    """The clock's short round between nights: settle nothing, tell whose time has come."""
    with writing():
        return escalate(at, since=at - RECENT)


def close(duties: DutyQuerySet, why: str, at: dt.datetime) -> int:
    """The subject of these duties has ended: they are closed with the reason, never deleted."""
    return int(duties.living().update(closed_at=at, closed_why=why))
