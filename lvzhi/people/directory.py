"""What the pages about people ask: the tree level by level, who works where on a day, who is called what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from lvzhi.core.paging import Order, Slice, page_of
from lvzhi.people.models import LEADING, Post, Role, Staff, Unit, UnitAncestor
from lvzhi.people.names import CHINESE, narrow, tidy, unaccented
from lvzhi.people.queries import next_up_of

CHILDREN = 200  # of one unit on one page
PAGE = 50
FOUND = 12  # suggestions while somebody types
BELOW = 12
LONGEST = 40
BY_NAME = Order(F("pinyin"))


@dataclass(frozen=True)
class Branch:
    """The tree around one unit: what lies above it, from the top, and what hangs from it."""

    above: list[Unit]
    below: list[Unit]
    more: bool


def people_of(day: dt.date) -> Any:
    """How many people work at a unit or below it on a day, as a database expression."""
    there = Post.objects.on(day).filter(unit__above__ancestor=OuterRef("pk"))
    each_once = Func("staff", template="count(DISTINCT %(expressions)s)", output_field=IntegerField())
    return Subquery(there.annotate(all=each_once).values("all"))


def branch(unit: Unit | None, day: dt.date) -> Branch:
    """The way from the top to a unit, and the units under it; under the top when no unit is chosen.

    A unit with nothing under it is shown among its neighbours.
    """
    top = Unit.objects.filter(parent=None).first() if unit is None else unit
    if top is None:
        return Branch([], [], more=False)
    lines = UnitAncestor.objects.filter(unit=top).select_related("ancestor").order_by("-depth")
    above = [line.ancestor for line in lines]
    below = under(top, day)
    if not below and len(above) > 1:
        above = above[:-1]
        below = under(above[-1], day)
    return Branch(above, below[:CHILDREN], more=len(below) > CHILDREN)


def under(unit: Unit, day: dt.date) -> list[Unit]:
    """What hangs from a unit on a day, with the number of its people and whether something hangs from it in turn."""
    inner = Unit.objects.standing(day).filter(parent=OuterRef("pk"))
    rows = Unit.objects.standing(day).filter(parent=unit).annotate(people=people_of(day), has_more=Exists(inner))
    return list(rows.order_by("code")[: CHILDREN + 1])


def masked(phone: str) -> str:
    """A telephone number as lists show it: 138****5678."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "****" if phone else ""


def called(text: str) -> Q:
    """People by a piece of the name, by pinyin or initials from the start, or by the number from the start."""
    words = tidy(text)[:LONGEST].strip()
    found = Q(name__icontains=words.replace(" ", "") if CHINESE.search(words) else words)
    if CHINESE.search(words):
        return found
    letters = unaccented(words).replace(" ", "")
    found |= Q(pinyin__startswith=letters) | Q(pinyin__contains=f" {letters}") if letters else Q()
    return found | Q(number__istartswith=narrow(words))


def units_called(text: str) -> QuerySet[Unit]:
    """Units by a piece of the name or the code from the start."""
    words = tidy(text)[:LONGEST]
    return Unit.objects.filter(Q(name__icontains=words) | Q(code__istartswith=narrow(words))).order_by("code")


@dataclass(frozen=True)
class Wanted:
    """Which people a list shows: at a unit or below, with a post, called something, on a day."""

    day: dt.date
    unit: Unit | None = None
    role: Role | None = None
    text: str = ""
    state: str = ""

    def rows(self, seen: QuerySet[Staff]) -> QuerySet[Staff]:
        """The people in question, of those that somebody may see."""
        posts = Post.objects.on(self.day).filter(staff=OuterRef("pk"))
        if self.unit:
            posts = posts.filter(unit__above__ancestor=self.unit)
        if self.role:
            posts = posts.filter(role=self.role)
        if self.text:
            seen = seen.filter(called(self.text))
        if self.state == WITHOUT_POST:
            return seen.filter(~Exists(posts))
        if self.state == LOCKED:
            seen = seen.filter(is_active=False)
        return seen.filter(Exists(posts))


