"""How a page gets the one row it is about: through what this person may see, and no other way."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest

from lvzhi.core.opening import Rows, note_guess, open_row
from lvzhi.people.models import Staff

M = TypeVar("M", bound=Model)


def get_visible_or_404(request: HttpRequest, rows: Rows[M], pk: Any) -> M:
    """The row with this key, if this person may see it; otherwise the page does not exist for this person.

    `rows` may be narrowed and joined before; `visible_to` is applied here.
    """
    staff, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(staff, Staff), "the page is for people who are signed in"
    row = open_row(rows, pk, by=staff, at=at, path=request.path[:200], method=request.method or "")
    if row is None:
        raise Http404
    return row


def not_there(request: HttpRequest, rows: Rows[M], pk: Any) -> Http404:
    """The same where a page's own statement did not bring the row: whoever guessed its key is put on the trail."""
    note_guess(
        rows, pk, by=request.user, at=request.at,  # type: ignore[attr-defined]
        path=request.path[:200], method=request.method or "",
    )  # fmt: skip
    return Http404()


def must(may: Callable[..., bool], request: HttpRequest, **about: Any) -> None:
    """A form that leads nowhere for somebody does not exist for this person."""
    if not may(request.user, at=request.at, **about):  # type: ignore[attr-defined]
        raise Http404
