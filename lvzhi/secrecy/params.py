"""The open numbers of article 17."""

from django.utils.translation import gettext_noop as _

from lvzhi.core.params import Between, parameter

VALID_MONTHS = parameter(
    "secrecy.valid_months", "17", 12, _("Months for which a confidentiality agreement is valid"), Between(3, 36)
)
RENEW_DAYS = parameter(
    "secrecy.renew_days", "17", 30, _("Days before its end from which an agreement can be renewed"), Between(5, 60)
)
JOIN_WORKDAYS = parameter(
    "secrecy.join_workdays",
    "17",
    1,
    _("Working days within which who joins signs the agreement, the first one included"),
    Between(1, 10),
)
AFTER_MONTHS = parameter(
    "secrecy.after_months",
    "17",
    24,
    _("Months for which who has left keeps what is no business secret"),
    Between(6, 60),
)
UNMASK_PER_DAY = parameter(
    "secrecy.unmask_per_day", "17", 30, _("Masked numbers that somebody can have shown whole in a day"), Between(1, 500)
)
EXPORT_ROWS = parameter(
    "secrecy.export_rows", "17", 50, _("Rows with customer data that can be taken out without asking"), Between(0, 1000)
)
EXPORT_LARGE_ROWS = parameter(
    "secrecy.export_large_rows",
    "17",
    1000,
    _("Rows above which the vice president decides about an export, too"),
    Between(50, 10_000),
)
EXPORT_HOURS = parameter(
    "secrecy.export_hours", "17", 24, _("Hours after the approval for which an exported file is there"), Between(1, 72)
)
