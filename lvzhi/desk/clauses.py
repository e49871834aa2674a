"""The state of a clause in one picture: a strip of days, who is late, and the duties that live."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of, midnight_after, moment
from lvzhi.core.models import BankText, CalendarDay
from lvzhi.duties.models import LIVING, Duty
from lvzhi.people.models import Staff
from lvzhi.people.queries import reads_everything

WIDE, NEAR = 35, 91  # days shown to who sees the whole bank, and to everybody else
WORST_FIRST = ("late", "met_late", "open", "met", "excused", "closed")


@dataclass(frozen=True)
class StripDay:
    """What became of the duties that opened on a day."""

    date: dt.date
    kind: str
    counts: dict[str, int]

    @property
    def state(self) -> str:
        """The worst that happened, or nothing where nothing was owed."""
        return next((state for state in WORST_FIRST if self.counts.get(state)), "")


def duties_of(code: str, staff: Staff, at: dt.datetime) -> QuerySet[Duty]:
    """The duties of a clause that this person may see."""
    return Duty.objects.visible_to(staff, date_of(at)).filter(clause=code, opens__lte=at)


def strip(code: str, staff: Staff, at: dt.datetime) -> list[StripDay]:
    """Day by day what became of the clause's duties, whole months, up to today."""
    today = date_of(at)
    span = WIDE if reads_everything(staff, today) else NEAR
    first = (today - span * DAY).replace(day=1)
    state = Case(
        When(met_at__lt=F("due"), then=Value("met")),
        When(met_at__isnull=False, then=Value("met_late")),
        When(excused_at__isnull=False, then=Value("excused")),
        When(closed_at__isnull=False, then=Value("closed")),
        When(due__lte=at, then=Value("late")),
        default=Value("open"),
    )
    rows = (
        duties_of(code, staff, at)
        .filter(opens__gte=moment(first))
        .order_by()
        .values_list(TruncDate("opens", tzinfo=ZONE), state)
        .annotate(number=Count("pk"))
    )
    counts: dict[dt.date, dict[str, int]] = {}
    for date, name, number in rows:
        counts.setdefault(date, {})[name] = number
    days = CalendarDay.objects.filter(date__gte=first, date__lte=today).order_by("date")
    return [StripDay(day.date, day.kind, counts.get(day.date, {})) for day in days]


@dataclass(frozen=True)
class Debtor:
    """Somebody who is late by a clause."""

    pk: int
    name: str
    late: int


def debtors(code: str, staff: Staff, at: dt.datetime, most: int) -> list[Debtor]:
    """Who is late, in the order of names: this is no ranking."""
    rows = (
        duties_of(code, staff, at)
        .filter(LIVING, due__lte=at)
        .order_by("owner__pinyin", "owner")
        .values_list("owner", "owner__name")
        .annotate(late=Count("pk"))[:most]
    )
    return [Debtor(*row) for row in rows]


def living(code: str, staff: Staff, at: dt.datetime, most: int) -> list[Duty]:
    """The duties still owed, the oldest due first."""
    return list(duties_of(code, staff, at).filter(LIVING).select_related("owner", "unit").order_by("due", "pk")[:most])


def of_day(code: str, staff: Staff, at: dt.datetime, date: dt.date, most: int) -> list[Duty]:
    """Every duty that opened on a day, whatever became of it."""
    found = duties_of(code, staff, at).filter(opens__gte=moment(date), opens__lt=midnight_after(date))
    return list(found.select_related("owner", "unit").order_by("owner__pinyin", "pk")[:most])


def tally(code: str, staff: Staff, at: dt.datetime) -> dict[str, int]:
    """How many duties of the clause are late and open now."""
    return duties_of(code, staff, at).aggregate(
        late=Count("pk", filter=LIVING & Q(due__lte=at)), open=Count("pk", filter=LIVING & Q(due__gt=at))
    )


def bank_text(code: str) -> BankText | None:
    """The bank's own wording in force, if it has pasted one."""
    newest = BankText.objects.filter(clause=code).select_related("by").order_by("-id").first()
    return newest if newest and newest.text else None


def with_bank_text() -> set[str]:
    """The clauses to which the bank has pasted its own wording."""
    newest = BankText.objects.order_by("clause", "-id").distinct("clause")
    return {row.clause for row in newest if row.text}
