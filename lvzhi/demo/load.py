"""Loads the demo branch: its people, and three months of their work through the actions themselves."""

import datetime as dt
import sys
from unicodedata import east_asian_width

from django.utils import translation

from lvzhi.core import trail
from lvzhi.core.alone import alone_until_commit
from lvzhi.core.calendar import DAY, Day
from lvzhi.core.clock import date_of, moment
from lvzhi.core.embedded import Trouble
from lvzhi.core.models import TrailLine
from lvzhi.core.params import remembered
from lvzhi.core.sql import insert_select
from lvzhi.core.writing import writing
from lvzhi.customers.models import Tier
from lvzhi.demo.agenda import Agenda
from lvzhi.demo.agreements import agree, before
from lvzhi.demo.checks import Checker
from lvzhi.demo.clients import Client, enter
from lvzhi.demo.goals import Goals
from lvzhi.demo.house import PASSWORD, House, Team, build, next_of, open_the_door
from lvzhi.demo.leaves import Absent, plan_leaves, plan_waiting
from lvzhi.demo.managers import Manager, catch_up_on_messages
from lvzhi.demo.matters import Hand
from lvzhi.demo.sql import take_stock
from lvzhi.demo.story import Story
from lvzhi.demo.supervisors import Supervisor, leaves
from lvzhi.demo.texts import read
from lvzhi.duties.models import Duty
from lvzhi.duties.rule import COLUMNS, RULES
from lvzhi.people.models import Staff

WEEKS = 13
JUST_BEFORE = dt.time(0, 1)
CONTACTS = "16.1"
MARK = "demo"  # what the line on the trail is about that says: these people are invented


def load(at: dt.datetime, weeks: int = WEEKS) -> bool:
    """Load the demo unless it is there; says whether it did.

    All of it is one transaction: a load that was broken off leaves nothing behind. A database with real people is
    left alone.
    """
    with writing():
        alone_until_commit("demo")
        if TrailLine.objects.filter(ref=MARK, action="demo.load").exists():
            return False
        if Staff.objects.exists():
            raise Trouble("This database has people of its own; the demo goes into an empty one.")
        with translation.override("zh-hans"), remembered():
            live(build(), at, weeks)
        trail.write("demo.load", at=at, ref=MARK, detail={"weeks": str(weeks)})
    progress("")
    return True


def live(house: House, at: dt.datetime, weeks: int) -> None:
    """Weeks of work, up to this moment."""
    today = date_of(at)
    first = today - weeks * 7 * DAY
    story = Story.of(first, at, today)
    agree(house, story, today)
    clients = enter(house, story, before(story), today)
    story.add(moment(first, JUST_BEFORE), owed_already)
    for team in house.teams:
        above = Supervisor(team, story, today)
        above.plan()
        Checker(team, story, today).plan()
        Goals(team, story).plan(today)
        absent = plan_leaves(story, team, today)
        plan_waiting(story, team, today)
        for n, staff in enumerate(team.managers):
            agenda = Agenda(staff, Hand(staff.number, clients[staff.number]), story.add)
            agenda.covered = covered(team, staff, absent, clients)
            Manager(staff, team, story, above, agenda, absent, today, shown=n == 0).plan()
        for leader in (team.supervisor, team.head):
            for on in story.worked(today)[:-1:3]:
                story.add_reading(leader, on, catch_up_on_messages)
    for by, owner, title, ago, due in read("small")["house_tasks"]:
        pair = house.people[str(by)], house.people[str(owner)]
        leaves(story, pair, title, story.worked(today)[-1 - ago], story.workday(today, due))
    story.tell(lambda day: passed((day - first).days, (today - first).days + 1))
    open_the_door(house, at)


def covered(team: Team, staff: Staff, absent: Absent, clients: dict[str, list[Client]]) -> dict[dt.date, list[Client]]:
    """Whom somebody calls for an absent colleague: on each day one customer, the most important ones first."""
    found: dict[dt.date, list[Client]] = {}
    for one in team.managers:
        if next_of(team, one) == staff:
            theirs = sorted(clients[one.number], key=lambda client: list(Tier).index(Tier(client.row.tier)))
            for n, day in enumerate(absent.days.get(one.number, [])):
                found[day] = [theirs[n % 3]]
    return found


def owed_already(at: dt.datetime) -> None:
    """What customers are owed in the quarter and the half-year that run already when the story begins."""
    first = date_of(at)
    begun = {first.replace(month=(first.month - 1) // months * months + 1, day=1) for months in (3, 6)}
    for day in Day.all_of(begun):
        for rule in RULES.values():
            rows = rule.rows(day) if rule.clause == CONTACTS and rule.in_force(day) else None
            if rows is not None:
                insert_select(Duty, COLUMNS, rows.filter(owed_due__gt=at), present="owner")


def passed(nth: int, of: int) -> None:
    """A day begins; when there is twice as much as before, the database takes stock."""
    if nth > 0 and nth & (nth - 1) == 0:
        take_stock()
    progress(f"{nth + 1}/{of}")


def progress(how_far: str) -> None:
    """One line on the terminal that is written over; nothing where nobody looks."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[KLoading the demo branch: day {how_far}" if how_far else "\r\033[K")
        sys.stderr.flush()


def logins() -> str:
    """Who may sign in and what there is to see, as a small table; the password ends each line."""
    names = dict(Staff.objects.values_list("number", "name"))
    rows = [[str(r["number"]), names.get(str(r["number"]), ""), r["post"], r["look"]] for r in read("bank")["logins"]]
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  " + "  ".join([*(text + " " * (w - width(text)) for text, w in zip(row, wide, strict=True)), PASSWORD])
        for row in rows
    )


def width(text: str) -> int:
    """How many columns of a terminal a text takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
