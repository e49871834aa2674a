"""What is wrong, said the same way everywhere: 422 with {"field": ["…"]}, everything else with {"detail": "…"}."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.errors import ValidationError as Unreadable
from pydantic import Field, RootModel

Errors = dict[str, list[str]]


class Refusal(Schema):
    """Why nothing was done."""

    detail: str = Field(description="The reason in one sentence")


class Wrong(RootModel[Errors]):
    """What is wrong, by field; `__all__` holds what is wrong with the whole."""


REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal}


def answer(api: NinjaAPI) -> None:
    """Let the API answer every refusal as JSON."""

    @api.exception_handler(ValidationError)
    def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return JsonResponse(by_field(error), status=422)

    @api.exception_handler(Unreadable)
    def unreadable(request: HttpRequest, error: Unreadable) -> HttpResponse:
        found: Errors = {}
        for one in error.errors:
            found.setdefault(place_of(one["loc"]), []).append(str(one["msg"]))
        return JsonResponse(found, status=422)

    @api.exception_handler(PermissionDenied)
    def refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return JsonResponse({"detail": "Forbidden"}, status=403)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return nothing(request)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return JsonResponse({"detail": str(error)}, status=error.status_code)


def nothing(request: HttpRequest, **given: Any) -> HttpResponse:
    """There is nothing at this address, or nothing for this person."""
    return JsonResponse({"detail": "Not Found"}, status=404)


def by_field(error: ValidationError) -> Errors:
    """The errors of an action under the names of its fields."""
    if hasattr(error, "error_dict"):
        return {name or NON_FIELD_ERRORS: list(found.messages) for name, found in dict_of(error).items()}
    return {NON_FIELD_ERRORS: list(error.messages)}


def dict_of(error: ValidationError) -> dict[str, ValidationError]:
    return {name: ValidationError(found) for name, found in error.error_dict.items()}


def place_of(loc: tuple[Any, ...]) -> str:
    """("body", "log", "lines", 0, "starts") is the field "lines.0.starts"."""
    inner = loc[2:] if loc[0] == "body" and len(loc) > 2 else loc[1:]
    return ".".join(str(part) for part in inner) or NON_FIELD_ERRORS
