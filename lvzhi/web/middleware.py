"""What a request carries: its moment, where it came from, and the language in which it is answered."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from lvzhi.core import trail
from lvzhi.core.clock import now
from lvzhi.people.models import Staff
from lvzhi.web.queued import pressed_at

Answer = Callable[[HttpRequest], HttpResponse]


def moment_and_origin(get_response: Answer) -> Answer:
    """One moment a request; the trail knows the address and the device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]
        came = trail.Origin(
            address_of(request),
            request.headers.get("User-Agent", ""),
            pressed_at(request, request.at),  # type: ignore[attr-defined]
        )
        token = trail.origin.set(came)
        try:
            return get_response(request)
        finally:
            trail.origin.reset(token)

    return middleware


def address_of(request: HttpRequest) -> str | None:
    """Where a request came from; what stands left of the bank's own proxies anybody may have written."""
    own = settings.TRUSTED_PROXIES
    passed = request.headers.get("X-Forwarded-For", "").split(",") if own else []
    hops = [*passed, request.META.get("REMOTE_ADDR", "")][-own - 1 :]
    try:
        return str(ipaddress.ip_address(hops[0].strip()))
    except ValueError:
        return None


def language(get_response: Answer) -> Answer:
    """A person's own language on every device; for who is not signed in, the one chosen here or the browser's."""
    spoken = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        own = request.user.language if isinstance(request.user, Staff) else ""
        code = own if own in spoken else translation.get_language_from_request(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware
