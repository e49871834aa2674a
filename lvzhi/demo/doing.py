"""What is done on a day, through the actions: outings and the return from them, calls, work at the desk."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lvzhi.contacts.actions import change_absence, come_back, leave_post, record_contact
from lvzhi.contacts.models import Absence, Business, Contact, Mode, Place, Purpose
from lvzhi.contacts.saying import Back, Outing, Said
from lvzhi.core.clock import date_of
from lvzhi.demo.days import WAY, Deed, some
from lvzhi.demo.files import papers_for
from lvzhi.demo.promises import Promises
from lvzhi.demo.texts import dice, read
from lvzhi.people.models import Staff
from lvzhi.records.actions import finish_task, give_task

MODES = {"visit": Mode.VISIT, "call": Mode.CALL, "bank": Mode.AT_BANK}
BUSINESS = {
    "marketing": Business.VISIT, "care": Business.VISIT, "before_loan": Business.BEFORE_LOAN,
    "during_loan": Business.SIGNING, "after_loan": Business.AFTER_LOAN, "collection": Business.COLLECTION,
}  # fmt: skip
PURPOSES = {
    "marketing": (Purpose.NEEDS, Purpose.PRODUCTS, Purpose.SOLUTION), "care": (Purpose.RELATION,),
    "before_loan": (Purpose.INFORMATION,), "during_loan": (Purpose.SIGNING,), "after_loan": (Purpose.INSPECTION,),
    "collection": (Purpose.COLLECTION,),
}  # fmt: skip
GOING_HOME = dt.time(16, 40)
Next = Callable[[Deed, dt.datetime], dict[str, Any]]
Then = Callable[[Deed, dt.datetime, Contact | None], None]


@dataclass
class Doer:
    """One person at work. `comes_next` says what is agreed as the next step, `then` what follows from a thing done."""

    staff: Staff
    add: Callable[[dt.datetime, Callable[[dt.datetime], object]], None]
    promises: Promises
    comes_next: Next
    then: Then
    put_off: Callable[[Deed, dt.datetime], None]
    went_home_from: dict[dt.date, Absence] = field(default_factory=dict)

    def will_do(self, deed: Deed) -> None:
        """Let it happen at its time."""
        if not deed.is_out:
            self.add(deed.ends, partial(self.finish if deed.how == "desk" else self.meet, deed))
            return
        late = dice(self.staff.number, deed.starts, "late").random() < 0.04
        at = deed.starts + dt.timedelta(minutes=24) if late else deed.starts - dt.timedelta(minutes=4)
        self.add(at, partial(self.leave, deed))

    def finish(self, deed: Deed, at: dt.datetime) -> None:
        """Work at the desk is a task that one has set oneself."""
        assert deed.matter is not None
        task = deed.matter.task or give_task(self.staff, at=at, owner=self.staff, title=deed.plan, due_on=date_of(at))
        finish_task(self.staff, at=at, task=task, result=f"{deed.result}。{deed.content}".rstrip("。"))
        self.then(deed, at, None)

    def meet(self, deed: Deed, at: dt.datetime) -> None:
        """A call, or a customer who comes to the bank, is written down at once."""
        assert deed.client is not None
        said = self.said(deed, deed.starts, deed.ends, at)
        contact = record_contact(self.staff, at=at, customer=deed.client.row, said=said)
        self.promises.follow()
        self.then(deed, at, contact)

    def leave(self, deed: Deed, at: dt.datetime) -> None:
        """Out of the house, after an entry in the off-post register."""
        chance = dice(self.staff.number, deed.starts, "out")
        words = read("contacts")
        late = chance.choice(words["left_late"]) if at > deed.starts else ""
        absence = leave_post(self.staff, at=at, outing=outing(deed, late, chance))
        agreed = deed.matter and deed.matter.appointment
        if deed.comes_back and not late and not agreed and chance.random() < 0.02:
            reason = chance.choice(words["called_off"])
            change_absence(self.staff, at=at, absence=absence, reason=reason, cancelled=True)
            self.put_off(deed, at)
            return
        if chance.random() < 0.05:
            self.add(deed.ends - dt.timedelta(minutes=12), partial(self.longer, deed, absence))
            deed.ends += dt.timedelta(minutes=30)
        if deed.comes_back:
            self.add(deed.ends + some(chance, 1, 6), partial(self.back, deed, absence))

    def longer(self, deed: Deed, absence: Absence, at: dt.datetime) -> None:
        """It takes longer than registered."""
        reason = dice(self.staff.number, deed.starts, "longer").choice(read("contacts")["later"])
        change_absence(self.staff, at=at, absence=absence, reason=reason, back_by=deed.ends)

    def back(self, deed: Deed, absence: Absence, at: dt.datetime) -> None:
        """Back with the result; at a customer's it is the contact, too. Late in the afternoon one may go home."""
        on = date_of(at)
        chance = dice(self.staff.number, deed.starts, "back")
        said = self.said(deed, deed.starts + WAY, deed.ends - WAY, at) if deed.client else None
        home = deed.ends.time() > GOING_HOME and chance.random() < 0.5
        back = Back(
            at=deed.ends, result=deed.result, next_step=said.next_step if said else "",
            goes_home=home, reason=chance.choice(read("contacts")["goes_home"]) if home else "",
        )  # fmt: skip
        files = papers_for(self.staff, on, deed.facts, chance) if deed.client and chance.random() < 0.03 else ()
        come_back(self.staff, at=at, absence=absence, back=back, contact=said, files=files)
        if home:
            self.went_home_from[on] = absence
        contact = Contact.objects.get(absence=absence) if said else None
        self.promises.follow()
        self.then(deed, at, contact)

    def said(self, deed: Deed, met_at: dt.datetime, until: dt.datetime, at: dt.datetime) -> Said:
        """What is written about the contact: the words of the step, and some more now and then."""
        chance = dice(self.staff.number, deed.starts, "said")
        assert deed.client is not None
        agreed = deed.matter.appointment if deed.matter else None
        purposes = PURPOSES.get(deed.work, (Purpose.SOLUTION,))
        more: dict[str, Any] = {
            name: chance.choice(read("contacts")[name])
            for name, often in (("needs", 0.14), ("signals", 0.1), ("competitors", 0.08))
            if chance.random() < often
        }
        if deed.work == "marketing" and chance.random() < 0.4:
            more["products"] = chance.choice(read("contacts")["products"])
        promises = self.promises.made(met_at, chance)
        return Said(
            met_at=met_at, until=until, mode=MODES[deed.how], minutes=deed.content, result=deed.result,
            purposes=[chance.choice(purposes)], person=deed.client.person, appointment=agreed, promises=promises,
            place=deed.client.row.address if deed.how == "visit" else "",
            satisfaction=chance.choice((3, 4, 4, 5)) if chance.random() < 0.3 else None,
            **more, **self.comes_next(deed, at),
        )  # fmt: skip


def outing(deed: Deed, late: str, chance: random.Random) -> Outing:
    """What stands in the off-post register."""
    given: dict[str, Any] = {
        "leaves_at": deed.starts, "back_by": quarter(deed.ends), "purpose": deed.plan, "late_reason": late,
        "transport": chance.choice(read("contacts")["transport"]),
    }  # fmt: skip
    if deed.errand:
        business, kind, place = deed.errand[:3]
        return Outing(business=business, place_kind=kind, place=place, **given)
    client = deed.client
    if client is None:
        firm, name = chance.choice(read("contacts")["newcomers"])
        phone = f"13800009{chance.randint(100, 999)}"
        return Outing(business=Business.VISIT, place=firm, prospect=firm, person_name=name, phone=phone, **given)
    return Outing(
        business=BUSINESS.get(deed.work, Business.VISIT), place=client.row.address, place_kind=Place.CUSTOMER,
        customer=client.row, person=client.person, **given,
        appointment=deed.matter.appointment if deed.matter else None,
    )  # fmt: skip


def quarter(at: dt.datetime) -> dt.datetime:
    """Up to the next quarter of an hour, as people write it."""
    return at + dt.timedelta(minutes=-at.minute % 15 or 15)
