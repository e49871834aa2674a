"""Article 13: the work log and its reading."""

import datetime as dt

from django.db.models import F, OuterRef, Subquery

from lvzhi.attendance.queries import off_duty
from lvzhi.core.calendar import Day, after_workdays, end_of
from lvzhi.core.clock import since_midnight
from lvzhi.core.refs import ref
from lvzhi.duties.rule import LOOK_BACK, NEVER, SUPERVISOR, Ladder, Owed, before_due, owe, rule, tell
from lvzhi.people.models import Post, Role
from lvzhi.people.queries import next_up_of
from lvzhi.records.models import Task
from lvzhi.worklog.models import WorkLog
from lvzhi.worklog.params import DEADLINE, REMINDERS, REVIEW_WORKDAYS


def log_ladder(day: dt.date) -> Ladder:
    """The supervisor hears of a missing log when the day is over; its owner is reminded before."""
    end = since_midnight(DEADLINE.on(day))
    times = [since_midnight(time) for time in REMINDERS.on(day).split()]
    return SUPERVISOR, *(before_due(end - time) for time in times if time < end)


@rule("13", "每个工作日，客户经理都要交出当天的工作日志", proof="work_log", tell=log_ladder)
def keep_work_log(day: Day) -> Owed | None:
    """Every relationship manager hands in a log of every working day, before 24:00; not of a whole day of leave."""
    if not day.is_workday:
        return None
    posts = Post.objects.filter(~off_duty(day.date), role=Role.MANAGER, during__contains=day.date)
    due = day.start + since_midnight(DEADLINE.on(day.date))
    return owe(posts, owner="staff", opens=day.start, due=due, closes=day.end)


@rule(
    "13.2",
    "每篇日志交出后在规定期限（默认2个工作日）内阅看",
    proof="work_log_reading",
    tell=(tell(Role.DEPARTMENT_HEAD),),
)
def read_work_log(day: Day) -> Owed | None:
    """The supervisor reads each log within two working days after it was handed in."""
    recent = WorkLog.objects.filter(record__recorded_at__gt=day.start - LOOK_BACK, record__recorded_at__lt=day.end)
    return owe(
        recent,
        owner=next_up_of(F("unit"), F("owner"), Role.SUPERVISOR, day.date),
        about=ref("work_log"),
        opens=F("record__recorded_at"),
        due=after_workdays("record__recorded_at", REVIEW_WORKDAYS.on(day.date)),
        closes=NEVER,
    )


@rule("13.2", "需要时布置跟进任务", proof="task_done", tell=(before_due(dt.timedelta(hours=7)), SUPERVISOR))
def do_follow_up(day: Day) -> Owed | None:
    """What a leader asks to be followed up is done by its day."""
    given = Task.objects.filter(record__recorded_at__gt=day.start - LOOK_BACK, record__recorded_at__lt=day.end)
    here = Post.objects.filter(staff=OuterRef("owner"), during__contains=day.date).order_by("role", "pk")
    return owe(
        given.annotate(here=Subquery(here.values("unit")[:1])).filter(here__isnull=False),
        owner="owner",
        unit="here",
        about=ref("task"),
        opens=F("record__recorded_at"),
        due=end_of(F("due_on")),
        closes=NEVER,
    )
