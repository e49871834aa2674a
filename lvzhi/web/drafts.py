"""A draft is kept by the browser until the server says that it has arrived."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

DONE = "draft_done"


def arrived(response: HttpResponse, key: str) -> HttpResponse:
    """Tell the browser to forget this draft; the script that keeps drafts reads the cookie and removes it."""
    response.set_cookie(DONE, quote(key), max_age=3600, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response
