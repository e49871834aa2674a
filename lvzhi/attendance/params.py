"""The open numbers of 12.2."""

from django.utils.translation import gettext_noop as _

from lvzhi.core.params import Between, parameter

SUPERVISOR_DAYS = parameter(
    "leave.supervisor_days",
    "12.2",
    1,
    _("Working days of leave up to which the supervisor alone approves"),
    Between(0, 30),
)
HEAD_DAYS = parameter(
    "leave.head_days",
    "12.2",
    3,
    _("Working days of leave beyond which the branch vice president approves"),
    Between(0, 60),
)
LATE_DAYS = parameter(
    "leave.late_days", "12.2", 7, _("Days after which a leave can no longer be entered afterwards"), Between(0, 31)
)
DECIDE_WORKDAYS = parameter(
    "leave.decide_workdays", "12.2", 1, _("Working days within which a request for leave is decided"), Between(0, 10)
)
