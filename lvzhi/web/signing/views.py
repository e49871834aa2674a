"""A person's own page: language, password, second factor, passkeys, sessions; and the access of others."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.models import TrailLine
from lvzhi.people.actions import (
    change_password,
    choose_language,
    lock_person,
    reset_password,
    reset_second_factor,
    unlock_person,
)
from lvzhi.people.actions.staff import one_time_password
from lvzhi.people.models import FailedSignIn, Session, Staff
from lvzhi.web import access
from lvzhi.web.forms import open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page
from lvzhi.web.signing.browsers import browser_of
from lvzhi.web.signing.events import PASSWORD, SECOND_FACTOR, done_first, rules_for
from lvzhi.web.signing.forms import OncePasswordForm, PasswordForm, ReasonForm
from lvzhi.web.signing.library import ALWAYS
from lvzhi.web.signing.sessions import SIGNED_IN, ends_at

LAST = 12
IN, REPLACED = "sign_in", "session.replaced"
IN_AND_ENDED = gettext_lazy("signed in, which ended the session elsewhere")
AT_THE_DOOR = {
    "sign_in": gettext_lazy("signed in"),
    "sign_in.failed": gettext_lazy("wrong password"),
    "sign_in.locked": gettext_lazy("tried while locked"),
    "sign_out": gettext_lazy("signed out"),
    "session.expired": gettext_lazy("session ended by itself"),
    "session.replaced": gettext_lazy("session ended by a sign-in elsewhere"),
    "password.change": gettext_lazy("password changed"),
    "password.reset": gettext_lazy("password given anew by an administrator"),
    "person.lock": gettext_lazy("locked by an administrator"),
    "person.unlock": gettext_lazy("unlocked by an administrator"),
    "second_factor.added": gettext_lazy("authenticator app set up"),
    "second_factor.removed": gettext_lazy("authenticator app removed"),
    "second_factor.failed": gettext_lazy("wrong code"),
    "second_factor.reset": gettext_lazy("second factor taken away by an administrator"),
    "passkey.added": gettext_lazy("passkey added"),
    "passkey.removed": gettext_lazy("passkey removed"),
    "recovery_codes.added": gettext_lazy("recovery codes made"),
    "recovery_codes.removed": gettext_lazy("recovery codes removed"),
    "recovery_codes.renewed": gettext_lazy("recovery codes made anew"),
}


@page("signing/me.html", needs=access.signed_in, own=True)
def me(request: HttpRequest) -> Shown:
    """What somebody may settle for himself."""
    staff = mine(request)
    session: Any = request.session
    needed = SECOND_FACTOR in session.get(SIGNED_IN, {}).get("first", ())
    shown = {
        "staff": staff,
        "languages": settings.LANGUAGES,
        "has_password": staff.has_usable_password(),
        "factors": factors_of(staff),
        "needed": needed,
        "ends_at": ends_at(session),
        "events": events_of(staff),
    }
    return shown | ({"nav": []} if needed else {})


me.comes_first = (SECOND_FACTOR,)  # type: ignore[attr-defined]


def mine(request: HttpRequest) -> Staff:
    assert isinstance(request.user, Staff), "the page is for people who are signed in"
    return request.user


def factors_of(staff: Staff) -> dict[str, Any]:
    """The second factors of a person: app, passkeys by name, how many recovery codes are left."""
    found = list(Authenticator.objects.filter(user=staff).order_by("pk"))
    codes = next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "app": next((one for one in found if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "codes": len(codes.wrap().get_unused_codes()) if codes else None,
    }


def events_of(staff: Staff) -> list[dict[str, Any]]:
    """The last things that happened at the door under this person's name."""
    lines = list(TrailLine.objects.filter(ref=staff.ref, action__in=AT_THE_DOOR).order_by("-id")[: 2 * LAST])
    replaced = {line.at for line in lines if line.action == REPLACED}
    return [
        {
            "at": line.at,
            "what": IN_AND_ENDED if line.at in replaced and line.action == IN else AT_THE_DOOR[line.action],
            "refused": line.result == TrailLine.Result.REFUSED,
            "ip": line.ip or "",
            "device": line.device,
            "browser": browser_of(line.device),
        }
        for line in lines
        if line.action != REPLACED
    ][:LAST]


