"""What a phone asks for by itself, while nobody looks: it sends a form that it had kept, or puts a page by."""

import datetime as dt

from django.http import HttpRequest

HEADER = "X-Lvzhi-Queued"  # how many seconds ago the button was pressed; 0 for a page that is put by
AT_ONCE = 60  # seconds that a slow network takes; nothing to speak of
LONGEST = 90 * 24 * 3600
DIGITS = 8


def is_queued(request: HttpRequest) -> bool:
    """Whether a phone asks by itself. What is shown only once then stays for a person to see."""
    return HEADER in request.headers


def pressed_at(request: HttpRequest, at: dt.datetime) -> dt.datetime | None:
    """When the person pressed the button; nothing when that was just now.

    The phone says how long ago it was, not when, so that a clock that is wrong does no harm. It is the phone's word:
    it goes into the trail beside the moment of the server, which alone decides what is late.
    """
    said = request.headers.get(HEADER, "")
    waited = int(said) if said.isdecimal() and len(said) <= DIGITS else 0
    return at - dt.timedelta(seconds=waited) if AT_ONCE < waited < LONGEST else None
