"""Article 13: what relationship managers write down day by day, and what their supervisors say to it."""

from lvzhi.worklog.models.joining import Joining
from lvzhi.worklog.models.log import (
    Difficulty,
    LogLine,
    LogSource,
    PlanItem,
    PlanOutcome,
    WorkLog,
    log_day,
)
from lvzhi.worklog.models.report import DailyReport, ReportNoted
from lvzhi.worklog.models.talk import LogComment, LogNote, LogReading
from lvzhi.worklog.models.target import Target, TargetImport, rate_of

__all__ = [
    "DailyReport",
    "Difficulty",
    "Joining",
    "LogComment",
    "LogLine",
    "LogNote",
    "LogReading",
    "LogSource",
    "PlanItem",
    "PlanOutcome",
    "ReportNoted",
    "Target",
    "TargetImport",
    "WorkLog",
    "log_day",
    "rate_of",
]
