"""The two connections to the one database, and which of them writes what."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.models import Model
from psycopg.conninfo import conninfo_to_dict

from lvzhi.core import embedded
from lvzhi.core.writing import is_writing

PREPARED = {"server_side_binding": True, "prepare_threshold": 2}  # a statement sent again is planned once
GUARD = "-c default_transaction_read_only=on"
DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
SIGN_IN_APPS = {"account", "mfa", "socialaccount", "django_cache"}  # read and written through `signin` alone
AT_THE_DOOR = {"people.Staff", "people.Session"}  # read through `default`, written by the door through `signin`


def databases() -> dict[str, dict[str, Any]]:
    """`default` can only read until an action opens it; `signin` writes what the sign-in library keeps."""
    address = os.environ.get("DATABASE_URL") or embedded.url()
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL is not an address of a PostgreSQL database: {error}") from error
    options: dict[str, Any] = {name: value for name, value in parts.items() if name not in DJANGO_NAMES}
    options |= PREPARED
    common = {
        "ENGINE": "config.postgresql",
        **{DJANGO_NAMES[name]: value for name, value in parts.items() if name in DJANGO_NAMES},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
    guarded = options | {"options": f"{options.get('options', '')} {GUARD}".strip()}
    return {
        "default": common | {"OPTIONS": guarded},
        "signin": common | {"OPTIONS": options, "TEST": {"MIRROR": "default"}},
    }


@contextmanager
def unguarded(alias: str = "default") -> Iterator[None]:
    """Lifts the read-only guard of this process's connection: for migrations and for laying test databases alone."""
    connection = connections[alias]
    options = connection.settings_dict["OPTIONS"]
    guarded = options.get("options", "")
    connection.close()
    options["options"] = guarded.replace(GUARD, "").strip()
    try:
        yield
    finally:
        connection.close()
        options["options"] = guarded


class Router:
    """Everything is read and written through `default`, but for what the sign-in library keeps for itself.

    A person's row is both: an action changes it through `default`, the door (session, last sign-in) through `signin`.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "signin" if model._meta.app_label in SIGN_IN_APPS and not is_writing() else "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        library = model._meta.app_label in SIGN_IN_APPS or model._meta.label in AT_THE_DOOR
        return "signin" if library and not is_writing() else "default"

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # both names are the same database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"
