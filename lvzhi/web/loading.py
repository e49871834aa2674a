"""How a page gets the one row it is about: through what this person may see, and no other way."""

import datetime as dt
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from lvzhi.core import trail
from lvzhi.core.clock import date_of
from lvzhi.core.models import TrailLine
from lvzhi.core.writing import writing
from lvzhi.people.models import Staff

M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)


class Rows(Protocol[M_co]):
    """Rows that know who may see them: a manager or a queryset with `visible_to`."""

    def visible_to(self, staff: Staff, day: dt.date) -> QuerySet[M_co]: ...

    def filter(self, *args: Any, **kwargs: Any) -> QuerySet[M_co]: ...


def get_visible_or_404(request: HttpRequest, rows: Rows[M], pk: Any) -> M:
    """The row with this key, if this person may see it; otherwise the page does not exist for this person.

    Somebody who guesses the key of a row that exists gets the same 404 as for one that does not, and the attempt
    is on the trail. `rows` may be narrowed and joined before; `visible_to` is applied here.
    """
    staff, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(staff, Staff), "the page is for people who are signed in"
    row = rows.visible_to(staff, date_of(at)).filter(pk=pk).first()
    if row is not None:
        return row
    hidden = rows.filter(pk=pk).first()
    if hidden is not None:
        refuse(request, staff, hidden)
    raise Http404


def refuse(request: HttpRequest, staff: Staff, hidden: Model) -> None:
    """The line on the trail: who tried to open what."""
    about = getattr(hidden, "ref", f"{hidden._meta.model_name}/{hidden.pk}")
    detail = {"path": request.path[:200], "method": request.method}
    with writing():
        trail.write(
            "row.open",
            at=request.at,  # type: ignore[attr-defined]
            by=staff,
            ref=about,
            result=TrailLine.Result.REFUSED,
            detail=detail,
        )
