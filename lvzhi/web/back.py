"""Whence somebody came: a form that stands inside another page leads back to it."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest) -> str:
    """The page named in the address, if it is one of ours; otherwise nothing."""
    where = request.GET.get("back", "")
    return where if url_has_allowed_host_and_scheme(where, allowed_hosts=None) else ""
