"""The check of a whole file of targets."""

import datetime as dt
from typing import Any

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from lvzhi.core.sheets.plan import Line, once_each, read_lines
from lvzhi.core.sheets.reading import Book
from lvzhi.people.models import Post, Role, Staff
from lvzhi.worklog.models import Target
from lvzhi.worklog.perms import units_of_targets
from lvzhi.worklog.queries import month_after
from lvzhi.worklog.targets.columns import TARGETS
from lvzhi.worklog.targets.plan import Plan, begin


def check(book: Book, by: Staff, day: dt.date) -> Plan:
    """What this file would do, and what is wrong with it, to whoever would take it over."""
    plan = begin(by, day)
    lines = once_each(plan, TARGETS, read_lines(plan, book, TARGETS), "number", "month", "measure")
    know_people(plan, lines)
    know_targets(plan, lines)
    for line in lines:
        check_line(plan, line)
    plan.in_order()
    return plan


def know_people(plan: Plan, lines: list[Line]) -> None:
    """The people whom the file names, where they are relationship managers from when to when, and where they stay."""
    plan.mine = units_of_targets(plan.by, plan.day)
    numbers = {line.cells["number"] for line in lines}
    found = Staff.objects.annotate(key=Upper("number")).filter(key__in=numbers)
    plan.staff = {staff.key: staff for staff in found.only("number", "name")}
    posts = Post.objects.filter(staff__in=[one.pk for one in plan.staff.values()])
    for staff, unit, role, during in posts.values_list("staff", "unit", "role", "during"):
        if role == Role.MANAGER:
            plan.posts[staff].append((unit, during))
        if during.upper is None or plan.day < during.upper:
            plan.stays[staff].add(unit)


def know_targets(plan: Plan, lines: list[Line]) -> None:
    """The targets that stand already for these people in these months."""
    months = {line.cells["month"] for line in lines}
    rows = Target.objects.filter(owner__in=[one.pk for one in plan.staff.values()], month__in=months)
    plan.known = {(one.owner_id, one.month, one.measure): one for one in rows}


def check_line(plan: Plan, line: Line) -> None:
    """One row: what it sets or changes, and whether it may."""
    before = len(plan.problems)
    cells, owner = line.cells, plan.staff.get(line.cells["number"])
    old = plan.known.get((owner.pk, cells["month"], cells["measure"])) if owner else None
    check_owner(plan, line, owner)
    check_amounts(plan, line, old)
    if len(plan.problems) > before or owner is None:
        return
    given = {key: cells[key] for key in ("goal", "actual")}
    if old is None:
        plan.targets.new.append(Target(owner=owner, month=cells["month"], measure=cells["measure"], **given))
        return
    plan.targets.differ(old, named(owner, old), given)


def check_owner(plan: Plan, line: Line, owner: Staff | None) -> None:
    """Targets are for who is a relationship manager at some time of the month, in a unit of whoever brings them.

    Who works elsewhere by now is seen by others: a head would not see what he brought.
    """
    month: dt.date = line.cells["month"]
    if owner is None:
        words, facts = _("nobody has the number %(n)s"), {"n": line.cells["number"]}
    elif not (homes := homes_in(plan, owner, month)):
        words = _("%(name)s is no relationship manager in %(month)s")
        facts = {"name": owner.name, "month": f"{month:%Y-%m}"}
    elif plan.mine is not None and not homes & plan.mine:
        words, facts = _("%(name)s works in none of your units in this month"), {"name": owner.name}
    elif plan.mine is not None and (stays := plan.stays[owner.pk]) and not stays & plan.mine:
        words = _("%(name)s has moved to another unit since: the supervising department brings this")
        facts = {"name": owner.name}
    else:
        return
    plan.wrong(TARGETS, line.row, "number", words % facts)


def homes_in(plan: Plan, owner: Staff, month: dt.date) -> set[int]:
    """The units in which somebody is a relationship manager on a day of this month."""
    after = month_after(month)
    return {
        unit
        for unit, during in plan.posts.get(owner.pk, [])
        if during.lower < after and (during.upper is None or month < during.upper)
    }


def check_amounts(plan: Plan, line: Line, old: Target | None) -> None:
    """A new target needs its goal, customers are counted whole, and nothing is reached before its month begins."""
    cells: dict[str, Any] = line.cells
    if old is None and cells["goal"] is None:
        plan.wrong(TARGETS, line.row, "goal", _("is empty, and none stands for this month yet"))
    if cells["measure"] == Target.Measure.NEW_CUSTOMERS:
        for part in ("goal", "actual"):
            if cells[part] is not None and cells[part] % 1:
                plan.wrong(TARGETS, line.row, part, _("new customers are a whole number"))
    if cells["actual"] is not None and cells["month"] > plan.day:
        plan.wrong(TARGETS, line.row, "actual", _("this month is still to come"))


def named(owner: Staff, target: Target) -> str:
    """How the list of changes calls a target."""
    return f"{owner.number} {owner.name} · {target.month:%Y-%m} · {target.get_measure_display()}"
