"""What a relationship manager means to do: which steps are due, whom nobody has spoken to for long, what comes next."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lvzhi.contacts.actions import call_off_appointment, make_appointment, move_appointment
from lvzhi.contacts.models import Appointment, Contact, Mode
from lvzhi.contacts.saying import Agreed
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.customers.models import PREMIUM, Segment, Tier
from lvzhi.demo.clients import Client
from lvzhi.demo.days import NOON, Deed, errand_of, small_step, step_of
from lvzhi.demo.matters import Hand, Matter
from lvzhi.demo.texts import Deck, dice, read
from lvzhi.people.models import Staff
from lvzhi.records.actions import give_task

MATTERS = 4  # in hand at once
CLOCKS = {"am": (dt.time(9, 30), dt.time(10)), "pm": (dt.time(14), dt.time(14, 30), dt.time(15))}
NEXT_MODES = {"visit": Mode.VISIT, "call": Mode.CALL, "bank": Mode.AT_BANK}
FOR_LONG = dt.date.min


@dataclass
class Agenda:
    """The matters of one person, and when each customer was last spoken to and visited."""

    staff: Staff
    hand: Hand
    add: Callable[[dt.datetime, Callable[[dt.datetime], object]], None]
    days: list[dt.date] = field(default_factory=list)
    stays_in: dt.date | None = None
    spoken: dict[str, dt.date] = field(default_factory=dict)
    visited: dict[str, dt.date] = field(default_factory=dict)
    booked: set[tuple[dt.date, str]] = field(default_factory=set)
    covered: dict[dt.date, list[Client]] = field(default_factory=dict)
    decks: dict[str, Deck] = field(init=False)

    def __post_init__(self) -> None:
        words, number = read("contacts"), self.staff.number
        self.decks = {
            name: Deck(words[name], dice(number, name)) for name in ("calls", "interbank_calls", "drop_ins", "errands")
        }
        self.decks["chores"] = Deck(read("small")["chores"], dice(number, "set"))
        customers = [one for one in self.hand.clients if one.row.tier != Tier.PROSPECT]
        self.decks["called"] = Deck(customers, dice(number, "called"))

    def workday(self, on: dt.date, later: int) -> dt.date:
        """The n-th working day after a date on which this person is there."""
        return [day for day in self.days if day > on][later - 1]

    def deeds(self, on: dt.date, at: dt.datetime) -> list[Deed]:
        """The things of a day: steps that are due, somebody nobody has spoken to, a call, an errand."""
        chance = dice(self.staff.number, on, "deeds")
        due = self.hand.due(on)
        if len(self.hand.open) < MATTERS and (fresh := self.hand.begin(on, chance)):
            due.append(fresh)
        found = [step_of(one, chance) for one in due]
        busy = {one.client.name for one in due}
        found += [one for one in self.neglected(on) if one.client and one.client.name not in busy][:1]
        busy |= {one.client.name for one in found if one.client}
        found += [self.calling(client) for client in self.covered.get(on, [])]
        for _n in range(chance.choice((0, 1, 1, 2))):
            found += self.call(on, busy)
        if not any(one.is_out for one in found) or chance.random() < 0.08:
            found.append(errand_of(self.decks["errands"].draw()))
        if on != self.stays_in:
            return found
        for one in found:
            if one.is_out:
                self.put_off(one, at)
        return [one for one in found if not one.is_out]

    def neglected(self, on: dt.date) -> list[Deed]:
        """Late in a period those who are owed a contact or a visit come first."""
        quarter = on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
        half = on.replace(month=(on.month - 1) // 6 * 6 + 1, day=1)
        late = (on - half).days > 110
        found = []
        for client in self.hand.clients:
            tier, spoken = client.row.tier, self.spoken.get(client.name, FOR_LONG)
            if client.is_quiet(on):
                continue
            if tier in PREMIUM and self.visited.get(client.name, FOR_LONG) < quarter and (on - quarter).days > 50:
                found.append(small_step(client, self.decks["drop_ins"].draw(), "看望<c><who>，了解近期经营"))
                continue
            in_time = {
                Tier.CORE: on.replace(day=1) if on.day > 8 else FOR_LONG,
                Tier.GENERAL: half if late else FOR_LONG,
            }
            if spoken < in_time.get(Tier(tier), FOR_LONG):
                found.append(self.calling(client))
        return found

    def call(self, on: dt.date, busy: set[str]) -> list[Deed]:
        """A customer with whom nothing else goes on today."""
        for _n in range(3):
            client = self.decks["called"].draw()
            if client.name not in busy and not client.is_quiet(on):
                busy.add(client.name)
                return [self.calling(client)]
        return []

    def calling(self, client: Client) -> Deed:
        kind = "interbank_calls" if client.segment == Segment.INTERBANK else "calls"
        return small_step(client, self.decks[kind].draw(), "联系<c><who>")

    def comes_next(self, deed: Deed, at: dt.datetime) -> dict[str, Any]:
        """The matter goes on, or is over; what the contact says about the next step."""
        chance = dice(self.staff.number, at, "next")
        matter = deed.matter
        if matter is not None:
            self.go_on(matter, date_of(at), chance)
        if matter is None or matter.is_over:
            return {"next_step": chance.choice(read("contacts")["next"])}
        if matter.how not in NEXT_MODES:
            return {"next_step": matter.next_step}
        return {"next_step": matter.next_step, "next_on": matter.due, "next_mode": NEXT_MODES[matter.how]}

    def go_on(self, matter: Matter, on: dt.date, chance: random.Random) -> None:
        """The next step is due some days on; work at the desk a day later, so that it is planned before."""
        matter.go_on(chance)
        if not matter.is_over:
            desk = matter.how == "desk"
            matter.due = self.workday(on, chance.choice((2, 2, 3) if desk else (1, 1, 2, 3)))

    def then(self, deed: Deed, at: dt.datetime, contact: Contact | None) -> None:
        """What follows from a thing done: a task for the desk, an appointment for the next visit."""
        on = date_of(at)
        chance = dice(self.staff.number, at, "then")
        if contact is not None and deed.client is not None:
            self.spoken[deed.client.name] = on
            if deed.how == "visit":
                self.visited[deed.client.name] = on
        matter = deed.matter
        if matter is None:
            return
        if contact is None:
            self.go_on(matter, on, chance)
        if matter.is_over:
            return
        if matter.how == "desk":
            about = contact.record if contact else None
            matter.task = give_task(
                self.staff, at=at, owner=self.staff, title=matter.plan, due_on=matter.due, about=about
            )
        elif matter.how == "visit" and (contact is None or chance.random() < 0.4):
            self.agree(matter, at, chance)

    def agree(self, matter: Matter, at: dt.datetime, chance: random.Random) -> None:
        """An appointment for the next visit; some are moved later on, or called off."""
        half = chance.choice(("am", "pm"))
        if (matter.due, half) in self.booked or matter.client.is_quiet(matter.due):
            return
        self.booked.add((matter.due, half))
        agreed = self.agreed(matter, half, chance)
        matter.appointment = make_appointment(self.staff, at=at, customer=matter.client.row, agreed=agreed)
        before = moment(matter.due - DAY, dt.time(16, 5))
        if before > at and chance.random() < 0.2:
            self.add(before, partial(self.change, matter, matter.appointment, half))

    def agreed(self, matter: Matter, half: str, chance: random.Random) -> Agreed:
        starts = moment(matter.due, chance.choice(CLOCKS[half]))
        return Agreed(
            starts=starts, ends=starts + dt.timedelta(hours=1), purpose=matter.next_step, mode=Mode.VISIT,
            place=matter.client.row.address, person=matter.client.person,
        )  # fmt: skip

    def change(self, matter: Matter, appointment: Appointment, half: str, at: dt.datetime) -> None:
        """It is moved to a later day, or does not take place."""
        if matter.appointment is not appointment:
            return
        chance = dice(self.staff.number, at, "change")
        self.booked.discard((matter.due, half))
        due = self.workday(matter.due, chance.choice((1, 2)))
        moves = chance.random() < 0.7 and (due, half) not in self.booked and not matter.client.is_quiet(due)
        matter.due = due
        reason = chance.choice(read("contacts")["moved" if moves else "fallen_through"])
        if moves:
            self.booked.add((due, half))
            matter.appointment = move_appointment(
                self.staff, at=at, appointment=appointment, agreed=self.agreed(matter, half, chance), reason=reason
            )
        else:
            call_off_appointment(self.staff, at=at, appointment=appointment, reason=reason)
            matter.appointment = None

    def put_off(self, deed: Deed, at: dt.datetime) -> None:
        """There was no time for it: it stays for another day; what is agreed is agreed anew."""
        matter = deed.matter
        if matter is None:
            return
        if matter.appointment is not None:
            half = "am" if matter.appointment.starts < moment(matter.due, NOON) else "pm"
            self.change(matter, matter.appointment, half, at)
        else:
            matter.due = self.workday(date_of(at), 1)
