"""The one way to a single row: through what somebody may see. Whoever guesses a key is put on the trail."""

import datetime as dt
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet

from lvzhi.core import trail
from lvzhi.core.clock import date_of
from lvzhi.core.models import TrailLine
from lvzhi.core.writing import writing

M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)


class Rows(Protocol[M_co]):
    """Rows that know who may see them: a manager or a queryset with `visible_to`."""

    def visible_to(self, staff: Any, day: dt.date) -> QuerySet[M_co]: ...

    def filter(self, *args: Any, **kwargs: Any) -> QuerySet[M_co]: ...


def open_row(rows: Rows[M], pk: Any, *, by: Any, at: dt.datetime, **tried: str) -> M | None:
    """The row with this key, if this person may see it.

    For somebody who guesses the key of another's row it does not exist, just as one that was never there; but the
    attempt is on the trail with what was `tried` (the path and the method of the request).
    """
    row = rows.visible_to(by, date_of(at)).filter(pk=pk).first()
    if row is None:
        note_guess(rows, pk, by=by, at=at, **tried)
    return row


def note_guess(rows: Rows[M], pk: Any, *, by: Any, at: dt.datetime, **tried: str) -> None:
    """Somebody who may not see the row with this key asked for it; when there is none, nothing is noted."""
    if (hidden := rows.filter(pk=pk).first()) is not None:
        note_refused(hidden, by=by, at=at, **tried)


def note_refused(hidden: Model, *, by: Any, at: dt.datetime, **tried: str) -> None:
    """The line on the trail: who tried to open what."""
    about = getattr(hidden, "ref", f"{hidden._meta.model_name}/{hidden.pk}")
    with writing():
        trail.write("row.open", at=at, by=by, ref=about, result=TrailLine.Result.REFUSED, detail=tried)
