"""Sign-in: how people prove who they are, for how long, and how often they may be wrong.

How long and how often are dated parameters (lvzhi/people/params.py); what stands here is fixed for an installation.
"""

import os
from typing import Any
from urllib.parse import urlsplit


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


SECRET_KEY_FALLBACKS = [one for one in os.environ.get("LVZHI_OLD_SECRET_KEYS", "").split() if one]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["lvzhi.people.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "lvzhi.people.passwords.ThreeOfFourClasses"},
    {"NAME": "lvzhi.people.passwords.NotCommon"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("number", "name", "pinyin", "phone", "email")},
    },
]

SESSION_ENGINE = "lvzhi.web.signing.sessions"
SESSION_COOKIE_NAME = "lvzhi_session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "lvzhi.web.errors.stale"

# The people of the bank are made by administrators; nobody signs up, and no mail is sent.
ACCOUNT_ADAPTER = "lvzhi.web.signing.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "number"
ACCOUNT_USER_DISPLAY = "lvzhi.web.signing.forms.name_of"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {"login": "lvzhi.web.signing.forms.SignInForm", "reauthenticate": "lvzhi.web.signing.forms.AgainForm"}
# Passwords are counted by the adapter; what is left here counts codes, through the shared cache.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key", "reauthenticate": "10/m/user"}

MFA_ADAPTER = "lvzhi.web.signing.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong; SingleUse keeps a code from serving twice
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # a whole branch may share one address
MFA_FORMS = {
    "authenticate": "lvzhi.web.signing.forms.CodeForm",
    "reauthenticate": "lvzhi.web.signing.forms.CodeAgainForm",
    "activate_totp": "lvzhi.web.signing.forms.FirstCodeForm",
    "add_webauthn": "lvzhi.web.signing.forms.PasskeyForm",
    "edit_webauthn": "lvzhi.web.signing.forms.PasskeyNameForm",
}
REQUIRE_MFA = flag("LVZHI_REQUIRE_MFA")  # administrators and auditors then need a second factor

# How many proxies of the bank stand before the server and add to X-Forwarded-For.
TRUSTED_PROXIES = int(os.environ.get("LVZHI_TRUSTED_PROXIES", "0"))

# An identity provider of the bank, by OpenID Connect. It never makes people: the claim holds the employee number.
SOCIALACCOUNT_ADAPTER = "lvzhi.web.signing.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
OIDC_SERVER = os.environ.get("LVZHI_OIDC_SERVER", "").strip()
OIDC_NAME = os.environ.get("LVZHI_OIDC_NAME", "").strip()
OIDC_CLAIM = os.environ.get("LVZHI_OIDC_CLAIM", "preferred_username").strip()
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "bank",
                "name": OIDC_NAME,
                "client_id": os.environ.get("LVZHI_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("LVZHI_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ],
    }
}
if OIDC_SERVER:
    FORM_ACTION = ["'self'", "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))]
else:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = []
