"""The open numbers of article 13."""

from lvzhi.core.params import parameter

LATE_DAYS = parameter(
    "worklog.late_days", "13", 3, "Days after which a missing log can no longer be handed in", lambda n: 0 <= n <= 31
)
REVIEW_WORKDAYS = parameter(
    "worklog.review_workdays", "13.2", 2, "Working days within which the supervisor reads a log", lambda n: 1 <= n <= 20
)
