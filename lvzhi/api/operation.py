"""An operation of the API: who may call it. Without `needs` none can be made, and one made otherwise is refused."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from lvzhi.core import trail
from lvzhi.core.clock import date_of, now
from lvzhi.core.models import TrailLine
from lvzhi.core.writing import writing
from lvzhi.people.models import Role, Staff
from lvzhi.people.queries import must_sign_first

Needs = Callable[[Staff | None, dt.date], bool]
READING = ("GET", "HEAD")
UNSIGNED = "No valid confidentiality agreement: sign it on the pages first (clause 17)."


def signed_in(staff: Staff | None, day: dt.date) -> bool:
    """Everybody who works at the bank."""
    return staff is not None


class SessionCookie(APIKeyCookie):
    """The session of the sign-in page. What changes something also carries the token of the site in X-CSRFToken."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, needs: Needs) -> None:
        super().__init__()
        self.needs = needs

    def __call__(self, request: HttpRequest) -> Staff:
        """Who is signed in, then whether the request comes from our own pages, then whether the person may."""
        request.at = getattr(request, "at", None) or now()  # type: ignore[attr-defined]
        staff = request.user if isinstance(request.user, Staff) else None
        if staff is None:
            raise AuthenticationError
        if check_csrf(request) is not None:
            raise AuthorizationError(message="The token of the site is missing (X-CSRFToken).")
        if must_sign_first(staff, date_of(request.at)):  # type: ignore[attr-defined]
            refuse(request, staff)
            raise AuthorizationError(message=UNSIGNED)
        if not self.allows(staff, request):
            refuse(request, staff)
            raise AuthorizationError
        return staff

    def allows(self, staff: Staff, request: HttpRequest) -> bool:
        """As on the pages: an auditor may call what is read, and nothing that changes anything."""
        day = date_of(request.at)  # type: ignore[attr-defined]
        return self.needs(staff, day) and (request.method in READING or not staff.holds(day, Role.AUDITOR))

    def authenticate(self, request: HttpRequest, key: str | None) -> Staff | None:
        raise NotImplementedError("asked as a whole, in __call__")


def refuse(request: HttpRequest, staff: Staff) -> None:
    """The line on the trail: who called what without being allowed to."""
    detail = {"path": request.path[:200], "method": str(request.method)}
    with writing():
        trail.write(
            "page.open",
            at=request.at,  # type: ignore[attr-defined]
            by=staff,
            result=TrailLine.Result.REFUSED,
            detail=detail,
        )


def operation(
    router: Router, method: str, path: str, *, needs: Needs, **more: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function an operation; `needs` says who may call it."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        view.needs = needs  # type: ignore[attr-defined]
        made: Callable[..., Any] = router.api_operation([method], path, auth=SessionCookie(needs), **more)(view)
        return made

    return wrap


@dataclass(frozen=True)
class Operation:
    """One operation as the permission table knows it."""

    method: str
    path: str
    needs: Needs


def operations(api: NinjaAPI) -> list[Operation]:
    """Every operation there is. One that does not say who may call it stops the program."""
    found = []
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for one in view.operations:
                guards = list(one.auth_callbacks)
                needs = getattr(one.view_func, "needs", None)
                if needs is None or len(guards) != 1 or not isinstance(guards[0], SessionCookie):
                    raise ImproperlyConfigured(f"{one.methods[0]} {bound.prefix}{path} does not say who may call it")
                if guards[0].needs is not needs:
                    raise ImproperlyConfigured(f"{one.methods[0]} {bound.prefix}{path} is guarded by something else")
                found.append(Operation(one.methods[0], f"{bound.prefix}{path}", needs))
    return found
