"""Who works where: the tree with its people, one unit, one person, on any day."""

import datetime as dt

from django.db.models import Q
from django.http import Http404, HttpRequest

from lvzhi.core.models import TrailLine
from lvzhi.core.paging import BadPlaceError, capped_count
from lvzhi.people.directory import (
    FOUND,
    below,
    branch,
    called,
    held_on,
    ladder,
    masked,
    page_of_people,
    people_of,
    under,
    units_called,
    who_answers,
)
from lvzhi.people.models import LEADING, Deputy, Post, Role, Staff, Unit, UnitAncestor
from lvzhi.people.perms import may_name_deputy, may_run
from lvzhi.people.queries import waiting
from lvzhi.web import access, trail_words, words
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page
from lvzhi.web.people.asked import Asked, day_asked, mine
from lvzhi.web.people.timeline import timeline

CAP = 10_000
UNITS_FOUND = 5
HERE = 50
TRAIL = 10


@page("people/list.html", needs=access.holders)
def people(request: HttpRequest) -> Shown:
    """The tree level by level, and the people at the chosen unit and below it by name."""
    me, today = mine(request)
    asked = Asked.of(request)
    rows = asked.wanted.rows(Staff.objects.visible_to(me, today))
    try:
        found = page_of_people(rows, asked.wanted.day, request.GET.get("page", ""))
    except BadPlaceError as wrong:
        raise Http404 from wrong
    units = units_called(asked.wanted.text).select_related("parent")[:UNITS_FOUND] if asked.wanted.text else []
    return {
        "asked": asked,
        "tree": branch(asked.wanted.unit, asked.wanted.day),
        "found": found,
        "total": capped_count(rows, CAP),
        "units": units,
        "roles": Role.choices,
        "masked": masked,
        "runs": may_run(me, at=request.at),  # type: ignore[attr-defined]
    }


@page("people/find.html", needs=access.holders)
def find_people(request: HttpRequest) -> Shown:
    """What a field offers while somebody types a person or a unit into it."""
    me, today = mine(request)
    text = str(next(iter(request.GET.values()), "")).replace("\x00", "").strip()
    if not text:
        return {"text": "", "staff": [], "units": []}
    staff = Staff.objects.visible_to(me, today).filter(called(text), is_active=True).prefetch_related(held_on(today))
    units = Unit.objects.visible_to(me, today).standing(today).filter(pk__in=units_called(text).values("pk"))
    return {
        "text": text,
        "staff": staff.order_by("pinyin", "pk")[:FOUND],
        "units": units.select_related("parent").order_by("code")[:FOUND],
    }


@page("people/unit.html", needs=access.holders)
def unit(request: HttpRequest, pk: int) -> Shown:
    """One unit: where it stands, who answers there, who works there, what hangs from it."""
    me, today = mine(request)
    on = day_asked(request)
    row: Unit = get_visible_or_404(request, Unit.objects.select_related("parent").annotate(people=people_of(on)), pk)
    above = UnitAncestor.objects.filter(unit=row, depth__gt=0).select_related("ancestor").order_by("-depth")
    here = Post.objects.on(on).filter(unit=row).select_related("staff").order_by("-role", "staff__pinyin", "pk")
    runs = may_run(me, at=request.at)  # type: ignore[attr-defined]
    return {
        "unit": row,
        "on": on,
        "today": today,
        "above": [(one.ancestor.name, page_of("unit", pk=one.ancestor_id)) for one in above],
        "below": under(row, on),
        "here": list(here[: HERE + 1]),
        "shown": HERE,
        "answers": who_answers(row, on),
        "closed": row.closed_on is not None and row.closed_on <= on,
        "runs": runs,
        "waiting": waiting(row, today).count() if runs else 0,
        "trail": told(request, row.ref),
        "masked": masked,
    }


@page("people/person.html", needs=access.holders)
def person(request: HttpRequest, pk: int) -> Shown:
    """One person: the posts in time, who stands in for whom, who is above and who below."""
    me, today = mine(request)
    on = day_asked(request)
    row: Staff = get_visible_or_404(request, Staff.objects.all(), pk)
    standing = Deputy.objects.filter(Q(staff=row) | Q(deputy=row)).select_related("staff", "deputy")
    deputies = list(standing.order_by("-during"))
    answered, number = below(row, on)
    leads_at = {p.unit_id for p in row.posts_on(on) if p.role in LEADING}
    return {
        "person": row,
        "on": on,
        "today": today,
        "posts": timeline(row.all_posts, today),
        "deputies": [d for d in deputies if d.staff_id == row.pk],
        "stands_in": [d for d in deputies if d.deputy_id == row.pk],
        "ladders": ladder(row, on),
        "below": answered,
        "below_number": number,
        "leads_at": leads_at.pop() if len(leads_at) == 1 else None,
        "may": rights(request, me, row),
        "trail": told(request, row.ref, *(p.ref for p in row.all_posts), *(d.ref for d in deputies)),
    }


def told(request: HttpRequest, *refs: str) -> list[dict[str, str]]:
    """What was done about somebody or something, for those who run or audit it; the newest first."""
    me, today = mine(request)
    if not me.holds(today, Role.ADMINISTRATOR, Role.AUDITOR):
        return []
    lines = TrailLine.objects.filter(ref__in=refs).select_related("by").order_by("-id")[:TRAIL]
    return [
        {"at": words.moment(line.at), "by": line.by.name if line.by else "—", "what": trail_words.done(line)}
        for line in lines
    ]


def rights(request: HttpRequest, me: Staff, row: Staff) -> dict[str, bool]:
    """What the one who looks may do here."""
    at: dt.datetime = request.at  # type: ignore[attr-defined]
    runs = may_run(me, at=at)
    return {"run": runs, "appoint": runs and me.pk != row.pk, "name_deputy": may_name_deputy(me, at=at, staff=row)}
