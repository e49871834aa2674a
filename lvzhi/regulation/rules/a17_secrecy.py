"""Article 17: the confidentiality agreement, signed on joining and then anew."""

import datetime as dt

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast

from lvzhi.core.calendar import DAY, Day, end_of
from lvzhi.core.models import WORKING, CalendarDay
from lvzhi.core.refs import ref
from lvzhi.duties.rule import LOOK_BACK, NEVER, SUPERVISOR, Ladder, Owed, before_due, owe, rule
from lvzhi.people.models import Post, Staff
from lvzhi.people.queries import BOUND
from lvzhi.secrecy.models import Agreement, Kind
from lvzhi.secrecy.params import JOIN_WORKDAYS, RENEW_DAYS


def renewal_ladder(day: dt.date) -> Ladder:
    """Its owner is reminded when it can be renewed, and three times more before it ends; the supervisor when it has."""
    days = (RENEW_DAYS.on(day), 7, 3, 1)
    return SUPERVISOR, *(before_due(n * DAY) for n in days)


@rule("17", "客户经理到岗时与支行签订保密协议", proof="agreement")
def sign_on_joining(day: Day) -> Owed | None:
    """Whoever takes up a post that deals with customers signs the agreement on the first working day.

    Who is still bound by one signed before owes none; who has signed since shows by it that the duty was there.
    """
    signed = Agreement.objects.filter(owner=OuterRef("staff"), kind=Kind.IN_OFFICE)
    before = signed.filter(signed_on__lt=OuterRef("first"), valid_until__gte=OuterRef("first"))
    unsigned = Q(staff__cleared_until=None) | Q(staff__cleared_until__lt=F("first"))
    began = Post.objects.filter(role__in=BOUND, during__contains=day.date).annotate(first=F("during__startswith"))
    fresh = began.filter(first__gt=day.date - LOOK_BACK).filter(
        unsigned | Exists(signed.filter(signed_on__gte=OuterRef("first"))), ~Exists(before)
    )
    return owe(
        fresh,
        owner="staff",
        about=ref("staff", "staff_id"),
        opens=end_of(F("first") + Value(-1)),
        due=workday_of("first", JOIN_WORKDAYS.on(day.date)),
        closes=NEVER,
    )


@rule("17", "此后按期（默认每年）重新签订", proof="agreement", tell=renewal_ladder)
def renew_agreement(day: Day) -> Owed | None:
    """Who has signed signs anew before it ends: after a year, or when other words take its place."""
    early = RENEW_DAYS.on(day.date)
    held = Post.objects.filter(staff=OuterRef("pk"), role__in=BOUND, during__contains=day.date).order_by("role", "pk")
    ending = Staff.objects.filter(
        cleared_until__gt=day.date - LOOK_BACK, cleared_until__lte=day.date + early * DAY, is_active=True
    )
    return owe(
        ending.annotate(here=Subquery(held.values("unit")[:1])).filter(here__isnull=False),
        unit="here",
        about=ref("staff"),
        opens=end_of(F("cleared_until") + Value(-early - 1)),
        due=end_of(F("cleared_until")),
        closes=NEVER,
    )


def workday_of(first: str, count: int) -> Func:
    """24:00 of the n-th working day from a date on, itself included."""
    before = Cast(OuterRef(OuterRef(first)) + Value(-1), DateField())
    number = CalendarDay.objects.filter(date=before).values("number")
    due = CalendarDay.objects.filter(kind__in=WORKING, number=Subquery(number) + Value(count))
    return end_of(Subquery(due.values("date")[:1]))
