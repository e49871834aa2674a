"""The open numbers of 12.1 and 16.1."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lvzhi.core.params import Between, TimesOfDay, parameter


@dataclass(frozen=True)
class PartOfYear:
    """A number of months that divides the year into equal periods."""

    allowed: tuple[int, ...] = (1, 2, 3, 4, 6, 12)

    def __call__(self, value: int) -> bool:
        return value in self.allowed

    @property
    def hint(self) -> str:
        return _("one of %(numbers)s") % {"numbers": ", ".join(map(str, self.allowed))}


ENTRY_MINUTES = parameter(
    "absence.entry_minutes",
    "12.1",
    10,
    gettext_noop("Minutes after leaving within which an entry still counts as made before leaving"),
    Between(0, 60),
)
LATE_DAYS = parameter(
    "absence.late_days", "12.1", 7, gettext_noop("Days after which an outing can no longer be entered"), Between(0, 31)
)
RESULT_DAYS = parameter(
    "absence.result_days",
    "12.1",
    0,
    gettext_noop("Days after the day of return by which time back and result are added"),
    Between(0, 5),
)
REMIND_AT = parameter(
    "absence.remind_at",
    "12.1",
    "18:00",
    gettext_noop("Time of day at which an outing without a return is reminded"),
    TimesOfDay(),
)
TELL_AT = parameter(
    "absence.tell_at",
    "12.1",
    "08:00",
    gettext_noop("Time of the next day at which the supervisor hears of an outing without a return"),
    TimesOfDay(),
)
SPOT_PERCENT = parameter(
    "absence.spot_percent",
    "12.1",
    5,
    gettext_noop("Percent of last month's entries that the supervisor spot-checks"),
    Between(0, 100),
)
CORE_TIMES = parameter(
    "contact.core_per_month",
    "16.1",
    1,
    gettext_noop("Contacts with a core customer each month, at least"),
    Between(1, 10),
)
KEY_MONTHS = parameter(
    "contact.key_months", "16.1", 3, gettext_noop("Months in which a key customer is contacted once"), PartOfYear()
)
GENERAL_MONTHS = parameter(
    "contact.general_months",
    "16.1",
    6,
    gettext_noop("Months in which a general customer is contacted once"),
    PartOfYear(),
)
VISIT_MONTHS = parameter(
    "contact.visit_months",
    "16.1",
    3,
    gettext_noop("Months in which a key company, institution or bank is visited at its door once"),
    PartOfYear(),
)
RECORD_WORKDAYS = parameter(
    "contact.record_workdays",
    "16.1",
    1,
    gettext_noop("Working days within which a contact is recorded"),
    Between(0, 10),
)
