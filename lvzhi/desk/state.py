"""How the whole stands: the clauses for who inspects, the machinery for who runs it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.core.models import CalendarDay, NightRun, Seal
from lvzhi.duties.models import LIVING, Duty
from lvzhi.people.models import Post, Role, Staff, Unit

WEEK = 7 * DAY


@dataclass(frozen=True)
class ClauseState:
    """One clause at this moment, and what was done about it within the week."""

    code: str
    late: int
    open: int
    met: int
    met_late: int


def clause_states(at: dt.datetime) -> dict[str, ClauseState]:
    """The clauses that somebody owes something by, or did within the week."""
    rows = (
        Duty.objects.filter(LIVING | Q(opens__gt=at - WEEK), opens__lte=at)
        .values("clause")
        .annotate(
            late=Count("pk", filter=LIVING & Q(due__lte=at)),
            open=Count("pk", filter=LIVING & Q(due__gt=at)),
            met=Count("pk", filter=Q(met_at__lt=F("due"))),
            met_late=Count("pk", filter=Q(met_at__gte=F("due"))),
        )
        .values_list("clause", "late", "open", "met", "met_late")
        .order_by("clause")
    )
    return {row[0]: ClauseState(*row) for row in rows}


@dataclass(frozen=True)
class System:
    """What an administrator looks at in the morning."""

    night: NightRun | None
    sealed_at: dt.datetime | None
    calendar_to: dt.date | None
    provisional_from: dt.date | None
    staff: int
    without_post: int
    units: int
    managers: int

    def is_behind(self, day: dt.date) -> bool:
        """Whether the night of this day has not run."""
        return self.night is None or self.night.day < day


def system(at: dt.datetime) -> System:
    """The night's run, the trail's seal, the calendar's reach, the people."""
    day = date_of(at)
    posts = Post.objects.filter(during__contains=day)
    provisional = Q(source=CalendarDay.Source.COMPUTED, date__gte=day)
    reach = CalendarDay.objects.aggregate(last=Max("date"), first=Min("date", filter=provisional))
    people = Staff.objects.filter(is_active=True).aggregate(
        all=Count("pk"),
        idle=Count("pk", filter=~Exists(posts.filter(staff=OuterRef("pk")))),
        managers=Count("pk", filter=Exists(posts.filter(staff=OuterRef("pk"), role=Role.MANAGER))),
    )
    return System(
        night=NightRun.objects.order_by("-day").first(),
        sealed_at=Seal.objects.order_by("-last").values_list("at", flat=True).first(),
        calendar_to=reach["last"],
        provisional_from=reach["first"],
        staff=people["all"],
        without_post=people["idle"],
        units=Unit.objects.count(),
        managers=people["managers"],
    )
