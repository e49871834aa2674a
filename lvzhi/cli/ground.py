"""What every command stands on: the database runs, Django knows the product, the tables are those of this version."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection
from structlog import get_logger

from lvzhi.core import embedded

OLDEST_SERVER = 150000
log = get_logger("lvzhi.cli")


@contextmanager
def ready() -> Iterator[None]:
    """Starts what is needed, brings the tables up to date, and lets go of it all afterwards."""
    with embedded.running():
        set_up()
        try:
            bring_up_to_date()
        except OperationalError as error:
            why = " ".join(str(error).split())
            raise embedded.Trouble(f"The database does not answer: {why}") from error
        try:
            yield
        finally:
            connection.close()


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise embedded.Trouble(" ".join(str(error).split())) from error


def bring_up_to_date() -> int:
    """Applies what is missing; two commands at once take turns. Returns the number of steps taken."""
    if not missing():
        return 0
    from django.core.management import call_command

    from config.db import unguarded
    from lvzhi.core.alone import alone

    with unguarded():
        refuse_old_server()
        with alone("migrate", wait=True):
            steps = len(missing())
            if steps:
                log.info("migrating", steps=steps)
                call_command("migrate", verbosity=0, interactive=False)
    return steps


def missing() -> set[tuple[str, str]]:
    """Migrations that lie on disk and that this database has not seen: one query, nothing is imported."""
    return on_disk() - applied()


def on_disk() -> set[tuple[str, str]]:
    from django.apps import apps

    found = set()
    for app in apps.get_app_configs():
        place = find_spec(f"{app.name}.migrations") if app.models_module else None
        for folder in (place.submodule_search_locations or []) if place else []:
            names = (path.stem for path in Path(folder).glob("*.py"))
            found |= {(app.label, name) for name in names if name[0] not in "_~"}
    return found


def applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT app, name FROM django_migrations")
        except DatabaseError as error:
            if isinstance(error, OperationalError):
                raise
            return set()  # an empty database
        return set(cursor.fetchall())


def refuse_old_server() -> None:
    connection.ensure_connection()
    version = connection.connection.info.server_version
    if version < OLDEST_SERVER:
        raise embedded.Trouble(f"Lvzhi needs PostgreSQL 15 or newer; this server is {version // 10000}.")
