"""Who leaves: rights end with the last post, secrecy does not; what was taken out of the house is looked through."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from lvzhi.core import trail
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.core.models import TrailLine
from lvzhi.core.writing import writing
from lvzhi.people.models import Post, Role, Staff
from lvzhi.people.queries import BOUND, next_up, reads_everything, units_led
from lvzhi.records.models import Message

AHEAD, BACK = 30 * DAY, 90 * DAY  # for which a leaving is looked at, before and after its day
TAKEN = ("register.take_out", "record.print", "unmask", "export.request", "export.download")
MOST = 200
AT_ONCE = 200


def last_posts(day: dt.date) -> QuerySet[Post]:
    """The posts with which somebody's time in the business ends, or ended, about this day."""
    others = Post.objects.filter(staff=OuterRef("staff"), role__in=BOUND)
    later = others.filter(Q(during__upper_inf=True) | Q(during__endswith__gt=OuterRef("during__endswith")))
    ending = Post.objects.filter(
        role__in=BOUND, during__endswith__gt=day - BACK, during__endswith__lte=day + AHEAD + DAY
    )
    return ending.filter(~Exists(later))


def leaving_under(staff: Staff, day: dt.date) -> QuerySet[Post]:
    """Of those, who worked where this person answers; all of them for who inspects."""
    found = last_posts(day).select_related("staff", "unit").order_by("during", "staff")
    return found if reads_everything(staff, day) else found.filter(unit__any_of=units_led(staff, day))


def last_day(staff: Staff, day: dt.date) -> dt.date | None:
    """The day with which somebody leaves the business, when it is known and near."""
    post = last_posts(day).filter(staff=staff).first()
    return post.last if post is not None else None


class WhoseCopies:
    """People as rows of whom it is asked what they took out: oneself, who is or was led, all for who inspects."""

    def visible_to(self, staff: Staff, day: dt.date) -> QuerySet[Staff]:
        everybody: QuerySet[Staff] = Staff.objects.all()
        if reads_everything(staff, day):
            return everybody
        lately = Q(during__upper_inf=True) | Q(during__endswith__gt=day - BACK)
        led = Post.objects.filter(lately, staff=OuterRef("pk"), unit__any_of=units_led(staff, day))
        return everybody.filter(Q(pk=staff.pk) | Exists(led))

    def filter(self, **which: object) -> QuerySet[Staff]:
        found: QuerySet[Staff] = Staff.objects.filter(**which)
        return found


def taken_out(staff: Staff, at: dt.datetime) -> list[TrailLine]:
    """What somebody has printed, taken out as a file and had shown whole in the last 90 days, the newest first."""
    done = TrailLine.objects.filter(by=staff, at__gt=at - BACK, action__in=TAKEN, result=TrailLine.Result.DONE)
    return list(done.order_by("-at", "-id")[:MOST])


def end_with_posts(at: dt.datetime) -> int:
    """Whoever has left the business is cleared no longer: coming back, he signs anew. The person above is told."""
    day = date_of(at)
    posts = Post.objects.filter(staff=OuterRef("pk"), role__in=BOUND)
    here = posts.filter(Q(during__upper_inf=True) | Q(during__endswith__gt=day))
    gone = Staff.objects.filter(Exists(posts), ~Exists(here), cleared_until__gte=day)
    with writing():
        found = list(gone.select_for_update(no_key=True, skip_locked=True)[:AT_ONCE])
        for staff in found:
            let_go(staff, at)
    return len(found)


def let_go(staff: Staff, at: dt.datetime) -> None:
    post = max((p for p in staff.all_posts if p.role in BOUND), key=lambda p: p.during.upper)
    staff.cleared_until = post.last
    staff.save(update_fields=["cleared_until"])
    trail.write("agreement.ended", at=at, ref=staff.ref, detail={"last": str(post.last)})
    if above := next_up(post, Role.SUPERVISOR, date_of(at)):
        facts = {"who": staff.name, "on": str(post.last), "count": len(taken_out(staff, at))}
        Message.objects.create(to=above, at=at, kind="staff.left", about=f"taken/{staff.pk}", facts=facts)
