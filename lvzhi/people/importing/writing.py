"""A checked file is taken over: a fixed number of statements, whatever the number of people."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from lvzhi.people.importing.plan import Plan
from lvzhi.people.models import Post, Staff, Unit
from lvzhi.people.names import name_key
from lvzhi.people.sql import rebuild_ancestors

BATCH = 2000


def take_over(plan: Plan, at: dt.datetime) -> dict[str, dict[str, int]]:
    """Write everything; gives what was done, by sheet. Constraints of the database have the last word."""
    counts = {part.sheet.key: part.counts for part in plan.parts}
    write_units(plan)
    nobody = make_password(None)  # opens nothing: an administrator gives the first password, one by one or by unit
    changed = plan.staff.changed
    for staff in plan.staff.new:
        staff.password = nobody
    for staff in [*plan.staff.new, *changed]:
        staff.pinyin = name_key(staff.name)
    Staff.objects.bulk_create(plan.staff.new, batch_size=BATCH)
    Staff.objects.bulk_update(changed, ["name", "phone", "email", "pinyin"], batch_size=BATCH)
    Post.objects.bulk_update(plan.posts.changed, ["during"], batch_size=BATCH)  # what ends makes room first
    Post.objects.bulk_create(plan.posts.new, batch_size=BATCH)
    return counts


def write_units(plan: Plan) -> None:
    """New units level by level, since each needs the one above; then the moved and renamed ones."""
    for level in levels(plan.units.new):
        Unit.objects.bulk_create(level, batch_size=BATCH)
    Unit.objects.bulk_update(plan.units.changed, ["name", "kind", "parent"], batch_size=BATCH)
    if plan.units.new or plan.units.changes:
        rebuild_ancestors()


def levels(units: list[Unit]) -> list[list[Unit]]:
    found: dict[int, list[Unit]] = {}
    for unit in units:
        found.setdefault(depth(unit), []).append(unit)
    return [found[n] for n in sorted(found)]


def depth(unit: Unit) -> int:
    """How many units lie above."""
    n = 0
    while unit.parent is not None:
        unit, n = unit.parent, n + 1
    return n
