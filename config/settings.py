"""Settings: everything a bank may set comes from the environment; docs/operations.md lists the names."""

import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

from config import db, logs
from lvzhi.core import embedded
from lvzhi.core.embedded.place import make_folder

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = embedded.home()


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def kept_secret() -> str:
    """The key that signs sessions, made once and kept beside the data; several machines share LVZHI_SECRET_KEY."""
    path = HOME / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        make_folder(HOME)
    new = path.with_name(f"secret-key.{os.getpid()}")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(new, path)  # fails when another command was quicker: then its key counts
    except FileExistsError:
        pass
    finally:
        new.unlink()
    return path.read_text()


def attachments() -> dict[str, Any]:
    """A folder (the default lies in the home), or any Django storage as JSON: {"BACKEND": …, "OPTIONS": {…}}."""
    chosen = os.environ.get("LVZHI_ATTACHMENTS", "").strip()
    if chosen.startswith("{"):
        storage: dict[str, Any] = json.loads(chosen)
        return storage
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": chosen or str(HOME / "attachments"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def static_version() -> str:
    """Part of the address of style and scripts, so that browsers keep them until they change, and no longer."""
    folder = BASE_DIR / "lvzhi/web/static"
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "vendor" not in path.parts):
        digest.update(path.read_bytes())
    vendored = folder / "vendor/VERSION"
    digest.update(vendored.read_bytes() if vendored.exists() else b"")
    return digest.hexdigest()[:12]


DEBUG = flag("LVZHI_DEBUG")
SECRET_KEY = os.environ.get("LVZHI_SECRET_KEY") or kept_secret()
ALLOWED_HOSTS = listed("LVZHI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("LVZHI_TRUSTED_ORIGINS")
HTTPS = bool(CSRF_TRUSTED_ORIGINS) and all(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = db.databases()
DATABASE_ROUTERS = ["config.db.Router"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
STORAGES = {
    "default": attachments(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = logs.logging(json=os.environ.get("LVZHI_LOG") == "json", level="DEBUG" if DEBUG else "INFO")

INSTALLED_APPS = [
    "lvzhi.core",
    "lvzhi.people",
    "lvzhi.customers",
    "lvzhi.records",
    "lvzhi.contacts",
    "lvzhi.attendance",
    "lvzhi.worklog",
    "lvzhi.secrecy",
    "lvzhi.duties",
    "lvzhi.regulation",
    "lvzhi.desk",
    "lvzhi.web",
    "lvzhi.api",
    "lvzhi.jobs",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.headers",
    "lvzhi.web.middleware.moment_and_origin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lvzhi.web.signing.middleware.Door",
    "lvzhi.web.middleware.language",
    "lvzhi.web.offline.answers.by_facts",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "lvzhi.web.spoken.SpokenTemplates",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "lvzhi.web.environment.environment"},
    },
    {  # for the sign-in library alone
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    },
]

FORM_RENDERER = "lvzhi.web.widgets.Widgets"

AUTH_USER_MODEL = "people.Staff"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "lvzhi/locale"]

STATIC_URL = f"/static/{static_version()}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600  # the address changes with the content

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "lvzhi.web.uploads.Cap",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
FORM_ACTION = ["'self'"]  # where forms may be sent; an identity provider adds its own address

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["lvzhi.jobs.tasks"]

# --- sign-in: everything below this line belongs to config/signin.py ---
from config.signin import *
