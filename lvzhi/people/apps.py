import datetime as dt
from typing import Any

from django.apps import AppConfig

STAYS_OPEN = frozenset({"password.change", "language.choose", "message.read", "message.open"})


class PeopleConfig(AppConfig):
    name = "lvzhi.people"

    def ready(self) -> None:
        """Who is on a mandatory leave does nothing but look after the own account."""
        from lvzhi.core.action import BARS
        from lvzhi.core.clock import date_of
        from lvzhi.people.queries import is_frozen

        def frozen(by: Any, name: str, at: dt.datetime) -> bool:
            return by is not None and name not in STAYS_OPEN and is_frozen(by, date_of(at))

        BARS.append(frozen)
