"""What happens at the door, each with its line on the trail: the one place where the library's signals are heard."""

import datetime as dt
import secrets
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from lvzhi.core import trail
from lvzhi.core.clock import date_of, now
from lvzhi.core.models import TrailLine
from lvzhi.people.models import Role, Session, Staff
from lvzhi.people.params import SignInRules, sign_in_rules
from lvzhi.web.held import drop_of_others
from lvzhi.web.signing.sessions import SIGNED_IN

PRIVILEGED = (Role.ADMINISTRATOR, Role.AUDITOR)
BY_PROVIDER = "socialaccount"
PASSWORD, SECOND_FACTOR = "password", "second_factor"  # what may have to be done first


def moment_of(request: HttpRequest | None) -> dt.datetime:
    at: dt.datetime | None = getattr(request, "at", None)
    return at or now()


def rules_for(request: HttpRequest) -> SignInRules:
    """The bank's numbers in force, asked for once a request."""
    rules: SignInRules = getattr(request, "sign_in_rules", None) or sign_in_rules(date_of(moment_of(request)))
    request.sign_in_rules = rules  # type: ignore[attr-defined]
    return rules


def note(request: HttpRequest | None, event: str, staff: Staff | None, **detail: Any) -> None:
    """What somebody did at the door: one line on the trail, written beside the library's own rows."""
    about = staff.ref if staff else ""
    trail.write(event, at=moment_of(request), by=staff, ref=about, detail=detail, using="signin")


def note_refused(request: HttpRequest | None, event: str, staff: Staff | None, **detail: Any) -> None:
    """What was tried under somebody's name: by whom, nobody knows."""
    about, no = staff.ref if staff else "", TrailLine.Result.REFUSED
    trail.write(event, at=moment_of(request), ref=about, result=no, detail=detail, using="signin")


def signed_in(sender: Any, request: HttpRequest, user: Staff, **_: Any) -> None:
    """Somebody is in: from now on this session counts and no other of the same person."""
    at = moment_of(request)
    rules = rules_for(request)
    others = Session.objects.using("signin").filter(staff=user, expire_date__gt=at, seen_at__gt=at - rules.idle)
    replaced = others.exclude(session_key=request.session.session_key).exists()
    ways = [record["method"] for record in get_authentication_records(request, user)]
    token = secrets.token_urlsafe(24)
    request.session[SIGNED_IN] = {
        "token": token,
        "idle": int(rules.idle.total_seconds()),
        "until": (at + rules.absolute).isoformat(),
        "first": what_comes_first(user, rules, at, ways),
    }
    drop_of_others(request, user.pk)
    user.session_key = token
    user.last_login = at
    user.save(using="signin", update_fields=["session_key", "last_login"])
    note(request, "sign_in", user, ways=ways)
    if replaced:
        note(request, "session.replaced", user)


def what_comes_first(staff: Staff, rules: SignInRules, at: dt.datetime, ways: list[str]) -> list[str]:
    """What somebody has to do before anything else: choose a password, set up a second factor.

    Whom an identity provider lets in has neither a password here nor a second factor: both are the provider's.
    """
    if BY_PROVIDER in ways:
        return []
    first = []
    if staff.must_change_password or (staff.password_set_at and at - staff.password_set_at >= rules.password_age):
        first.append(PASSWORD)
    if settings.REQUIRE_MFA and staff.holds(date_of(at), *PRIVILEGED) and not has_second_factor(staff):
        first.append(SECOND_FACTOR)
    return first


def has_second_factor(staff: Staff) -> bool:
    own = Authenticator.objects.filter(user=staff)
    return bool(own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def done_first(request: HttpRequest, what: str) -> None:
    """One thing less that has to be done before anything else."""
    known = request.session.get(SIGNED_IN)
    if known and what in known["first"]:
        known["first"].remove(what)
        request.session.modified = True


def signed_out(sender: Any, request: HttpRequest, user: Staff | None, **_: Any) -> None:
    if user is not None:
        note(request, "sign_out", user)


EVENTS = {
    Authenticator.Type.TOTP: "second_factor",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery_codes",
}


def factor_added(sender: Any, request: HttpRequest, user: Staff, authenticator: Authenticator, **_: Any) -> None:
    note(request, f"{EVENTS[authenticator.type]}.added", user)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        done_first(request, SECOND_FACTOR)


def factor_removed(sender: Any, request: HttpRequest, user: Staff, authenticator: Authenticator, **_: Any) -> None:
    note(request, f"{EVENTS[authenticator.type]}.removed", user)


def factor_reset(sender: Any, request: HttpRequest, user: Staff, authenticator: Authenticator, **_: Any) -> None:
    note(request, f"{EVENTS[authenticator.type]}.renewed", user)


def factor_failed(sender: Any, request: HttpRequest, user: Staff, **_: Any) -> None:
    note_refused(request, "second_factor.failed", user)


def listen() -> None:
    """Called once, when the pages are ready."""
    # Under this name Django itself would connect what writes `last_login`; `signed_in` writes it with the rest.
    user_logged_in.connect(signed_in, dispatch_uid="update_last_login")
    user_logged_out.connect(signed_out, dispatch_uid="lvzhi.signed_out")
    second_factor.authenticator_added.connect(factor_added, dispatch_uid="lvzhi.factor_added")
    second_factor.authenticator_removed.connect(factor_removed, dispatch_uid="lvzhi.factor_removed")
    second_factor.authenticator_reset.connect(factor_reset, dispatch_uid="lvzhi.factor_reset")
    second_factor.authentication_failed.connect(factor_failed, dispatch_uid="lvzhi.factor_failed")
