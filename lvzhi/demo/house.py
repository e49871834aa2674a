"""The people of the demo bank, entered by its administrator as any bank's people are."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from lvzhi.core.clock import moment
from lvzhi.demo.texts import read
from lvzhi.people.actions.access import change_password, create_administrator
from lvzhi.people.actions.posts import appoint
from lvzhi.people.actions.staff import create_staff
from lvzhi.people.actions.units import change_unit, create_unit
from lvzhi.people.models import Role, Staff, Unit

OPENED = dt.date(2025, 7, 1)  # the first day of every post
ENTERED = moment(OPENED - dt.timedelta(days=5), dt.time(10))
# Both are printed for everybody: nothing of value lies behind them.
FIRST_PASSWORD = "Before-the-first-day-7"  # noqa: S105 (the administrator's, until the other takes its place)
PASSWORD = "Lvzhi-demo-2026"  # noqa: S105


@dataclass
class House:
    """Units by code, people by employee number."""

    admin: Staff
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Staff] = field(default_factory=dict)
    teams: list["Team"] = field(default_factory=list)


@dataclass(frozen=True)
class Team:
    """A supervisor with the relationship managers of the team, and the department head above."""

    supervisor: Staff
    head: Staff
    vice_president: Staff
    managers: tuple[Staff, ...]


def build() -> House:
    """The tree from the head office down, its people and their posts."""
    plan = read("bank")
    admin_row = next(row for row in plan["people"] if row["role"] == "administrator")
    admin = create_administrator(
        None, at=ENTERED, number=str(admin_row["number"]), name=admin_row["name"], password=FIRST_PASSWORD
    )
    house = House(admin, people={admin.number: admin})
    for row in plan["units"]:
        add_unit(house, row)
    for row in plan["people"]:
        if row is not admin_row:
            add_person(house, row)
    house.teams = [team(house, row) for row in plan["teams"]]
    return house


def add_unit(house: House, row: dict[str, Any]) -> None:
    """The first unit is the top, which came with the administrator."""
    given = {"code": row["code"], "name": row["name"], "kind": row["kind"]}
    if "parent" in row:
        made = create_unit(house.admin, at=ENTERED, parent=house.units[row["parent"]], **given)
    else:
        top = Unit.objects.get(parent=None)
        made = change_unit(house.admin, at=ENTERED, unit=top, parent=None, **given)
    house.units[made.code] = made


def add_person(house: House, row: dict[str, Any]) -> None:
    number = str(row["number"])
    staff = create_staff(house.admin, at=ENTERED, number=number, name=row["name"], phone=f"1390000{number}")
    appoint(
        house.admin,
        at=ENTERED,
        staff=staff,
        unit=house.units[row["unit"]],
        role=Role[row["role"].upper()],
        first=OPENED,
    )
    house.people[number] = staff


def team(house: House, row: dict[str, Any]) -> Team:
    people = house.people
    boss, head, above = (people[str(row[post])] for post in ("supervisor", "head", "vice_president"))
    return Team(boss, head, above, tuple(people[str(n)] for n in row["managers"]))


def next_of(team: Team, staff: Staff) -> Staff:
    """Who backs somebody up and stands in for him: the next one of the team."""
    place = [one.pk for one in team.managers].index(staff.pk)
    return team.managers[(place + 1) % len(team.managers)]


def open_the_door(house: House, at: dt.datetime) -> None:
    """Everybody has the password of the demo and need not change it."""
    for staff in house.people.values():
        change_password(staff, at=at, password=PASSWORD)
