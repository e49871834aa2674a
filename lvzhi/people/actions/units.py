"""The tree of units takes shape."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.action import action
from lvzhi.core.constraint import refusals
from lvzhi.people.lasting import DAY
from lvzhi.people.models import Post, Staff, Unit, UnitAncestor
from lvzhi.people.names import narrow, tidy
from lvzhi.people.perms import may_run
from lvzhi.people.sql import hold_tree, rebuild_ancestors
from lvzhi.people.tree import misplaced


@action("unit.create", needs=may_run)
def create_unit(by: Staff, *, at: dt.datetime, code: str, name: str, kind: str, parent: Unit | None) -> Unit:
    """Open a unit under another one."""
    hold_tree()
    unit = Unit(code=narrow(code).upper(), name=tidy(name), kind=kind, parent=parent)
    return shaped(unit)


@action("unit.change", needs=may_run)
def change_unit(
    by: Staff, *, at: dt.datetime, unit: Unit, code: str, name: str, kind: str, parent: Unit | None
) -> Unit:
    """Rename a unit, or move it with everything under it."""
    hold_tree()
    if parent and UnitAncestor.objects.filter(unit=parent, ancestor=unit).exists():
        words = _("%(above)s lies below %(unit)s: the two would hang from each other.")
        raise ValidationError({"parent": words % {"above": parent.name, "unit": unit.name}})
    unit.code, unit.name, unit.kind, unit.parent = narrow(code).upper(), tidy(name), kind, parent
    for child in unit.children.order_by("code"):
        child.parent = unit
        check_place(child, "kind")
    return shaped(unit)


def shaped(unit: Unit) -> Unit:
    """Save a unit where it belongs and count anew who is above whom."""
    check_place(unit, "parent")
    taken = {"code": _("Another unit has this code.")}
    second = {"parent": _("One unit stands at the top already: say to which unit this one belongs.")}
    with refusals(people_unit_code_key=taken, one_unit_at_the_top=second):
        unit.save()
    rebuild_ancestors()
    return unit


def check_place(unit: Unit, field: str) -> None:
    """A team cannot hold a branch, and nothing hangs from a unit that is closed."""
    if unit.parent and (wrong := misplaced(unit, unit.parent)):
        raise ValidationError({field: wrong})


@action("unit.close", needs=may_run)
def close_unit(by: Staff, *, at: dt.datetime, unit: Unit, last: dt.date) -> Unit:
    """Close a unit after its last day. Whoever works there has another post by then, and no unit hangs from it."""
    hold_tree()
    ends = last + DAY
    below = unit.children.exclude(closed_on__lte=ends).order_by("code")
    if child := below.first():
        words = _("%(unit)s still belongs to it: move or close it first.")
        raise ValidationError({"last": words % {"unit": child.name}})
    there = Q(during__upper_inf=True) | Q(during__endswith__gt=ends)
    if posts := Post.objects.filter(there, unit=unit).count():
        words = ngettext(
            "%(n)s post goes on after this day: end it first.",
            "%(n)s posts go on after this day: end them first.",
            posts,
        )
        raise ValidationError({"last": words % {"n": posts}})
    unit.closed_on = ends
    unit.save(update_fields=["closed_on"])
    return unit


@action("unit.reopen", needs=may_run)
def reopen_unit(by: Staff, *, at: dt.datetime, unit: Unit) -> Unit:
    """Take back that a unit closes or has closed."""
    hold_tree()
    unit.closed_on = None
    check_place(unit, "unit")
    unit.save(update_fields=["closed_on"])
    return unit
