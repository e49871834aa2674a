"""The check of a whole file, sheet by sheet: units first, then people, then who holds which post where."""

import datetime as dt

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from lvzhi.core.sheets.plan import Change, Line, once_each, read_lines
from lvzhi.core.sheets.reading import Book
from lvzhi.people.importing.columns import POSTS, STAFF, UNITS
from lvzhi.people.importing.holding import check_overlaps
from lvzhi.people.importing.plan import Plan, begin, post_name
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Post, Staff, Unit
from lvzhi.people.tree import loops, misplaced


def check(book: Book, by: Staff) -> Plan:
    """What this file would do, and what is wrong with it, to whoever would take it over."""
    plan = begin(by)
    check_units(plan, once_each(plan, UNITS, read_lines(plan, book, UNITS), "code"))
    people = once_each(plan, STAFF, read_lines(plan, book, STAFF), "number")
    posts = once_each(plan, POSTS, read_lines(plan, book, POSTS), "number", "unit", "role", "first")
    know_staff(plan, people + posts)
    check_staff(plan, people)
    check_posts(plan, posts)
    plan.in_order()
    return plan


def check_units(plan: Plan, lines: list[Line]) -> None:
    known = plan.known_units
    known.update({unit.code: unit for unit in Unit.objects.select_related("parent")})
    top = next((unit for unit in known.values() if unit.parent is None), None)
    for line in lines:
        code = line.cells["code"]
        if code not in known:
            known[code] = Unit(**{key: line.cells[key] for key in ("code", "name", "kind")})
            plan.units.new.append(known[code])
    for line in lines:
        top = hang(plan, line, top)
    parents = {code: unit.parent.code if unit.parent else None for code, unit in known.items()}
    rings = loops(parents, [line.cells["code"] for line in lines])
    for line in lines:
        unit = known[line.cells["code"]]
        if unit.code in rings:
            way = " → ".join(rings[unit.code])
            plan.wrong(UNITS, line.row, "parent", _("the units hang from each other: %(way)s") % {"way": way})
        elif unit.parent and (wrong := misplaced(unit, unit.parent)):
            plan.wrong(UNITS, line.row, "parent", wrong)


def hang(plan: Plan, line: Line, top: Unit | None) -> Unit | None:
    """Where a unit belongs, and what a row changes about one that is there already. Gives the top of the tree."""
    known, above = plan.known_units, line.cells["parent"]
    unit = known[line.cells["code"]]
    if above is not None and above not in known:
        if above not in plan.spoilt[UNITS.key]:
            plan.wrong(UNITS, line.row, "parent", _("no unit has the code %(code)s") % {"code": above})
    elif unit.pk:
        given = {"name": line.cells["name"], "kind": line.cells["kind"], "parent": known[above] if above else None}
        plan.units.differ(unit, f"{unit.code} {given['name']}", given)
    elif above is not None:
        unit.parent = known[above]
    elif top is not None:
        words = _("only one unit stands at the top, and that is %(code)s %(name)s")
        plan.wrong(UNITS, line.row, "parent", words % {"code": top.code, "name": top.name})
    return unit if top is None and unit.parent is None else top


def know_staff(plan: Plan, lines: list[Line]) -> None:
    """Everybody the file is about, with every post ever held."""
    numbers = {line.cells["number"] for line in lines}
    found = Staff.objects.annotate(key=Upper("number")).filter(key__in=numbers)
    plan.known_staff.update({staff.key: staff for staff in found.only("number", "name", "phone", "email", "pinyin")})
    people = {staff.pk: staff for staff in plan.known_staff.values()}
    units = {unit.pk: unit for unit in plan.known_units.values()}
    for post in Post.objects.filter(staff__in=people):
        post.staff, post.unit = people[post.staff_id], units[post.unit_id]
        plan.held[post.staff_id].append(post)


def check_staff(plan: Plan, lines: list[Line]) -> None:
    for line in lines:
        given = {key: line.cells[key] or "" for key in ("name", "phone", "email")}
        if (staff := plan.known_staff.get(line.cells["number"])) is None:
            staff = Staff(number=line.cells["number"], **given)
            plan.known_staff[staff.number] = staff
            plan.staff.new.append(staff)
            continue
        plan.staff.differ(staff, f"{staff.number} {given['name']}", given)


def check_posts(plan: Plan, lines: list[Line]) -> None:
    rows: dict[int, Post] = {}
    for line in lines:
        staff = plan.known_staff.get(line.cells["number"])
        unit = plan.known_units.get(line.cells["unit"])
        if staff is None and line.cells["number"] not in plan.spoilt[STAFF.key]:
            plan.wrong(POSTS, line.row, "number", _("nobody has the number %(n)s") % {"n": line.cells["number"]})
        if unit is None and line.cells["unit"] not in plan.spoilt[UNITS.key]:
            plan.wrong(POSTS, line.row, "unit", _("no unit has the code %(code)s") % {"code": line.cells["unit"]})
        if staff and unit and (post := post_of(plan, line, staff, unit)):
            rows[line.row] = post
    check_overlaps(plan, rows)


def post_of(plan: Plan, line: Line, staff: Staff, unit: Unit) -> Post | None:
    """The post a row makes or changes; nothing when it leaves all as it is, or is wrong."""
    first, last, role = line.cells["first"], line.cells["last"], line.cells["role"]
    held = plan.held[staff.pk] if staff.pk else []
    post = next((p for p in held if p.unit is unit and p.role == role and p.first == first), None)
    if post and last in (None, post.last):
        plan.posts.same += 1
        return None
    if wrong := wrong_days(unit, first, last):
        plan.wrong(POSTS, line.row, "last", wrong)
        return None
    if staff.pk == plan.by.pk:
        plan.wrong(POSTS, line.row, "number", _("nobody appoints himself; another administrator can"))
        return None
    if post is None:
        post = Post(staff=staff, unit=unit, role=role, during=lasting(first, last))
        plan.posts.new.append(post)
        return post
    shorter = post.last is None or last < post.last
    change = Change(post, post_name(post), POSTS.column("last"), post.last, last)
    (plan.posts.ended if shorter else plan.posts.changes).append(change)
    post.during = lasting(first, last)
    return post


def wrong_days(unit: Unit, first: dt.date, last: dt.date | None) -> str:
    if last is not None and last < first:
        return _("lies before the first day")
    if unit.closed_on and (last is None or last >= unit.closed_on):
        return _("%(unit)s is closed from %(day)s on.") % {"unit": unit.name, "day": unit.closed_on}
    return ""
