"""A page: who may open it, what it shows, and which part of it htmx asked for."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.html import format_html

from lvzhi.core import trail
from lvzhi.core.clock import date_of, now
from lvzhi.core.models import TrailLine
from lvzhi.core.writing import writing
from lvzhi.people.models import Staff
from lvzhi.people.queries import must_sign_first
from lvzhi.web import access
from lvzhi.web.access import Needs
from lvzhi.web.frame import frame
from lvzhi.web.held import hold_and_sign_agreement, hold_and_sign_in
from lvzhi.web.part import has_part, rendered_part

READING = ("GET", "HEAD")  # an auditor reads all and changes nothing
Shown = dict[str, Any]
View = Callable[..., Shown | HttpResponseBase]


class Page(Protocol):
    """A view as the permission table and the clause pages know it."""

    needs: Needs
    clauses: tuple[str, ...]

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase: ...


def page(template: str, *, needs: Needs, clauses: tuple[str, ...] = (), own: bool = False) -> Callable[[View], Page]:
    """Make a view a page. It returns what the template needs, or a response of its own.

    `needs` says who may open it; `clauses` which demands it carries out; `own` that what is changed on it is nobody's
    but one's own (password, language, the confidentiality agreement), so that auditors may, too, and so may who has not
    signed yet. A form that came back with errors is answered with
    422, so that nobody takes it for done.
    """

    def wrap(view: View) -> Page:
        @functools.wraps(view)
        def run(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            request.at = getattr(request, "at", None) or now()  # type: ignore[attr-defined]
            if (stopped := barrier(request, needs, own=own)) is not None:
                return stopped
            shown = view(request, **kwargs)
            return shown if isinstance(shown, HttpResponseBase) else rendered(request, template, shown)

        run.needs, run.clauses = needs, clauses  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return wrap


def staff_of(request: HttpRequest) -> Staff | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, Staff) else None


def who_and_when(request: HttpRequest) -> tuple[Staff, dt.datetime]:
    """The person signed in, and the moment of the request, on a page that nobody else opens."""
    assert isinstance(request.user, Staff), "the page is for people who are signed in"
    return request.user, request.at  # type: ignore[attr-defined]


def barrier(request: HttpRequest, needs: Needs, *, own: bool = False) -> HttpResponse | None:
    """Nothing for who may enter; the way to the sign-in page for who may after signing in; refusal for the rest.

    Whoever has no valid confidentiality agreement is sent to sign it, from everywhere but the `own` pages (17).
    """
    staff, day = staff_of(request), date_of(request.at)  # type: ignore[attr-defined]
    if staff is not None and not own and must_sign_first(staff, day):
        return hold_and_sign_agreement(request)
    if needs(staff, day) and (own or request.method in READING or not access.auditors(staff, day)):
        return None
    if staff is None:
        return hold_and_sign_in(request)
    with writing():
        trail.write(
            "page.open", at=request.at, by=staff, result=TrailLine.Result.REFUSED,  # type: ignore[attr-defined]
            detail={"path": request.path[:200], "method": request.method},
        )  # fmt: skip
    raise PermissionDenied


def rendered(request: HttpRequest, template: str, shown: Shown) -> HttpResponse:
    """The whole page, or the block named like the target of htmx."""
    context = frame(request) | shown | token(request)
    form = shown.get("form")
    status = 422 if request.method == "POST" and form is not None and form.is_bound and form.errors else 200
    jinja: Any = engines["jinja2"]
    part = request.headers.get("HX-Target", "").rpartition("#")[2]
    if part and has_part(jinja.env, template, part):
        return HttpResponse(rendered_part(jinja.env, template, part, context), status=status)
    return HttpResponse(jinja.env.get_template(template).render(context), status=status)


def token(request: HttpRequest) -> Shown:
    """What the forms of a page prove themselves with: made once, where Django would make another for every form."""
    made = get_token(request)
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', made)
    return {"request": request, "csrf_input": field, "csrf_token": made}
