"""The customers of the demo bank: companies, institutions and banks, entered by the leaders of each team."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.core.identifiers import credit_code_check
from lvzhi.customers.actions import Facts, PersonFacts, add_contact_person, assign, create_customer, set_tier
from lvzhi.customers.models import PREMIUM, ContactPerson, Customer, Segment, Size, Tier
from lvzhi.demo.house import House, Team, next_of
from lvzhi.demo.story import Story
from lvzhi.demo.texts import Deck, dice, read
from lvzhi.people.models import Staff

PUBLIC = ("water", "school", "hospital")
WHO = re.compile(r"^(.*?)(.)(女士|先生|总经理|经理|科长|处长|主任|会计)$")
POSITIONS = (
    ("董事长", ContactPerson.Position.CONTROLLER),
    ("负责人", ContactPerson.Position.LEGAL),
    ("出纳", ContactPerson.Position.CASHIER),
    ("财务", ContactPerson.Position.FINANCE),
    ("会计", ContactPerson.Position.FINANCE),
    ("计财", ContactPerson.Position.FINANCE),
    ("总经理", ContactPerson.Position.MANAGER),
)
SMALLER = (Size.SMALL, Size.MEDIUM)
SIZES = {Tier.CORE: (Size.LARGE, Size.MEDIUM), Tier.KEY: (Size.MEDIUM,), Tier.GENERAL: SMALLER, Tier.PROSPECT: SMALLER}


@dataclass
class Client:
    """One customer as its manager knows it: whom one talks to, what is going on there, what may be seen there."""

    row: Customer
    person: ContactPerson
    facts: dict[str, Any]
    stories: Deck
    seen: Deck
    quiet_from: dt.date

    @property
    def name(self) -> str:
        return self.row.short_name

    @property
    def segment(self) -> str:
        return self.row.segment

    def now(self, **more: Any) -> dict[str, Any]:
        """The facts as they are on one day."""
        return {**self.facts, "seen": self.seen.draw(), **more}

    def is_quiet(self, on: dt.date) -> bool:
        """Whether nobody speaks to this customer any more."""
        return on >= self.quiet_from


def enter(house: House, story: Story, on: dt.date, today: dt.date) -> dict[str, list[Client]]:
    """All customers, by the number of their manager; some changed their tier later on."""
    found: dict[str, list[Client]] = {}
    number = 0
    for team in house.teams:
        for staff in team.managers:
            found[staff.number] = []
            for row in read("customers")["customers"][int(staff.number)]:
                number += 1
                at = moment(on, dt.time(14)) + number * dt.timedelta(minutes=2)
                client = add(team, staff, row, (number, at, today))
                found[staff.number].append(client)
                change_later(story, team, client, row[5])
    return found


def add(team: Team, staff: Staff, row: list[str], when: tuple[int, dt.datetime, dt.date]) -> Client:
    """One customer with its contact persons; who is a core or key customer has a second manager besides."""
    number, at, today = when
    short, _rest, industry, who, buyer, tier = row[:6]
    before = read("customers")["changed"].get(short, [tier])[0]
    created = create_customer(team.head, at=at, facts=facts_of(row, number, at), tier=before, manager=staff)
    if tier in PREMIUM:
        created = assign(team.head, at=at, customer=created, manager=staff, backup=next_of(team, staff))
    person = add_people(team.head, created, who, at)
    chance = dice(staff.number, short)
    about = read("customers")["industries"][industry]
    known = {"c": short, "full": short + row[1], "who": who, "buyer": buyer}
    known |= {name: about[name] for name in ("goods", "raw", "busy")}
    stories = Deck(stories_for(industry, tier), chance)
    return Client(created, person, known, stories, Deck(about["seen"], chance), quiet_from(short, today))


def facts_of(row: list[str], number: int, at: dt.datetime) -> Facts:
    """What is written about a customer. The area of the credit code does not exist."""
    short, rest, industry, _who, _buyer, tier, district, address = row
    body = f"{'12' if industry in PUBLIC else '91'}000000MA{number:07d}"
    chance = dice("facts", short)
    return Facts(
        name=whole_name(short, rest), number=f"D{number:05d}", short_name=short,
        credit_code=body + credit_code_check(body),
        segment=segment_of(industry), size="" if industry in PUBLIC else chance.choice(SIZES[Tier(tier)]),
        industry=read("customers")["industries"][industry]["goods"], district=district, address=district + address,
        phone=f"0000-8{number:03d}000",
        since=at.date() - chance.randint(200, 3000) * DAY if tier != Tier.PROSPECT else None,
    )  # fmt: skip


def whole_name(short: str, rest: str) -> str:
    """示例甲精密 and 精密制造有限公司: what the short name says of the trade does not stand in the whole name twice."""
    signs = iter(rest)
    said_again = all(sign in signs for sign in short[-2:])
    return (short[:-2] if said_again else short) + rest


def segment_of(industry: str) -> str:
    if industry == "bank":
        return Segment.INTERBANK
    return Segment.INSTITUTION if industry in PUBLIC else Segment.COMPANY


def add_people(by: Staff, customer: Customer, who: str, at: dt.datetime) -> ContactPerson:
    """Whom the manager talks to, and at core customers somebody at the counter as well."""
    cashiers = read("customers")["cashiers"]
    more = [cashiers[int(customer.number[1:]) % len(cashiers)]] if customer.tier == Tier.CORE else []
    found = [
        add_contact_person(by, at=at, customer=customer, facts=person_of(one, f"{customer.number[2:]}{n}", n == 0))
        for n, one in enumerate([who, *more])
    ]
    return found[0]


def person_of(who: str, ending: str, is_first: bool) -> PersonFacts:
    """财务总监周女士 is somebody called 周… with that title."""
    told = WHO.match(who)
    assert told, who
    title, surname, call = told.groups()
    given = read("customers")["given_names"]["women" if call == "女士" else "men"]
    return PersonFacts(
        name=surname + dice("given", who, ending).choice(given),
        title=title if call in ("女士", "先生") else title + call,
        position=next((place for word, place in POSITIONS if word in title + call), ContactPerson.Position.OTHER),
        phone=f"138000{ending}",
        is_first=is_first,
    )


def stories_for(industry: str, tier: str) -> list[Any]:
    """What may be going on with such a customer."""
    stories = read("stories")
    kind = "public" if industry in PUBLIC else "bank" if industry == "bank" else "firm"
    fitting = [one for one in stories[kind] if industry in one.get("fits", [industry])]
    if kind != "firm":
        return fitting
    if tier == Tier.PROSPECT:
        return [one for one in fitting if one["name"] in stories["for_prospects"]]
    return [one for one in fitting if one["name"] not in stories["only_prospects"]]


def quiet_from(short: str, today: dt.date) -> dt.date:
    """From when on nobody speaks to a customer: since this month or this quarter began; never, with the others."""
    since = read("customers")["quiet"].get(short)
    if since == "month":
        return today.replace(day=1)
    if since == "quarter":
        return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return dt.date.max


def change_later(story: Story, team: Team, client: Client, tier: str) -> None:
    """The supervisor puts a customer into another tier when it has become more."""
    if change := read("customers")["changed"].get(client.name):
        _before, ago, why = change
        story.add(moment(story.worked_ago(ago), dt.time(9, 20)), partial(raise_tier, team, client, tier, why))


def raise_tier(team: Team, client: Client, tier: str, why: str, at: dt.datetime) -> None:
    client.row = set_tier(team.supervisor, at=at, customer=client.row, tier=tier, why=why)
