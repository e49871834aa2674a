"""The open numbers of article 13."""

from django.utils.translation import gettext_noop as _

from lvzhi.core.params import Between, TimesOfDay, parameter

DEADLINE = parameter(
    "worklog.deadline", "13", "24:00", _("Time of day by which the work log is due"), TimesOfDay(earliest="12:00")
)
REMINDERS = parameter(
    "worklog.reminders",
    "13",
    "17:30 20:00 20:45",
    _("Times of day at which a work log still owed is reminded"),
    TimesOfDay(most=6),
)
LATE_DAYS = parameter(
    "worklog.late_days", "13", 3, _("Days after which a missing log can no longer be handed in"), Between(0, 31)
)
REVIEW_WORKDAYS = parameter(
    "worklog.review_workdays", "13.2", 2, _("Working days within which the supervisor reads a log"), Between(1, 20)
)
REPORT_BY = parameter(
    "worklog.report_by",
    "13.1",
    "18:00",
    _("Time of day at which working hours end, and by which the daily report is made"),
    TimesOfDay(earliest="12:00"),
)
