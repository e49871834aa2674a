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
