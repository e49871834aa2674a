"""The views of the sign-in library as pages of ours: same frame, same guard, same row in the permission table."""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.html import json_script

from lvzhi.web.access import Needs
from lvzhi.web.frame import frame
from lvzhi.web.page import Page, barrier
from lvzhi.web.signing.events import PASSWORD, SECOND_FACTOR

ALWAYS = (PASSWORD, SECOND_FACTOR)


def library_page(
    view: Callable[..., HttpResponseBase], *, needs: Needs, comes_first: tuple[str, ...] = (), whole: bool = False
) -> Page:
    """`comes_first` names what the page serves for, of all that may have to be done before anything else.

    `whole`: the library changes or locks several rows at once. It opens its transactions on `default`, but its tables
    are reached through `signin`, so there has to be one there, too.
    """

    @functools.wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if (stopped := barrier(request, needs, own=True)) is not None:
            return stopped
        with transaction.atomic(using="signin") if whole else nullcontext():
            answer = view(request, **kwargs)
        if isinstance(answer, TemplateResponse) and not answer.is_rendered:
            fit(request, answer)
        return answer

    run.needs, run.clauses, run.comes_first = needs, (), comes_first  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def fit(request: HttpRequest, answer: TemplateResponse) -> None:
    """Give the library's page our frame; errors are answered with 422 as everywhere."""
    shown = answer.context_data or {}
    form = shown.get("form")
    if request.method == "POST" and form is not None and form.is_bound and form.errors:
        answer.status_code = 422
    if "js_data" in shown:
        shown["passkey_data"] = json_script(shown["js_data"], "passkey-data")
    shown["next"] = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    shown["provider"] = (settings.OIDC_NAME or settings.OIDC_SERVER) if settings.OIDC_SERVER else ""
    shown["languages"] = dict(settings.LANGUAGES)
    answer.context_data = frame(request) | shown