WITHOUT_POST, LOCKED = "without", "locked"


def page_of_people(rows: QuerySet[Staff], day: dt.date, place: str = "") -> Slice[Staff]:
    """One page by name in Chinese order, each person with the posts of the day."""
    return page_of(rows.prefetch_related(held_on(day)), BY_NAME, PAGE, place)


def held_on(day: dt.date) -> "Prefetch[Any]":
    """The posts of a day with their units, the most senior first, as `held`."""
    posts = Post.objects.on(day).select_related("unit__parent").order_by("-role", "unit__code")
    return Prefetch("posts", posts, to_attr="held")


@dataclass
class Rung:
    """A step of the ladder above somebody: which post it asks for, who answers, in which post and unit."""

    role: Role
    staff: Staff
    post: Post | None = None
    stands_for: list[Role] = field(default_factory=list)

    @property
    def asked(self) -> str:
        """The posts that this person answers for."""
        return _(", ").join(str(role.label) for role in [self.role, *self.stands_for])


def ladder(staff: Staff, day: dt.date) -> list[tuple[Post, list[Rung]]]:
    """For each post somebody holds, who is next up for every post above it. Three queries, however many posts."""
    held = [p for p in staff.posts_on(day) if p.role < Role.PRESIDENT]
    if not held:
        return []
    rungs = {f"rung_{role.value}": next_up_of(F("unit"), F("staff"), role, day) for role in LEADING}
    found = {p.pk: p for p in Post.objects.filter(pk__in=[p.pk for p in held]).annotate(**rungs)}
    people = {getattr(p, name) for p in found.values() for name in rungs} - {None}
    known = {p.pk: p for p in Staff.objects.filter(pk__in=people).prefetch_related(held_on(day))}
    return [(post, rungs_of(found[post.pk], post.role, known)) for post in held]


def who_answers(unit: Unit, day: dt.date) -> list[Rung]:
    """The same for whoever works at a unit: a vacant post shows by who stands for it."""
    rungs = {f"rung_{role.value}": next_up_of(F("pk"), Value(0), role, day) for role in LEADING}
    found = Unit.objects.annotate(**rungs).get(pk=unit.pk)
    people = {getattr(found, name) for name in rungs} - {None}
    known = {p.pk: p for p in Staff.objects.filter(pk__in=people).prefetch_related(held_on(day))}
    return rungs_of(found, 0, known)


def rungs_of(answers: Any, role: int, known: dict[int, Staff]) -> list[Rung]:
    """The steps above a post; one person who answers for several in a row stands there once."""
    found: list[Rung] = []
    for wanted in LEADING:
        who = known.get(getattr(answers, f"rung_{wanted.value}") or 0)
        if wanted <= role or who is None:
            continue
        if found and found[-1].staff == who:
            found[-1].stands_for.append(wanted)
            continue
        leading = [p for p in who.held if p.role in LEADING]  # type: ignore[attr-defined]
        post = next((p for p in leading if p.role == wanted), leading[-1] if leading else None)
        found.append(Rung(wanted, who, post))
    return found


def below(staff: Staff, day: dt.date) -> tuple[list[Staff], int]:
    """The people somebody answers for, the most senior first, a few of them; and how many there are."""
    leading = [p for p in staff.posts_on(day) if p.role in LEADING]
    where = Q()
    for post in leading:
        lower = Q(role__lt=post.role) | Q(role__gt=Role.PRESIDENT)
        where |= lower & Q(unit__above__ancestor=post.unit)
    if not leading:
        return [], 0
    posts = Post.objects.on(day).filter(where).exclude(staff=staff)
    people = Staff.objects.filter(pk__in=posts.values("staff"))
    shown = people.prefetch_related(held_on(day)).order_by(*most_senior(day), "pinyin", "pk")
    return list(shown[:BELOW]), people.count()


def most_senior(day: dt.date) -> Iterable[Any]:
    held = Post.objects.on(day).filter(staff=OuterRef("pk"), role__lte=Role.PRESIDENT).order_by("-role")
    return (Subquery(held.values("role")[:1]).desc(nulls_last=True),)
