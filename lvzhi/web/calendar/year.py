"""A year as twelve leaves: what each day is, in shape and word."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.feasts import feast_name
from lvzhi.core.models import CalendarDay
from lvzhi.web import words

Kind = CalendarDay.Kind
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """One day on a leaf."""

    date: dt.date
    kind: str
    mark: str  # the word beside the number: a day off, or one worked instead
    label: str
    today: bool
    decided: bool  # by the bank itself


@dataclass(frozen=True)
class Leaf:
    """One month: its weeks from Monday to Sunday, what is special about it, how many days are worked."""

    first: dt.date
    weeks: list[list[Cell | None]]
    notes: list[str]
    worked: int
    provisional: bool

    @property
    def name(self) -> str:
        return month_name(self.first.month)

    @property
    def sum(self) -> str:
        return ngettext("%(num)s working day", "%(num)s working days", self.worked) % {"num": self.worked}


@dataclass(frozen=True)
class Year:
    """What the calendar page shows of a year."""

    number: int
    leaves: list[Leaf] = field(default_factory=list)
    provisional: bool = False

    @property
    def worked(self) -> int:
        return sum(leaf.worked for leaf in self.leaves)


def month_name(month: int) -> str:
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return names[month - 1]


def weekday_letters() -> list[str]:
    """One sign for each weekday, over the columns of a leaf."""
    return [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")]


def year_of(number: int, today: dt.date) -> Year:
    """The year as it stands in the table, in one query."""
    first = dt.date(number, 1, 1)
    days = list(CalendarDay.objects.filter(date__gte=first, date__lt=dt.date(number + 1, 1, 1)).order_by("date"))
    leaves = [leaf(list(of), today) for _month, of in groupby(days, key=lambda d: d.date.month)]
    return Year(number, leaves, any(leaf.provisional for leaf in leaves))


def leaf(days: list[CalendarDay], today: dt.date) -> Leaf:
    """The days of one month."""
    before: list[Cell | None] = [None] * days[0].date.weekday()
    row = [*before, *(cell(d, today) for d in days)]
    row += [None] * (-len(row) % 7)
    return Leaf(
        first=days[0].date,
        weeks=[row[n : n + 7] for n in range(0, len(row), 7)],
        notes=list(notes(days)),
        worked=sum(d.is_workday for d in days),
        provisional=any(d.is_provisional for d in days),
    )


def cell(day: CalendarDay, today: dt.date) -> Cell:
    marks = {Kind.HOLIDAY: _("off"), Kind.MAKEUP: _("works")}
    label = " ".join(filter(None, (words.day(day.date), feast_name(day.name))))
    return Cell(
        date=day.date,
        kind=day.kind,
        mark=marks.get(Kind(day.kind), ""),
        label=f"{label} ({_('today')})" if day.date == today else label,
        today=day.date == today,
        decided=day.source == CalendarDay.Source.BANK,
    )


def notes(days: list[CalendarDay]) -> Iterable[str]:
    """The holidays of a month as spans, and the weekend days that are worked instead."""
    special = [d for d in days if d.kind in (Kind.HOLIDAY, Kind.MAKEUP)]
    for (kind, name), run in groupby(special, key=lambda d: (d.kind, d.name)):
        for span in spans([d.date for d in run]):
            word = _("make-up day") if kind == Kind.MAKEUP else feast_name(name) or _("holiday")
            yield f"{span} {word}"


def spans(dates: list[dt.date]) -> Iterable[str]:
    """1–3, 8: days of one month that follow each other, as one."""
    start = dates[0]
    for date, following in zip(dates, [*dates[1:], None], strict=True):
        if following is None or following - date != DAY:
            yield f"{start.day}" if start == date else f"{start.day}–{date.day}"
            start = following or date
