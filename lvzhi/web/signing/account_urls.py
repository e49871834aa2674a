"""The addresses of the sign-in library that this product uses. There is no signing up, and no mail."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount.providers.openid_connect import views as provider
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from lvzhi.web import access
from lvzhi.web.signing.events import SECOND_FACTOR
from lvzhi.web.signing.library import ALWAYS, library_page

SETTING_UP = {"needs": access.signed_in, "comes_first": (SECOND_FACTOR,), "whole": True}


def to_me(name: str) -> URLPattern:
    """What the library shows on pages of its own stands on the person's page."""
    view = library_page(RedirectView.as_view(pattern_name="me"), needs=access.signed_in, comes_first=ALWAYS)
    return path(name.removeprefix("mfa_"), view, name=name)


urlpatterns = [
    path("login/", library_page(account.login, needs=access.anyone), name="account_login"),
    path("logout/", library_page(account.logout, needs=access.anyone, comes_first=ALWAYS), name="account_logout"),
    path("again/", library_page(account.reauthenticate, **SETTING_UP), name="account_reauthenticate"),
    path("again/code/", library_page(factor.reauthenticate, **SETTING_UP), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        library_page(passkey.reauthenticate_webauthn, **SETTING_UP),
        name="mfa_reauthenticate_webauthn",
    ),
    path("code/", library_page(factor.authenticate, needs=access.anyone, whole=True), name="mfa_authenticate"),
    path("app/", library_page(totp.activate_totp, **SETTING_UP), name="mfa_activate_totp"),
    path("app/remove/", library_page(totp.deactivate_totp, **SETTING_UP), name="mfa_deactivate_totp"),
    path("codes/", library_page(codes.view_recovery_codes, **SETTING_UP), name="mfa_view_recovery_codes"),
    path("codes/new/", library_page(codes.generate_recovery_codes, **SETTING_UP), name="mfa_generate_recovery_codes"),
    path("passkey/", library_page(passkey.login_webauthn, needs=access.anyone), name="mfa_login_webauthn"),
    path("passkeys/add/", library_page(passkey.add_webauthn, **SETTING_UP), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", library_page(passkey.edit_webauthn, **SETTING_UP), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", library_page(passkey.remove_webauthn, **SETTING_UP), name="mfa_remove_webauthn"),
    path(
        "provider/<slug:provider_id>/", library_page(provider.login, needs=access.anyone), name="openid_connect_login"
    ),
    path(
        "provider/<slug:provider_id>/back/",
        library_page(provider.callback, needs=access.anyone),
        name="openid_connect_callback",
    ),
    to_me("mfa_index"),
    to_me("mfa_list_webauthn"),
]
