"""Article 12.1: the off-post register is completed the same day, and the supervisor makes sure of it."""

import datetime as dt

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Ceil

from lvzhi.contacts.models import Absence
from lvzhi.contacts.params import REMIND_AT, RESULT_DAYS, SPOT_PERCENT, TELL_AT
from lvzhi.core.calendar import DAY, Day, after_days, first_of_next
from lvzhi.core.clock import moment, since_midnight
from lvzhi.core.refs import ref
from lvzhi.duties.rule import LOOK_BACK, NEVER, SUPERVISOR, Ladder, Owed, Rung, before_due, owe, rule
from lvzhi.people.models import Role, Unit
from lvzhi.people.queries import next_up_of

NOBODY = Value(0)


def outing_ladder(day: dt.date) -> Ladder:
    """Who is still out in the evening is reminded; the supervisor hears of it the next morning."""
    morning = Rung(since_midnight(TELL_AT.on(day)), SUPERVISOR.to, SUPERVISOR.fallback)
    return morning, before_due(DAY - since_midnight(REMIND_AT.on(day)))


@rule(
    "12.1",
    "返岗时间和办理结果在规定时限（默认当日）内补记",
    proof="absence_return",
    tell=outing_ladder,
    at_once=Absence,
)
def complete_outing(day: Day) -> Owed | None:
    """Who was out on business adds the time back and the result the same day."""
    recent = Absence.objects.on_business().filter(leaves_at__gt=day.start - LOOK_BACK, leaves_at__lt=day.end)
    return owe(
        recent.happening(),
        owner="owner",
        about=ref("absence"),
        opens=F("leaves_at"),
        due=after_days("back_by", RESULT_DAYS.on(day.date)),
        closes=NEVER,
    )


@rule("12.1", "主管每月按规定比例（默认5%）抽查离岗登记，并写明抽查结果", proof="spot_check")
def check_outings(day: Day) -> Owed | None:
    """Each month the supervisor makes sure of a share of the team's entries of the month before."""
    if not day.starts_month or not (percent := SPOT_PERCENT.on(day.date)):
        return None
    before = moment((day.date - DAY).replace(day=1))
    entries = Absence.objects.on_business().filter(unit=OuterRef("pk"), leaves_at__gte=before, leaves_at__lt=day.start)
    counted = entries.order_by().values("unit").annotate(n=Count("pk")).values("n")
    return owe(
        Unit.objects.annotate(entries=Subquery(counted)).filter(entries__gt=0),
        owner=next_up_of(F("pk"), NOBODY, Role.SUPERVISOR, day.date),
        unit="pk",
        about=ref("unit"),
        opens=day.start,
        due=moment(first_of_next(day.date, 1)),
        needed=Cast(Ceil(F("entries") * Value(percent) / Value(100.0)), IntegerField()),
    )
