"""What a person sees when a page cannot be shown; no text that was typed is lost over it."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines

from lvzhi.people.models import Staff
from lvzhi.web.held import go, hold, hold_and_sign_in, marked
from lvzhi.web.links import page_of
from lvzhi.web.queued import is_queued


def answer(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page outside the frame, which asks nothing of the database."""
    jinja: Any = engines["jinja2"]
    return HttpResponse(jinja.get_template(f"errors/{template}.html").render({}, request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return answer(request, "413", 413)
    return answer(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, "404", 404)


def too_many(request: HttpRequest) -> HttpResponse:
    return answer(request, "429", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, "500", 500)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is out of date: a page left open over a sign-in, or a form that somebody else has forged.

    Our own mark tells them apart. The person who opened the form finds it again as it was typed, with a fresh token;
    nothing is sent before that person sends it.
    """
    if request.path == page_of("account_login"):
        return (
            redirect(request.POST.get("next", "") or "workbench")
            if signed_in(request)
            else redirect(request.get_full_path())
        )
    if is_queued(request):
        return HttpResponse(status=401)  # it asks for a fresh token and tries again
    if not signed_in(request):
        return hold_and_sign_in(request)
    mark = marked(request.POST)
    if mark and mark[0] == request.user.pk and hold(request):
        return go(request, request.get_full_path())
    return answer(request, "stale", 403)


def signed_in(request: HttpRequest) -> bool:
    return isinstance(request.user, Staff)
