"""Article 13: the work log and its reading."""

from django.db.models import F, OuterRef, Subquery

from lvzhi.core.calendar import Day, after_workdays, end_of
from lvzhi.core.refs import ref
from lvzhi.duties.rule import LOOK_BACK, NEVER, SUPERVISOR, Owed, before_due, owe, rule, tell
from lvzhi.people.models import Post, Role
from lvzhi.people.queries import next_up_of
from lvzhi.records.models import Task
from lvzhi.worklog.models import WorkLog
from lvzhi.worklog.params import REVIEW_WORKDAYS

AT_1730, AT_2000, AT_2045 = before_due(hours=6.5), before_due(hours=4), before_due(hours=3.25)


@rule("13", "每个工作日,客户经理都要交出当天的工作日志", proof="work_log", tell=(AT_1730, AT_2000, AT_2045, SUPERVISOR))
def keep_work_log(day: Day) -> Owed | None:
    """Every relationship manager hands in a log of every working day, before 24:00."""
    if not day.is_workday:
        return None
    posts = Post.objects.filter(role=Role.MANAGER, during__contains=day.date)
    return owe(posts, owner="staff", opens=day.start, due=day.end)


@rule("13.2", "主管", proof="work_log_reading", tell=(tell(Role.DEPARTMENT_HEAD),))
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


@rule("13.2", "跟进", proof="task_done", tell=(before_due(hours=7), SUPERVISOR))
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
