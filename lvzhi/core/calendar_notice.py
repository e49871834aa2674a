"""Checks a year's notice: whole, or refused, with what is wrong said for each line it comes from."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.calendar_reading import BadRowError, Row, words
from lvzhi.core.calendar_years import Kind, Notice, Special, is_weekend, lunar_feasts, statutory
from lvzhi.core.feasts import feast_name

MOST_SHOWN = 20


def checked(year: int, rows: list[Row]) -> Notice:
    """The notice of this year; all its rows are good and all statutory holidays are in it, or nothing is taken."""
    notice: Notice = {}
    wrong: list[str] = []
    for row in rows:
        try:
            date, special = understood(year, row)
            if date in notice:
                raise BadRowError(_("%(date)s stands here twice") % {"date": date})
            notice[date] = special
        except BadRowError as bad:
            wrong.append(_("Line %(number)s: %(problem)s.") % {"number": row.number, "problem": bad})
    if not wrong:
        wrong = list(missing(year, notice))
    if wrong:
        more = [_("… and %(count)s more.") % {"count": len(wrong) - MOST_SHOWN}] if len(wrong) > MOST_SHOWN else []
        raise ValidationError({"text": [*islice(wrong, MOST_SHOWN), *more]})
    return notice


def understood(year: int, row: Row) -> tuple[dt.date, Special]:
    """What one row says."""
    try:
        date = dt.date.fromisoformat(row.date.replace("/", "-"))
    except ValueError:
        raise BadRowError(_("“%(text)s” is not a date such as 2027-01-01") % {"text": row.date[:20]}) from None
    if date.year != year:
        raise BadRowError(_("%(date)s does not lie in %(year)s") % {"date": date, "year": year})
    kind = words().kinds.get(row.kind.casefold())
    if kind is None:
        raise BadRowError(_("“%(text)s” is neither a holiday nor a make-up day") % {"text": row.kind[:20]})
    if kind == Kind.MAKEUP and not is_weekend(date):
        raise BadRowError(_("%(date)s is a weekday and cannot be a make-up day") % {"date": date})
    name = ", ".join(words().feasts.get(one, one) for one in names_in(row.name))
    if not name or len(name) > 40:
        raise BadRowError(_("the holiday's name is missing or too long"))
    return date, Special(kind, name)


def names_in(text: str) -> list[str]:
    return [one.strip() for one in words().names.split(text) if one.strip()]


def missing(year: int, notice: Notice) -> Iterator[str]:
    """Statutory holidays that the notice forgets: so a notice of another year or half a notice is caught."""
    if year not in lunar_feasts():
        return
    for date, name in statutory(year):
        if date not in notice or notice[date].kind != Kind.HOLIDAY:
            yield _("%(date)s (%(name)s) is a statutory holiday, but the notice does not give it off.") % {
                "date": date,
                "name": feast_name(name),
            }
