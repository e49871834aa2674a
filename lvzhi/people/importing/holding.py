"""Posts that cannot stand side by side: the same one twice at once, or an auditor's or administrator's with another."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise

from django.utils.translation import gettext as _

from lvzhi.people.importing.columns import POSTS
from lvzhi.people.importing.plan import Plan
from lvzhi.people.models import Post, Role

ALONE = (Role.AUDITOR, Role.ADMINISTRATOR)


def check_overlaps(plan: Plan, rows: dict[int, Post]) -> None:
    """The posts of everybody the file touches, as they would be; a clash is named at the row that makes it."""
    at = {id(post): row for row, post in rows.items()}
    for posts in by_person(plan, rows.values()):
        for earlier, later in clashes(posts):
            row = at.get(id(later)) or at.get(id(earlier))
            other = earlier if id(later) in at else later
            if row is None:
                continue  # it was so before; the database would not have it
            facts = {"post": Role(other.role).label, "unit": other.unit.name, "day": other.first}
            plan.wrong(POSTS, row, "first", _("cannot stand beside: %(post)s, %(unit)s, from %(day)s") % facts)


def by_person(plan: Plan, posts: Iterable[Post]) -> Iterable[list[Post]]:
    found: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        found[id(post.staff)].append(post)
    for touched in found.values():
        held = plan.held[touched[0].staff_id] if touched[0].staff_id else []
        yield sorted([*held, *(p for p in touched if not p.pk)], key=lambda p: p.first)


def clashes(posts: list[Post]) -> Iterable[tuple[Post, Post]]:
    """Pairs that overlap though they must not, the earlier one first. Most people have one post, and no pair."""
    same: dict[tuple[int, int], list[Post]] = defaultdict(list)
    for post in posts:
        same[id(post.unit), post.role].append(post)
    for kind in same.values():
        yield from (pair for pair in pairwise(kind) if meet(*pair))
    if any(post.role in ALONE for post in posts):
        for one, other in combinations(posts, 2):
            if one.role != other.role and (one.role in ALONE or other.role in ALONE) and meet(one, other):
                yield one, other


def meet(earlier: Post, later: Post) -> bool:
    return earlier.last is None or earlier.last >= later.first
