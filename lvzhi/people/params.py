"""The open numbers of signing in: no clause asks for them; the bank's rules on information security do."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from lvzhi.core.models import ParameterValue
from lvzhi.core.params import TRIAL, Between, Parameter, parameter

IDLE_MINUTES = parameter(
    "session.idle_minutes", "", 15, _("Minutes without a request after which a session ends"), Between(5, 60)
)
ABSOLUTE_HOURS = parameter(
    "session.absolute_hours", "", 10, _("Hours after signing in at which a session ends"), Between(1, 12)
)
LOCK_FAILURES = parameter(
    "account.lock_failures", "", 5, _("Wrong passwords after which a number is locked"), Between(3, 10)
)
LOCK_MINUTES = parameter(
    "account.lock_minutes", "", 15, _("Minutes for which a number stays locked"), Between(5, 24 * 60)
)
ADDRESS_FAILURES = parameter(
    "account.address_failures", "", 100, _("Wrong passwords after which an address is locked"), Between(10, 1000)
)
PASSWORD_DAYS = parameter("password.days", "", 90, _("Days after which a password has to be changed"), Between(30, 366))
PASSWORD_HISTORY = parameter("password.history", "", 5, _("Last passwords that cannot be used again"), Between(1, 24))

OFFLINE_PAGE_HOURS = parameter(
    "offline.page_hours", "", 12, _("Hours for which a phone keeps forms that open without a network"), Between(1, 72)
)
OFFLINE_UNSENT_HOURS = parameter(
    "offline.unsent_hours", "", 168, _("Hours for which a phone keeps what could not be sent"), Between(24, 720)
)


@dataclass(frozen=True)
class SignInRules:
    """The numbers that one attempt to sign in asks for."""

    idle: dt.timedelta
    absolute: dt.timedelta
    failures: int
    locked: dt.timedelta
    address_failures: int
    password_age: dt.timedelta


def sign_in_rules(day: dt.date) -> SignInRules:
    """What is in force on this day, in one query."""
    asked = (IDLE_MINUTES, ABSOLUTE_HOURS, LOCK_FAILURES, LOCK_MINUTES, ADDRESS_FAILURES, PASSWORD_DAYS)
    rows = ParameterValue.objects.filter(key__in=[one.key for one in asked], since__lte=day)
    newest = rows.order_by("key", "-since", "-id").distinct("key")
    found = dict(newest.values_list("key", "value")) | dict(TRIAL.get())

    def of(one: Parameter[int]) -> int:
        return int(found.get(one.key, one.default))

    return SignInRules(
        idle=dt.timedelta(minutes=of(IDLE_MINUTES)),
        absolute=dt.timedelta(hours=of(ABSOLUTE_HOURS)),
        failures=of(LOCK_FAILURES),
        locked=dt.timedelta(minutes=of(LOCK_MINUTES)),
        address_failures=of(ADDRESS_FAILURES),
        password_age=dt.timedelta(days=of(PASSWORD_DAYS)),
    )
