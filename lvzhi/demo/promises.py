"""What is promised to customers, and whether it is kept."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from lvzhi.contacts.actions import keep_promise
from lvzhi.contacts.models import Promise
from lvzhi.contacts.queries import acts_as
from lvzhi.core.clock import date_of, moment
from lvzhi.demo.texts import dice, read
from lvzhi.people.models import Staff

LENGTHS = (1, 2, 2, 3, 4)  # working days that a promise gives itself


@dataclass
class Promises:
    """The promises of one relationship manager."""

    staff: Staff
    add: Callable[[dt.datetime, Callable[[dt.datetime], object]], None]
    workday: Callable[[dt.date, int], dt.date]
    fresh: list[Promise] = field(default_factory=list)

    def made(self, met_at: dt.datetime, chance: random.Random) -> Sequence[Promise]:
        """Now and then something is promised, mostly by us."""
        if chance.random() < 0.12:
            due = self.workday(date_of(met_at), chance.choice(LENGTHS))
            self.fresh = [Promise(text=chance.choice(read("contacts")["promised"]), due_on=due)]
        return self.fresh

    def follow(self) -> None:
        """What was promised in the contact just written is mostly kept in time."""
        for one in self.fresh:
            assert one.due_on is not None
            chance = dice(self.staff.number, one.due_on, one.text, "kept")
            if chance.random() < 0.85:
                at = moment(one.due_on, dt.time(chance.choice((10, 11, 16)), chance.randint(0, 59)))
                self.add(at, partial(self.keep, one, given_up=chance.random() < 0.06))
        self.fresh = []

    def keep(self, promise: Promise, at: dt.datetime, *, given_up: bool) -> None:
        words = read("contacts")["given_up" if given_up else "kept"]
        remark = dice(self.staff.number, at, "remark").choice(words)
        owner = promise.contact.owner
        by = self.staff if acts_as(self.staff, owner.pk, date_of(at)) else owner  # back from leave, he does it himself
        keep_promise(by, at=at, promise=promise, given_up=given_up, remark=remark)
