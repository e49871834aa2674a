"""The one place that asks the time. Everything below the edges gets its moment as an argument."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """This moment, for the edges alone (pages, API, jobs, command line)."""
    return timezone.now()


def today() -> dt.date:
    """The bank's own date, whatever the machine's time zone."""
    return date_of(now())


def date_of(at: dt.datetime) -> dt.date:
    """The bank's date at this moment."""
    return at.astimezone(ZONE).date()


def moment(date: dt.date, time: dt.time = dt.time.min) -> dt.datetime:
    """A time of day at the bank."""
    return dt.datetime.combine(date, time, ZONE)


def midnight_after(date: dt.date) -> dt.datetime:
    """24:00 of this date: the first moment that is too late for it."""
    return moment(date + dt.timedelta(days=1))


TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def is_time_of_day(text: str) -> bool:
    """Whether this is a time as the bank writes it, 00:00 to 24:00."""
    return TIME_OF_DAY.fullmatch(text) is not None


def since_midnight(text: str) -> dt.timedelta:
    """How long after midnight "17:30" is."""
    hours, minutes = text.split(":")
    return dt.timedelta(hours=int(hours), minutes=int(minutes))
