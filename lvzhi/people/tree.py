"""What may hang from what."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from lvzhi.people.models import Unit

SIZES = {kind: size for size, kind in enumerate(reversed(Unit.Kind.values))}  # a team is the smallest


def misplaced(unit: Unit, parent: Unit) -> str:
    """Why a unit cannot belong to another; nothing when it can. A branch may hold a branch, a team never one."""
    if parent.closed_on and (unit.closed_on is None or unit.closed_on > parent.closed_on):
        return _("%(parent)s is closed.") % {"parent": parent.name}
    if SIZES[unit.kind] > SIZES[parent.kind]:
        kinds = {"kind": Unit.Kind(unit.kind).label, "parent": Unit.Kind(parent.kind).label}
        return _("A unit of the kind “%(kind)s” cannot belong to one of the kind “%(parent)s”.") % kinds
    return ""


def loops(parents: Mapping[str, str | None], start: Iterable[str]) -> dict[str, list[str]]:
    """Which of these units hang from themselves, each with the way round. Every unit is walked over once."""
    done: set[str] = set()
    found: dict[str, list[str]] = {}
    for first in start:
        way: dict[str, int] = {}
        here: str | None = first
        while here is not None and here not in done and here not in way:
            way[here] = len(way)
            here = parents.get(here)
        if here is not None and here in way:
            ring = list(way)[way[here] :]
            found |= {code: [*ring[n:], *ring[: n + 1]] for n, code in enumerate(ring)}
        done |= set(way)
    return found
