"""The door: who is here, whether the session still counts, and what has to be done before anything else."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from lvzhi.people.models import Staff
from lvzhi.web.held import EXPIRED, REPLACED
from lvzhi.web.signing.events import PASSWORD, SECOND_FACTOR, moment_of, note
from lvzhi.web.signing.sessions import SIGNED_IN, SessionStore, ends_at, is_the_one, note_seen

WAY_OUT = {PASSWORD: "password", SECOND_FACTOR: "me"}


class Door:
    """Puts the person into the request. Session and person come by one query; once a minute the moment is noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.ended = ""  # type: ignore[attr-defined]
        request.user = who_is_here(request) or AnonymousUser()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Whoever has to choose a password, or to set up a second factor, does that before anything else."""
        if not isinstance(request.user, Staff):
            return None
        first = request.session.get(SIGNED_IN, {}).get("first")
        if not first or first[0] in getattr(view, "comes_first", ()):
            return None
        if request.method != "GET" or request.path.startswith("/api/"):
            raise PermissionDenied
        return redirect(WAY_OUT[first[0]])


def who_is_here(request: HttpRequest) -> Staff | None:
    """The person of this session; nobody when it is over, and then the session with all it holds is gone."""
    session: SessionStore = request.session  # type: ignore[assignment]
    if session.session_key is None or session.get(SESSION_KEY) is None:
        return None
    staff = session.row.staff if session.row else None
    at = moment_of(request)
    if staff is None or not staff.is_active or not knows_password(staff, session):
        ended = ""
    elif not is_the_one(staff, session):
        ended = REPLACED
    elif (end := ends_at(session)) is None or at >= end:
        ended = EXPIRED
        note(request, "session.expired", staff)
    else:
        note_seen(session, at)
        return staff
    session.flush()
    request.ended = ended  # type: ignore[attr-defined]
    return None


def knows_password(staff: Staff, session: SessionStore) -> bool:
    """A session ends with the password it was opened with, but not with the secret key of that day."""
    known = session.get(HASH_SESSION_KEY, "")
    hashes = (staff.get_session_auth_hash(), *staff.get_session_auth_fallback_hash())
    return any(constant_time_compare(known, one) for one in hashes)
