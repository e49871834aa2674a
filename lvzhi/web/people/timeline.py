"""Somebody's posts in time, as lines beside each other."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lvzhi.people.models import Post

WIDTH = 1000
AHEAD = 0.06  # of the whole: what lies beyond today when nothing is planned
SHORTEST = 8  # a post of a day is still to be seen


@dataclass(frozen=True)
class Span:
    """One post: where its line begins and how long it is, in thousandths of the whole."""

    post: Post
    x: int
    width: int
    when: str  # past, now, ahead


@dataclass(frozen=True)
class Timeline:
    """All of them, the present first, between the first day and the last."""

    spans: list[Span]
    first: dt.date
    last: dt.date
    now: int

    def __bool__(self) -> bool:
        return bool(self.spans)


def timeline(posts: Sequence[Post], today: dt.date) -> Timeline:
    """The lines from the first day of the first post to the last day of the last one, today at least."""
    first = min((p.first for p in posts), default=today)
    known = max([today, *(p.last for p in posts if p.last), *(p.first for p in posts)])
    length = max((known - first).days, 30)
    last = known + dt.timedelta(days=int(length * AHEAD) + 1)
    whole = (last - first).days

    def at(day: dt.date) -> int:
        return round(WIDTH * (day - first).days / whole)

    order = {"now": 0, "ahead": 1, "past": 2}
    spans = []
    for post in posts:
        x, end = at(post.first), WIDTH if post.last is None else at(post.last + dt.timedelta(days=1))
        when = "now" if post.holds_on(today) else "ahead" if post.first > today else "past"
        spans.append(Span(post, min(x, WIDTH - SHORTEST), max(end - x, SHORTEST), when))
    spans.sort(key=lambda s: (order[s.when], -s.post.first.toordinal(), s.post.pk))
    return Timeline(spans, first, last, at(today))
