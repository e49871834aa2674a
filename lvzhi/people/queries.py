"""Who is above whom, who oversees what, who is next up."""

import datetime as dt

from django.db.models import BigIntegerField, Func, QuerySet, Value
from django.db.models.expressions import Combinable

from lvzhi.people.models import LEADING, Post, Role, Staff, Unit, UnitAncestor
from lvzhi.people.sql import is_below, units_under

READS_ALL = (Role.AUDITOR, Role.SUPERVISING)
BOUND = tuple(role for role in Role if role != Role.ADMINISTRATOR)  # posts that deal with customers' data


def reads_everything(staff: Staff, day: dt.date) -> bool:
    """Auditors and the supervising department see every unit; they change nothing."""
    return staff.holds(day, *READS_ALL)


def tops(staff: Staff, day: dt.date, *roles: Role) -> list[int]:
    """The units whose leader this person is."""
    return [p.unit_id for p in staff.posts_on(day) if p.role in (roles or LEADING)]


def units_below(staff: Staff, day: dt.date, *roles: Role) -> QuerySet[UnitAncestor, int]:
    """The units in which this person answers for others: where the posts are held, and everything under them."""
    return UnitAncestor.objects.filter(ancestor__in=tops(staff, day, *roles)).values_list("unit", flat=True)


def units_led(staff: Staff, day: dt.date, *roles: Role) -> list[int]:
    """The same one by one, for `unit__any_of`: so PostgreSQL finds rows in its indexes where a subquery would not."""
    return units_under(tops(staff, day, *roles))


def leads(staff: Staff, unit: int | None, day: dt.date) -> bool:
    """Whether somebody answers for this unit; who leads none is not asked about."""
    above = tops(staff, day)
    return unit is not None and bool(above) and is_below(unit, above)


def rank(role: int) -> int:
    """Where a post stands below its leaders; who works in a head-office department, as a relationship manager does."""
    return role if role <= Role.PRESIDENT else Role.MANAGER


def answers_for(leader: Staff, staff: Staff, day: dt.date) -> bool:
    """Whether a leader holds a more senior post in a unit where this person works, or above it. Nobody for himself."""
    if leader.pk == staff.pk:
        return False
    above = [p for p in leader.posts_on(day) if p.role in LEADING]
    below = staff.posts_on(day)
    pairs = {(p.unit_id, q.unit_id) for p in below for q in above if q.role > rank(p.role)}
    known = UnitAncestor.objects.filter(unit__in={u for u, _a in pairs}, ancestor__in={a for _u, a in pairs})
    return bool(pairs) and any(pair in pairs for pair in known.values_list("unit", "ancestor"))


FALLBACK = {Role.SUPERVISOR: Role.DEPARTMENT_HEAD}  # in a small unit without a supervisor


def next_up_of(unit: Combinable, owner: Combinable, role: Role, day: dt.date) -> Func:
    """The person above, as a database expression; the SQL function of its name walks the tree."""
    given = (Value(int(role)), Value(day), Value(int(FALLBACK.get(role, 0))))
    walk = "(SELECT above FROM people_next_up(%(expressions)s) AS above)"
    return Func(unit, owner, *given, template=walk, output_field=BigIntegerField())


def next_up(post: Post, role: Role, day: dt.date) -> Staff | None:
    """The nearest holder of this post upward from where somebody works; never the person himself."""
    above = Post.objects.filter(pk=post.pk).values_list(
        next_up_of(Value(post.unit_id), Value(post.staff_id), role, day), flat=True
    )
    found: Staff | None = Staff.objects.filter(pk__in=list(above)).first()
    return found


def waiting(unit: Unit, day: dt.date) -> QuerySet[Staff]:
    """Who works at a unit or below it, may sign in and has never done so."""
    there = Post.objects.on(day).filter(unit__above__ancestor=unit)
    found: QuerySet[Staff] = Staff.objects.filter(
        pk__in=there.values("staff"), last_login=None, is_active=True, must_change_password=True
    )
    return found.order_by("pinyin", "pk")


def is_cleared(staff: Staff, day: dt.date) -> bool:
    """Whether somebody may see customer data: a confidentiality agreement is signed and still valid (17)."""
    return staff.cleared_until is not None and day <= staff.cleared_until


def must_sign_first(staff: Staff, day: dt.date) -> bool:
    """Whether somebody has to sign the agreement before anything else is shown (17): all but who runs the system."""
    return not is_cleared(staff, day) and staff.holds(day, *BOUND)


def is_frozen(staff: Staff, day: dt.date) -> bool:
    """Whether somebody is on a mandatory leave: the own account, messages and pages stay open, nothing else (12.2)."""
    days = staff.frozen
    return days is not None and days.lower <= day and (days.upper is None or day < days.upper)


def stands_in_for(staff: Staff, day: dt.date) -> list[int]:
    """The people for whom this person stands in on this day (B for A); their customers are seen, and acted for."""
    return [one.staff_id for one in staff.standing_in if one.holds_on(day)]
