"""An operation that writes one row: sent twice it does nothing new, and it answers with the row and its address."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Router, Status

from lvzhi.api.errors import REFUSALS, Refusal, Wrong
from lvzhi.api.operation import Needs, operation
from lvzhi.api.resource import opened

ANSWERS = REFUSALS | {404: Refusal, 422: Wrong}
Made = Callable[[Callable[..., Any]], Callable[..., Any]]
ONCE: Any = Header(  # type: ignore[type-arg]
    None, alias="Idempotency-Key", description="The same key sent again does nothing new and gives the first answer"
)


def writes(to: Router, path: str, name: str, summary: str, whole: Any, *, needs: Needs, tags: list[str]) -> Made:
    """Make a function an operation that writes one row, and answers with the `whole` of it."""
    answers = ANSWERS | {201: whole}
    return operation(to, "POST", path, needs=needs, response=answers, summary=summary, operation_id=name, tags=tags)


def told(request: HttpRequest, response: HttpResponse, register: Any, pk: int, shown: Any) -> Any:
    """The row that was written, with its address."""
    response["Location"] = f"/api/v1/{request.path.split('/')[3]}/{pk}/"
    return Status(201, shown(opened(request, register, pk)))


def who_and_when(request: HttpRequest) -> tuple[Any, dt.datetime]:
    """Who is signed in, and the moment of the request."""
    return request.user, request.at  # type: ignore[attr-defined]
