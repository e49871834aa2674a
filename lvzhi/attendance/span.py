"""From when to when somebody is away: by half days, or for some hours of one day."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.calendar import DAY, Day, workdays
from lvzhi.core.clock import date_of, midnight_after, moment
from lvzhi.core.models import WORKING, CalendarDay

NOON = dt.time(12)
HALF = Decimal("0.5")
LONGEST = 400  # days


@dataclass(frozen=True)
class Span:
    """A stretch of time. By half days it begins at midnight or noon and ends at noon or 24:00."""

    starts: dt.datetime
    ends: dt.datetime
    short: bool = False

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date, *, from_noon: bool = False, till_noon: bool = False) -> "Span":
        """Both days included, as a whole unless it begins or ends at noon."""
        starts = moment(first, NOON) if from_noon else moment(first)
        ends = moment(last, NOON) if till_noon else midnight_after(last)
        if ends <= starts or (last - first).days > LONGEST:
            raise ValidationError({"last": _("The last day lies before the first.")})
        return cls(starts, ends)

    @classmethod
    def of_hours(cls, on: dt.date, leaves: dt.time, back: dt.time) -> "Span":
        if back <= leaves:
            raise ValidationError({"back": _("This is before leaving.")})
        return cls(moment(on, leaves), moment(on, back), short=True)

    @property
    def first(self) -> dt.date:
        return date_of(self.starts)

    @property
    def last(self) -> dt.date:
        return date_of(self.ends - dt.timedelta(microseconds=1))

    @property
    def from_noon(self) -> bool:
        return not self.short and self.starts == moment(self.first, NOON)

    @property
    def till_noon(self) -> bool:
        return not self.short and self.ends == moment(self.last, NOON)

    def workdays(self) -> Decimal:
        """How many working days lie in it, by the bank's calendar; hours of one day count as none."""
        if self.short:
            return Decimal(0)
        days = {day.date for day in workdays(self.first, self.last)}
        cut = (self.from_noon and self.first in days) + (self.till_noon and self.last in days)
        return len(days) - HALF * cut

    def whole_days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that are free from morning to evening, if there is one."""
        if self.short:
            return None
        first = self.first + DAY * self.from_noon
        last = self.last - DAY * self.till_noon
        return (first, last) if first <= last else None

    def back_on(self) -> dt.date:
        """The working day on which the person is expected back: the same one when the leave ends within a day."""
        if (self.short or self.till_noon) and Day.of(self.last).is_workday:
            return self.last
        later = CalendarDay.objects.filter(date__gt=self.last, kind__in=WORKING).order_by("date")
        found: dt.date = later.values_list("date", flat=True)[0]
        return found

    def has_begun(self, at: dt.datetime) -> bool:
        """Whether an entry at this moment comes afterwards. Who falls ill in the night enters it in the morning."""
        if self.short:
            return at > self.starts
        return at >= (moment(self.first, NOON) if not self.from_noon else midnight_after(self.first))
