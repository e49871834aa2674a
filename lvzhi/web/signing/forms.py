"""The forms at the door and on a person's own page, in the words of the bank."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lvzhi.people.models import Staff
from lvzhi.web.forms import ActionForm

CODE_LIVES = 120  # seconds; longer than a code from a clock that is a little wrong can still be valid


def name_of(staff: Staff) -> str:
    """What the library calls a person."""
    return staff.name


def text(css: str = "input", **attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": css} | attrs)


def password_field(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "input", "autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=128, widget=widget, **more)


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = text(autocomplete="username", autocapitalize="none", spellcheck="false", autofocus=True)
        self.fields["login"] = forms.CharField(label=_("Employee number"), max_length=64, widget=number)
        self.fields["password"] = password_field(_("Password"), "current-password")
        self.order_fields(["login", "password"])


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Your password"), "current-password")


class OneCode:
    """A field for a code, which serves once even while its time still runs."""

    fields: dict[str, forms.Field]
    user: Staff

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = text("input input-code", inputmode="numeric", autocomplete="one-time-code", autofocus=True)
        self.fields["code"] = forms.CharField(label=_("Code"), max_length=12, widget=code)

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"lvzhi.code.{self.user.pk}.{''.join(code.split())}", 1, timeout=CODE_LIVES):
            raise get_second_factor_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OneCode, AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(OneCode, ReauthenticateByCodeForm):  # type: ignore[misc]
    pass


class FirstCodeForm(OneCode, ActivateTOTPForm):  # type: ignore[misc]
    pass


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].widget = text(maxlength=40)
        self.fields["passwordless"].label = _("Sign in with it alone, without number and password")
        self.fields["passwordless"].help_text = _("The device then asks for your PIN, finger or face.")


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name of this passkey"), max_length=40, widget=text())


class PasswordForm(ActionForm):
    """A new password of one's own. What is typed here is never held, whatever happens."""

    held = False

    old = password_field(_("Present password"), "current-password")
    password = password_field(_("New password"), "new-password")
    again = password_field(_("New password, again"), "new-password")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_old(self) -> str:
        """A wrong one counts like a wrong one at the door."""
        if not get_adapter().reauthenticate(self.staff, self.cleaned_data["old"]):
            raise get_adapter().validation_error("incorrect_password")
        return str(self.cleaned_data["old"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "password" in said and "again" in said and said["password"] != said["again"]:
            raise ValidationError({"again": _("The two new passwords differ.")})
        return said


class ReasonForm(ActionForm):
    """Why an administrator opens or closes somebody's door."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=text())


class OncePasswordForm(ActionForm):
    """A password that somebody is given for one sign-in; the administrator reads it out."""

    held = False

    password = forms.CharField(
        label=_("Password for the next sign-in"),
        max_length=128,
        widget=text("input input-code", autocomplete="off", spellcheck="false"),
        help_text=_("Tell it to the person yourself. It has to be changed after signing in."),
    )
