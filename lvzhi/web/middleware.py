"""What a request carries: its moment and where it came from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lvzhi.core import trail
from lvzhi.core.clock import now


def moment_and_origin(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One moment a request; the trail knows the address and the device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]
        came = trail.Origin(request.META.get("REMOTE_ADDR"), request.headers.get("User-Agent", ""))
        token = trail.origin.set(came)
        try:
            return get_response(request)
        finally:
            trail.origin.reset(token)

    return middleware
