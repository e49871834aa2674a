"""`lvzhi check`: one line for everything that must be in order."""

import datetime as dt
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from lvzhi.cli.ground import bring_up_to_date, missing, set_up
from lvzhi.core import embedded


class WrongError(Exception):
    """What is not in order, in words."""


def check(asked: Namespace) -> int:
    """Looks at everything even when something is wrong; exit code 1 says that something is."""
    wrong = 0
    with embedded.running():
        set_up()
        for name, look in CHECKS.items():
            try:
                state, found = "ok", look()
            except Exception as error:  # noqa: BLE001 (a check that breaks has found something, too)
                state, found = "wrong", (str(error).strip() or type(error).__name__).splitlines()[0]
                wrong += 1
            print(f"{state:<6} {name}: {found}")
    return 1 if wrong else 0


def settings() -> str:
    from django.core.checks import ERROR, run_checks

    found = [one for one in run_checks() if one.level >= ERROR and not one.is_silenced()]
    if found:
        raise WrongError("; ".join(f"{one.id} {one.msg}" for one in found))
    return "as Django wants them"


def database() -> str:
    from django.db import connection

    connection.ensure_connection()
    info = connection.connection.info
    where = info.host or "a local socket"
    return f"PostgreSQL {info.server_version // 10000}.{info.server_version % 10000} at {where}"


def tables() -> str:
    steps = bring_up_to_date()
    if left := missing():
        raise WrongError(f"{len(left)} migrations are missing")
    return f"brought up to date by {steps} steps" if steps else "up to date"


def trail() -> str:
    from lvzhi.core.models import Seal
    from lvzhi.core.trail import broken_seal

    if broken := broken_seal():
        raise WrongError(f"the seal of {broken.at:%Y-%m-%d %H:%M} does not fit its lines, up to line {broken.last}")
    return f"{Seal.objects.count()} seals fit their lines"


def calendar() -> str:
    from lvzhi.core.clock import today
    from lvzhi.core.models import CalendarDay

    last = CalendarDay.objects.order_by("-date").values_list("date", flat=True).first()
    needed = dt.date(today().year + 1, 12, 31)
    if last is None or last < needed:
        raise WrongError(f"reaches {last or 'nowhere'}, and must reach {needed}")
    return f"reaches {last}"


def files() -> str:
    """What `make install` fetches for browser and print, and compiles for the two languages."""
    from django.conf import settings

    base = Path(settings.BASE_DIR)
    needed = [
        *(
            base / "lvzhi/web/static/vendor" / name
            for name in ("tabler.min.css", "htmx.min.js", "echarts.min.js", "icons.svg")
        ),
        *(base / "lvzhi/core/fonts" / name for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")),
        *(words.with_suffix(".mo") for words in base.glob("lvzhi/locale/*/LC_MESSAGES/django.po")),
    ]
    if absent := [str(path.relative_to(base)) for path in needed if not path.exists()]:
        raise WrongError(f"run `make install`, which brings {', '.join(absent)}")
    return "fonts, style, scripts and translations are there"


def attachments() -> str:
    """Whether a file can really be kept and taken away again."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    name = default_storage.save(".check", ContentFile(b"lvzhi"))
    default_storage.delete(name)
    return "can be kept"


CHECKS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "database": database,
    "tables": tables,
    "trail": trail,
    "calendar": calendar,
    "files": files,
    "attachments": attachments,
}
