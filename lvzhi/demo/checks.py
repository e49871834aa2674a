"""What supervisors make sure of: entries in the off-post register, contacts, reports before going off work."""

import datetime as dt
import math
from dataclasses import dataclass
from functools import partial

from lvzhi.contacts.actions import review_contact, spot_check
from lvzhi.contacts.models import Absence, Contact, SpotCheck
from lvzhi.contacts.params import SPOT_PERCENT
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.customers.models import Tier
from lvzhi.demo.house import Team
from lvzhi.demo.story import Story
from lvzhi.demo.texts import dice, read
from lvzhi.worklog.actions import note_reports
from lvzhi.worklog.models import DailyReport

CHECKS, REVIEWS, NOTES = dt.time(16, 40), dt.time(16, 10), dt.time(18, 6)
FIRST_CHECK = 5  # the working day of a month on which the checks begin


@dataclass
class Checker:
    """One supervisor making sure of what the team has entered."""

    team: Team
    story: Story
    last: dt.date

    def plan(self) -> None:
        """Spot checks through each month, reviews each week, the reports every evening but for the last ones."""
        days = self.story.worked(self.last)
        for n, on in enumerate(days):
            if n % 5 == 4:
                self.story.add(moment(on, REVIEWS), partial(self.review, on))
            if sum(day.month == on.month for day in days[:n]) == FIRST_CHECK or (n == 0 and on.day > FIRST_CHECK):
                self.story.add(moment(on, CHECKS), partial(self.begin_checks, on))
            if dice(self.team.supervisor.number, on, "noted").random() < 0.85 and on not in days[-2:]:
                self.story.add(moment(on, NOTES), self.note)

    def begin_checks(self, on: dt.date, _at: dt.datetime) -> None:
        """Choose among last month's entries; this month one of the checks is still to be made."""
        first = on.replace(day=1)
        before = (first - DAY).replace(day=1)
        rows = Absence.objects.on_business().filter(owner__in=self.team.managers)
        entries = list(rows.filter(leaves_at__gte=moment(before), leaves_at__lt=moment(first)).order_by("pk"))
        needed = math.ceil(len(entries) * SPOT_PERCENT.on(on) / 100)
        if (on.year, on.month) == (self.last.year, self.last.month):
            needed -= 1
        if needed < 1:
            return
        chance = dice(self.team.supervisor.number, before, "checks")
        for n, absence in enumerate(chance.sample(entries, needed)):
            day = self.story.workday(on, 1 + n * 3 // 2)
            self.story.add(moment(day, CHECKS), partial(self.check, absence))

    def check(self, absence: Absence, at: dt.datetime) -> None:
        small, chance = read("small"), dice(absence.owner.number, at, "check")
        differs = chance.random() < 0.12
        finding = SpotCheck.Finding.PARTLY if differs else SpotCheck.Finding.TRUE
        remark = chance.choice(small["spot_partly"]) if differs else ""
        way = chance.choice(small["spot_ways"])
        spot_check(self.team.supervisor, at=at, absence=absence, way=way, finding=finding, remark=remark)

    def review(self, on: dt.date, at: dt.datetime) -> None:
        """Some contacts of the week: mostly they count, every other week one does not."""
        rows = Contact.objects.filter(owner__in=self.team.managers, met_at__gte=moment(on - 6 * DAY), met_at__lt=at)
        found = list(rows.filter(effective=True, reviews=None).select_related("customer").order_by("pk"))
        chance = dice(self.team.supervisor.number, on, "reviews")
        chosen = chance.sample(found, min(3, len(found)))
        doubted = next((one for one in found if one not in chosen and one.customer.tier == Tier.GENERAL), None)
        for n, contact in enumerate(chosen):
            self.say(contact, at + n * dt.timedelta(minutes=3), effective=True)
        if doubted is not None and on.isocalendar().week % 2:
            self.say(doubted, at + dt.timedelta(minutes=14), effective=False)

    def say(self, contact: Contact, at: dt.datetime, *, effective: bool) -> None:
        words = read("small")["opinions" if effective else "ineffective"]
        opinion = dice(self.team.supervisor.number, at, "opinion").choice(words)
        boss = self.team.supervisor
        self.story.add(
            at, lambda then: review_contact(boss, at=then, contact=contact, effective=effective, opinion=opinion)
        )

    def note(self, at: dt.datetime) -> None:
        """Sign what has been reported up to now."""
        reports = list(DailyReport.objects.unnoted().filter(owner__in=self.team.managers).order_by("pk"))
        if reports:
            remark = dice(self.team.supervisor.number, date_of(at), "remark").choice(read("small")["noted"])
            note_reports(self.team.supervisor, at=at, reports=reports, remark=remark)
