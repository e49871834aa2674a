"""The addresses of the sign-in library that this product uses. There is no signing up, and no mail."""

from functools import partial

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

entrance = partial(library_page, needs=access.anyone)
setting_up = partial(library_page, needs=access.signed_in, comes_first=(SECOND_FACTOR,), whole=True)


def to_me(name: str) -> URLPattern:
    """What the library shows on pages of its own stands on the person's page."""
    view = library_page(RedirectView.as_view(pattern_name="me"), needs=access.signed_in, comes_first=ALWAYS)
    return path(name.removeprefix("mfa_"), view, name=name)


urlpatterns = [
    path("login/", entrance(account.login), name="account_login"),
    path("logout/", entrance(account.logout, comes_first=ALWAYS), name="account_logout"),
    path("code/", entrance(factor.authenticate, whole=True), name="mfa_authenticate"),
    path("passkey/", entrance(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("provider/<slug:provider_id>/", entrance(provider.login), name="openid_connect_login"),
    path("provider/<slug:provider_id>/back/", entrance(provider.callback), name="openid_connect_callback"),
    path("again/", setting_up(account.reauthenticate), name="account_reauthenticate"),
    path("again/code/", setting_up(factor.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey/", setting_up(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("app/", setting_up(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", setting_up(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", setting_up(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new/", setting_up(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("passkeys/add/", setting_up(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", setting_up(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", setting_up(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    to_me("mfa_index"),
    to_me("mfa_list_webauthn"),
]
