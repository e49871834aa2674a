"""Dates, moments and amounts as the bank reads them."""

import datetime as dt
import time
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from lvzhi.core.clock import ZONE
from lvzhi.core.models import CalendarDay

FRESH = 60.0  # seconds for which a process trusts its copy of the special days
MIDNIGHT = dt.time.min
DAY = dt.timedelta(days=1)
WEEKDAYS = (
    gettext_noop("Mon"), gettext_noop("Tue"), gettext_noop("Wed"), gettext_noop("Thu"), gettext_noop("Fri"),
    gettext_noop("Sat"), gettext_noop("Sun"),
)  # fmt: skip
SPECIAL = (CalendarDay.Kind.MAKEUP, CalendarDay.Kind.HOLIDAY)


@dataclass(frozen=True)
class Special:
    """What is worth saying about dates: make-up days and holidays, and the years not yet published."""

    kinds: dict[dt.date, str]
    provisional: frozenset[int]


@lru_cache(maxsize=1)
def read_special(minute: float) -> Special:
    days = list(CalendarDay.objects.filter(kind__in=SPECIAL).values_list("date", "kind", "source"))
    years = frozenset(date.year for date, _kind, source in days if source == CalendarDay.Source.COMPUTED)
    return Special({date: kind for date, kind, _source in days}, years)


def special() -> Special:
    """The special days, read anew once a minute."""
    return read_special(time.monotonic() // FRESH)


def forget_special() -> None:
    """The calendar has changed: this process reads it anew at once, the others within a minute."""
    read_special.cache_clear()


def is_provisional(date: dt.date) -> bool:
    """Whether the date lies in a year whose notice is not out yet."""
    return date.year in special().provisional


def weekday(date: dt.date) -> str:
    """周六·补班; a date of a year that is not published yet: 周一·暂定"""
    known, said = special(), [_(WEEKDAYS[date.weekday()])]
    if date in known.kinds:
        said.append(_("make-up day") if known.kinds[date] == CalendarDay.Kind.MAKEUP else _("holiday"))
    if date.year in known.provisional:
        said.append(_("provisional"))
    return "·".join(said)


def day(value: dt.date | dt.datetime | None) -> str:
    """2026-02-28 周六·补班"""
    if value is None:
        return "—"
    date = value.astimezone(ZONE).date() if isinstance(value, dt.datetime) else value
    return f"{date.isoformat()} {weekday(date)}"


def clock(value: dt.datetime | dt.time) -> str:
    """17:50"""
    time_ = value.astimezone(ZONE).time() if isinstance(value, dt.datetime) else value
    return time_.strftime("%H:%M")


def stamp(value: dt.datetime, *, seconds: bool = False) -> str:
    """2026-02-28 17:50, for tables: a weekday in every cell would be noise."""
    return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def moment(value: dt.datetime | None) -> str:
    """2026-02-28 周六·补班 17:50"""
    return "—" if value is None else f"{day(value)} {clock(value)}"


def due(value: dt.datetime) -> str:
    """A due moment; midnight is the 24:00 of the day before."""
    local = value.astimezone(ZONE)
    if local.time() == MIDNIGHT:
        return f"{day(local.date() - DAY)} 24:00"
    return moment(value)


def amount(value: Decimal | int | None) -> str:
    """1,234,567.89"""
    return "—" if value is None else f"{value:,.2f}"


def percent(value: Decimal | None) -> str:
    """62.5%, rounded down: nothing looks reached before it is."""
    return "—" if value is None else f"{value.quantize(Decimal('0.1'), ROUND_DOWN)}%"


def ago(value: dt.datetime, at: dt.datetime) -> str:
    """How long ago, in one unit; for a moment to come, how long until then."""
    seconds = abs(int((at - value).total_seconds()))
    if seconds < 3600:
        length = ngettext("%(n)s minute", "%(n)s minutes", seconds // 60) % {"n": seconds // 60}
    elif seconds < 86400:
        length = ngettext("%(n)s hour", "%(n)s hours", seconds // 3600) % {"n": seconds // 3600}
    else:
        length = ngettext("%(n)s day", "%(n)s days", seconds // 86400) % {"n": seconds // 86400}
    return (_("%(length)s ago") if value <= at else _("in %(length)s")) % {"length": length}


def acted_by(record: Any) -> str:
    """Who wrote a record; a deputy with the name of the person for whom he acted: 孙立代李四."""
    if record.instead_of is None:
        return str(record.by.name)
    return _("%(deputy)s for %(who)s") % {"deputy": record.by.name, "who": record.instead_of.name}
