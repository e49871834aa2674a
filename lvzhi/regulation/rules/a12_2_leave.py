"""Article 12.2: leave is decided before it begins, and cancelled on return."""

import datetime as dt

from django.db.models import F, Q

from lvzhi.attendance.models import Leave
from lvzhi.attendance.params import DECIDE_WORKDAYS
from lvzhi.core.calendar import Day, after_workdays, end_of
from lvzhi.core.refs import ref
from lvzhi.duties.rule import LOOK_BACK, NEVER, SUPERVISOR, Owed, before_due, owe, rule, tell
from lvzhi.people.models import Role
from lvzhi.records.approvals import checker_of
from lvzhi.records.models import Waiting

EVENING = before_due(dt.timedelta(hours=7))


@rule("12.2", "请假由主管批准", proof="decision", tell=(EVENING, tell(Role.DEPARTMENT_HEAD)))
def decide_leave(day: Day) -> Owed | None:
    """Whoever is asked for leave decides within a working day; each post of the chain by itself."""
    return owe(
        Waiting.objects.filter(approval__kind="leave", since__lt=day.end),
        owner=checker_of(day.date),
        about=ref("approval"),
        opens=F("since"),
        due=after_workdays("since", DECIDE_WORKDAYS.on(day.date)),
        closes=NEVER,
    )


@rule("12.2", "返岗时办理销假", proof="leave_end", tell=(EVENING, SUPERVISOR))
def cancel_leave(day: Day) -> Owed | None:
    """Who was on leave cancels it on the first working day back. Hours that nobody took need no return."""
    over = Leave.objects.filter(off_duty__isnull=False, ended=None, ends__gt=day.start - LOOK_BACK, ends__lt=day.end)
    left = Q(short=False) | Q(record__absence__away__left_at__isnull=False)
    return owe(
        over.filter(left),
        owner="owner",
        about=ref("leave"),
        opens=F("ends"),
        due=end_of(F("back_on")),
        closes=NEVER,
    )