@page("signing/password.html", needs=access.signed_in, own=True)
def password(request: HttpRequest) -> Shown | HttpResponse:
    """Choose a new password. Other sessions of the person end with the old one."""
    staff = mine(request)
    if not staff.has_usable_password():
        return redirect("me")
    form = open_form(request, PasswordForm, staff=staff)
    must = PASSWORD in request.session.get(SIGNED_IN, {}).get("first", ())
    if request.method == "POST" and form.is_valid():
        changed = perform(request, form, change_password, password=form.cleaned_data["password"])
        if changed is not None:
            update_session_auth_hash(request, changed)
            done_first(request, PASSWORD)
            messages.success(request, _("Your password is changed."))
            return redirect("workbench" if must else "me")
    shown = {"form": form, "must": must, "first": staff.must_change_password, "days": password_days(request)}
    return shown | ({"nav": []} if must else {})


password.comes_first = (PASSWORD,)  # type: ignore[attr-defined]


def password_days(request: HttpRequest) -> int:
    return rules_for(request).password_age.days


@page("signing/me.html", needs=access.anyone, own=True)
def set_language(request: HttpRequest) -> HttpResponse:
    """The language, for this browser and, of who is signed in, on every device."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    answer = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "me")
    if request.method != "POST" or chosen not in dict(settings.LANGUAGES):
        return answer
    if isinstance(request.user, Staff) and request.user.language != chosen:
        choose_language(request.user, at=request.at, language=chosen)  # type: ignore[attr-defined]
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return answer


set_language.comes_first = ALWAYS  # type: ignore[attr-defined]


@page("signing/access.html", needs=access.administrators)
def access_of(request: HttpRequest, pk: int) -> Shown:
    """Whether and how somebody can sign in, for administrators."""
    staff = get_visible_or_404(request, Staff.objects.all(), pk)
    rules = rules_for(request)
    failures = FailedSignIn.objects.filter(number=staff.number.lower(), at__gt=request.at - rules.locked)  # type: ignore[attr-defined]
    return {
        "staff": staff,
        "myself": staff.pk == mine(request).pk,
        "locked": failures[: rules.failures].count() >= rules.failures,
        "signed_in": Session.objects.filter(staff=staff, seen_at__gt=request.at - rules.idle).exists(),  # type: ignore[attr-defined]
        "factors": factors_of(staff),
        "events": events_of(staff),
    }


@page("signing/access_reset.html", needs=access.administrators)
def reset(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Give somebody a password for the next sign-in. It is shown before it is set, and never again."""
    staff = get_visible_or_404(request, Staff.objects.all(), pk)
    form = open_form(request, OncePasswordForm, initial={"password": one_time_password()})
    if request.method == "POST" and form.is_valid():
        done = perform(request, form, reset_password, staff=staff, password=form.cleaned_data["password"])
        if done is not None:
            messages.success(request, _("%(name)s can sign in with the new password.") % {"name": staff.name})
            return redirect("access", pk=staff.pk)
    return {"form": form, "staff": staff}


def with_reason(request: HttpRequest, pk: int, do: Callable[..., Staff], words: dict[str, str]) -> Shown | HttpResponse:
    """What all have in common that close or open somebody's door: a reason."""
    staff = get_visible_or_404(request, Staff.objects.all(), pk)
    form = open_form(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        done = perform(request, form, do, staff=staff, reason=form.cleaned_data["reason"])
        if done is not None:
            messages.success(request, words["done"] % {"name": staff.name})
            return redirect("access", pk=staff.pk)
    return {"form": form, "staff": staff, "words": words}


@page("signing/access_reason.html", needs=access.administrators)
def lock(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Shut somebody out at once."""
    words = {
        "title": _("Lock the account"),
        "why": _("Whoever is signed in under this number is signed out at once. Posts and records stay as they are."),
        "button": _("Lock"),
        "done": _("%(name)s can no longer sign in."),
    }
    return with_reason(request, pk, lock_person, words)


@page("signing/access_reason.html", needs=access.administrators)
def unlock(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Let somebody in again."""
    words = {
        "title": _("Unlock the account"),
        "why": _("Wrong passwords counted so far are forgotten. Make sure that it is really this person who asks."),
        "button": _("Unlock"),
        "done": _("%(name)s can sign in again."),
    }
    return with_reason(request, pk, unlock_person, words)


@page("signing/access_reason.html", needs=access.administrators)
def second_factor(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Take away a second factor that somebody has lost."""
    words = {
        "title": _("Take away the second factor"),
        "why": _("App, passkeys and recovery codes are removed; the next sign-in asks for the password alone."),
        "button": _("Take away"),
        "done": _("%(name)s has no second factor any more."),
    }
    return with_reason(request, pk, reset_second_factor, words)
