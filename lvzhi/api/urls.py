"""The API under /api/v1/. It speaks JSON alone, its own description at openapi.json included."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router, Schema
from pydantic import Field

from lvzhi.api import (
    appointments,
    attendance,
    contacts,
    customers,
    errors,
    outings,
    reports,
    secrecy,
    worklog,
)
from lvzhi.api.operation import operation, operations, signed_in
from lvzhi.core.clock import date_of
from lvzhi.people.models import Role, Staff

ABOUT = (
    "The registers of Lvzhi for other programs. Sign in on the sign-in page; the session counts here, too. "
    "What changes something also carries the site's token in the header X-CSRFToken, as /me/ gives it. "
    "You see what you see on the pages, and what you do is on the trail."
)
ROOT = "/api/v1/"
api = NinjaAPI(title="Lvzhi", version="1", description=ABOUT, urls_namespace="api", docs_url=None, openapi_url=None)
house = Router()


class Me(Schema):
    """Who is signed in."""

    number: str = Field(description="Employee number")
    name: str = Field(description="Name")
    posts: list[str] = Field(description="Posts held today, with the unit")
    token: str = Field(description="The token of the site for the header X-CSRFToken")


@operation(
    house, "GET", "/me/", needs=signed_in, response=errors.REFUSALS | {200: Me}, tags=["House"],
    summary="Who is signed in", operation_id="me",
)  # fmt: skip
def me(request: HttpRequest) -> Any:
    """Who is signed in, and the token that changes need."""
    staff = request.user
    assert isinstance(staff, Staff), "operations are for people who are signed in"
    posts = staff.posts_on(date_of(request.at))  # type: ignore[attr-defined]
    held = [f"{Role(post.role).label} · {post.unit.name}" for post in posts]
    return Me(number=staff.number, name=staff.name, posts=held, token=get_token(request))


@operation(house, "GET", "/openapi.json", needs=signed_in, include_in_schema=False)
def description(request: HttpRequest) -> HttpResponse:
    """What the API can do, for programs that read it."""
    return JsonResponse(described())


@cache
def described() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=ROOT))


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have."""
    return errors.nothing(request)


nowhere.needs = signed_in  # type: ignore[attr-defined]

errors.answer(api)
api.add_router("", house)
api.add_router("", worklog.router)
api.add_router("", outings.router)
api.add_router("", contacts.router)
api.add_router("", appointments.router)
api.add_router("", customers.router)
api.add_router("", secrecy.router)
api.add_router("", reports.router)
api.add_router("", attendance.router)


def patterns() -> list[URLPattern]:
    """The addresses, each knowing who may call it, as pages do. One that is asked in several ways stands here once."""
    found: dict[str, URLPattern] = {}
    made = (pattern for bound in api._get_bound_routers() for pattern in bound.urls_paths(bound.prefix))
    for pattern, one in zip(made, operations(api), strict=True):
        pattern.callback.needs = one.needs  # type: ignore[attr-defined]
        found.setdefault(one.path, pattern)
    return [*found.values(), path("<path:rest>", nowhere, name="nowhere")]


app_name = "api"
urlpatterns = patterns()
