"""Where the sign-in library asks the bank's own rules: who may try, how often, and what is said to whom."""

import base64
import datetime as dt
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lvzhi.core.models import TrailLine
from lvzhi.people.models import FailedSignIn, Staff
from lvzhi.people.params import SignInRules
from lvzhi.people.sql import one_at_a_time
from lvzhi.web.middleware import address_of
from lvzhi.web.signing.events import PRIVILEGED, moment_of, note_refused, rules_for

WARN_FROM = 2  # wrong passwords before the lock from which on the answer says so
LONGEST = FailedSignIn._meta.get_field("number").max_length or 0


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with number and password: counted, locked, and never more told than who asks may know."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("You cannot sign in. Please ask your administrator."),
        "username_password_mismatch": gettext_lazy("The employee number or the password is wrong."),
        "incorrect_password": gettext_lazy("The password is wrong."),
        "incorrect_code": gettext_lazy("The code is wrong or no longer valid."),
        "too_many_login_attempts": gettext_lazy("Too many wrong attempts. Try again later, or ask your administrator."),
        "rate_limited": gettext_lazy("Too many attempts in a short time. Please wait a minute."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Staff | None:
        """One try at a time for one number, so that guessing in parallel gains nothing."""
        number = tried(credentials)
        with transaction.atomic(using="signin"):
            one_at_a_time(f"sign-in {number}", using="signin")
            rules = rules_for(request)
            left = self.tries_left(request, number, rules)
            person: Staff | None = super().authenticate(request, **credentials) if left > 0 else None
            if left <= 0 and not said_lately(request, number):
                note_try(request, "sign_in.locked", number)
        if person is None and (left <= 1 or not request.user.is_authenticated):
            raise ValidationError(self.wrong_words(left - 1, rules), code="username_password_mismatch")
        return person

    def tries_left(self, request: HttpRequest, number: str, rules: SignInRules) -> int:
        """How many more wrong passwords this number and this address have, in the time that counts."""
        recent = FailedSignIn.objects.using("signin").filter(at__gt=moment_of(request) - rules.locked)
        of_number = recent.filter(number=number)[: rules.failures].count()
        from_here = recent.filter(ip=address_of(request))[: rules.address_failures].count()
        return min(rules.failures - of_number, rules.address_failures - from_here)

    def wrong_words(self, left: int, rules: SignInRules) -> str:
        """The same for a number that nobody has."""
        minutes = int(rules.locked.total_seconds() // 60)
        if left <= 0:
            return _("Too many wrong attempts. Try again in %(minutes)s minutes, or ask your administrator.") % {
                "minutes": minutes
            }
        words = str(self.error_messages["username_password_mismatch"])
        if left > WARN_FROM:
            return words
        warning = ngettext(
            "After %(n)s more wrong attempt the number is locked for %(minutes)s minutes.",
            "After %(n)s more wrong attempts the number is locked for %(minutes)s minutes.",
            left,
        )
        return f"{words} {warning % {'n': left, 'minutes': minutes}}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The library's own counting is not needed: `authenticate` counts, by the bank's numbers."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        number = tried(credentials)
        FailedSignIn.objects.using("signin").create(number=number, ip=address_of(request), at=moment_of(request))
        note_try(request, "sign_in.failed", number)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or str(super().get_client_ip(request))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages answer with pages; only the script of the passkey button asks for data."""
        return request.path == reverse("mfa_login_webauthn") and bool(super().is_ajax(request))

    def respond_user_inactive(self, request: HttpRequest, user: Staff) -> HttpResponse:
        note_refused(request, "sign_in.locked", user, number=user.number)
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")

    def add_message(self, request: HttpRequest, level: int, *template: str | None, **more: Any) -> None:
        """Of what the library says after something is done, what a person wants to know, in our words."""
        name = next(iter(template), None) or more.get("message_template") or ""
        words = more.get("message") or SAID.get(str(name))
        if words:
            messages.add_message(request, level, str(words))


SAID = {
    "mfa/messages/totp_activated.txt": gettext_lazy("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The authenticator app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
}


def tried(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username", "")).lower()[:LONGEST]


def staff_of(number: str) -> Staff | None:
    found: Staff | None = Staff.objects.filter(number__iexact=number).first()
    return found


def said_lately(request: HttpRequest, number: str) -> bool:
    """A lock that is tried again and again is noted once a minute: a machine that tries must not fill the trail."""
    since = moment_of(request) - dt.timedelta(minutes=1)
    noted = TrailLine.objects.filter(action="sign_in.locked", at__gt=since)
    return noted.filter(detail__number=shown(number, staff_of(number))).exists()


def shown(number: str, staff: Staff | None) -> str:
    """The number that was tried; of one that nobody has only the beginning: it may be a password in the wrong field."""
    return staff.number if staff else f"{number[:2]}…"


def note_try(request: HttpRequest, event: str, number: str) -> None:
    staff = staff_of(number)
    note_refused(request, event, staff, number=shown(number, staff))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps and passkeys: what they show of the bank, and their secrets under lock and key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("The code is wrong or no longer valid."),
        "cannot_delete_authenticator": gettext_lazy("Your post needs a second factor."),
    }

    def get_totp_label(self, user: Staff) -> str:
        return user.number

    def get_totp_issuer(self) -> str:
        return "Lvzhi"

    def encrypt(self, text: str) -> str:
        return locksmith().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return locksmith().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whose post needs a second factor keeps at least one."""
        if not settings.REQUIRE_MFA:
            return True
        staff: Staff = Staff.objects.get(pk=authenticator.user_id)
        if not any(post.role in PRIVILEGED for post in staff.all_posts):
            return True
        real = Authenticator.objects.filter(user=staff).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return bool(real.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Staff, type: Any) -> str:  # noqa: A002  the library's name
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(n)s") % {"n": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return dict(super().get_public_key_credential_rp_entity(), name="Lvzhi")

    def get_public_key_credential_user_entity(self, user: Staff) -> dict[str, Any]:
        known = super().get_public_key_credential_user_entity(user)
        return dict(known, name=user.number, display_name=user.name)


def locksmith() -> MultiFernet:
    """Encrypts with a key made from the secret key; what was encrypted with an earlier one can still be read."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"lvzhi second factor {secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The bank's identity provider says who somebody is; whether that person works here, our own list says."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person by the claim that holds the employee number. Nobody is ever made here."""
        data = sociallogin.account.extra_data
        said = data.get("userinfo", {}) | data.get("id_token", {}) or data
        number = str(said.get(settings.OIDC_CLAIM, ""))
        staff = staff_of(number) if number else None
        if staff is None:
            note_refused(request, "sign_in.failed", None, number=number[:LONGEST], way="provider")
            words = _("The identity provider knows you, but this system does not. Please ask your administrator.")
            raise refused(request, words)
        sociallogin.user = staff
        sociallogin.state["process"] = "login"

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        note_refused(request, "sign_in.failed", None, way="provider", error=str(more.get("error") or "")[:40])
        raise refused(request, _("The identity provider did not confirm who you are. Please try again."))


def refused(request: HttpRequest, words: str) -> ImmediateHttpResponse:
    messages.error(request, words)
    return ImmediateHttpResponse(redirect("account_login"))
