"""The open numbers of article 13."""

from lvzhi.core.clock import is_time_of_day
from lvzhi.core.params import parameter

DEADLINE = parameter("worklog.deadline", "13", "24:00", "Time of day by which the work log is due", is_time_of_day)
REMINDERS = parameter(
    "worklog.reminders",
    "13",
    "17:30 20:00 20:45",
    "Times of day at which a work log still owed is reminded",
    lambda times: 0 < len(times.split()) <= 6 and all(map(is_time_of_day, times.split())),
)

LATE_DAYS = parameter(
    "worklog.late_days",
    "13",
    3,
    "Days after which a missing log can no longer be handed in",
    lambda n: 0 <= n <= 31,
)
REVIEW_WORKDAYS = parameter(
    "worklog.review_workdays",
    "13.2",
    2,
    "Working days within which the supervisor reads a log",
    lambda n: 1 <= n <= 20,
)
