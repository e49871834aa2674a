"""Article 13.1: the daily report before going off work."""

import datetime as dt

from lvzhi.attendance.queries import off_duty
from lvzhi.core.calendar import Day
from lvzhi.core.clock import since_midnight
from lvzhi.duties.rule import SUPERVISOR, Owed, before_due, owe, rule
from lvzhi.people.models import Post, Role
from lvzhi.worklog.params import REPORT_BY


@rule(
    "13.1",
    "每个工作日，客户经理在本人下班时间（默认18:00）之前向直接主管汇报一次",
    proof="daily_report",
    tell=(before_due(dt.timedelta(minutes=30)), SUPERVISOR),
)
def report_daily(day: Day) -> Owed | None:
    """Every relationship manager reports to the supervisor before going off work, but not on a whole day of leave."""
    if not day.is_workday:
        return None
    posts = Post.objects.filter(~off_duty(day.date), role=Role.MANAGER, during__contains=day.date)
    due = day.start + since_midnight(REPORT_BY.on(day.date))
    return owe(posts, owner="staff", opens=day.start, due=due, closes=day.end)
