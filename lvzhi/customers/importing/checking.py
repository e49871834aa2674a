"""The check of a whole file: customers first, then the people on their side."""

import datetime as dt
from typing import Any

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from lvzhi.core.sheets.plan import Line, once_each, read_lines
from lvzhi.core.sheets.reading import Book
from lvzhi.customers.importing.columns import CUSTOMERS, PEOPLE
from lvzhi.customers.importing.plan import Plan, begin
from lvzhi.customers.models import ContactPerson, Customer, Segment
from lvzhi.people.models import Post, Role, Staff, Unit
from lvzhi.people.queries import units_led

PLAIN = ("name", "short_name", "credit_code", "size", "industry", "district", "address", "phone", "since")


def check(book: Book, by: Staff, day: dt.date) -> Plan:
    """What this file would do, and what is wrong with it, to whoever would take it over."""
    plan = begin(by, day)
    customers = once_each(plan, CUSTOMERS, read_lines(plan, book, CUSTOMERS), "number")
    people = once_each(plan, PEOPLE, read_lines(plan, book, PEOPLE), "customer", "name")
    know_house(plan, customers)
    know_customers(plan, customers, people)
    for line in customers:
        check_customer(plan, line)
    for line in people:
        check_person(plan, line)
    plan.in_order()
    return plan


def know_house(plan: Plan, lines: list[Line]) -> None:
    """The units, and the managers whom the file names."""
    plan.mine = set(units_led(plan.by, plan.day))
    plan.by_key = {unit.pk: unit for unit in Unit.objects.standing(plan.day)}
    plan.units = {unit.code: unit for unit in plan.by_key.values()}
    numbers = {line.cells[part] for line in lines for part in ("manager", "backup") if line.cells[part]}
    found = Staff.objects.annotate(key=Upper("number")).filter(key__in=numbers, is_active=True)
    plan.staff = {staff.key: staff for staff in found.only("number", "name")}
    posts = Post.objects.on(plan.day).filter(role=Role.MANAGER, staff__in=[one.pk for one in plan.staff.values()])
    for staff, unit in posts.order_by("pk").values_list("staff", "unit"):
        plan.homes[staff].append(unit)


def know_customers(plan: Plan, lines: list[Line], people: list[Line]) -> None:
    """The customers that are there already, and the people one talks to there."""
    numbers = {line.cells["number"] for line in lines} | {line.cells["customer"] for line in people}
    known = Customer.objects.filter(number__in=numbers).select_related("manager", "backup", "unit")
    plan.known = {one.number: one for one in known}
    codes = {line.cells["credit_code"] for line in lines if line.cells["credit_code"]}
    plan.codes = dict(Customer.objects.filter(credit_code__in=codes).values_list("credit_code", "number"))
    there = {one.pk: one for one in plan.known.values()}
    for person in ContactPerson.objects.filter(customer__in=there, gone_on=None).order_by("-pk"):
        person.customer = there[person.customer_id]
        plan.talked_to[person.customer.number, person.name] = person


def check_customer(plan: Plan, line: Line) -> None:
    """One row: what it makes or changes, and whether it may."""
    before = len(plan.problems)
    cells, old = line.cells, plan.known.get(line.cells["number"])
    manager, backup = named(plan, line, "manager", old), named(plan, line, "backup", old)
    home = home_of(plan, line, manager, old)
    check_code(plan, line)
    if cells["since"] and cells["since"] > plan.day:
        plan.wrong(CUSTOMERS, line.row, "since", _("is still to come"))
    if manager and backup and manager.pk == backup.pk:
        plan.wrong(CUSTOMERS, line.row, "backup", _("is the manager himself"))
    if old and old.closed_on:
        plan.wrong(CUSTOMERS, line.row, "number", _("this customer is closed"))
    if old and old.unit_id not in plan.mine:
        plan.wrong(CUSTOMERS, line.row, "number", _("this customer belongs to another unit"))
    if len(plan.problems) > before or home is None:
        plan.spoilt[CUSTOMERS.key].add(cells["number"])
        return
    cared = {"unit": home, "manager": manager, "backup": backup}
    given = {key: cells[key] for key in (*PLAIN, "segment", "tier")} | cared
    if old is None:
        made = Customer(number=cells["number"], **filled(given))
        plan.known[made.number] = made
        plan.customers.new.append(made)
        return
    plan.customers.differ(old, f"{old.number} {cells['name']}", given)


def filled(given: dict[str, Any]) -> dict[str, Any]:
    """What a new customer is made of: what is left empty is what the model says."""
    return {key: value for key, value in given.items() if value not in (None, "")} | {
        "segment": given["segment"] or Segment.COMPANY
    }


def named(plan: Plan, line: Line, part: str, old: Customer | None) -> Staff | None:
    """The manager or backup that a row names; the one there is when it names none."""
    if not (number := line.cells[part]):
        return getattr(old, part) if old else None
    staff = plan.staff.get(number)
    if staff is None:
        plan.wrong(CUSTOMERS, line.row, part, _("nobody has the number %(n)s") % {"n": number})
    elif staff.pk not in plan.homes:
        plan.wrong(CUSTOMERS, line.row, part, _("%(name)s is no relationship manager today.") % {"name": staff.name})
    return staff


def home_of(plan: Plan, line: Line, manager: Staff | None, old: Customer | None) -> Unit | None:
    """Where the customer belongs: with the manager, if need be in the unit that the row names; otherwise there."""
    code = line.cells["unit"]
    unit = plan.units.get(code) if code else None
    if code and unit is None:
        plan.wrong(CUSTOMERS, line.row, "unit", _("no unit has the code %(code)s") % {"code": code})
        return None
    if line.cells["manager"] and (manager is None or manager.pk not in plan.homes):
        return None  # said already
    if manager is not None and (at := plan.homes.get(manager.pk)):
        wanted = next((one.pk for one in (unit, old and old.unit) if one and one.pk in at), at[0])
        home = plan.by_key.get(wanted)
    else:
        home = unit or (old.unit if old else None)
    if home is None:
        plan.wrong(CUSTOMERS, line.row, "manager", _("name a manager, or the unit where the customer waits for one"))
    elif home.pk not in plan.mine:
        column = "manager" if line.cells["manager"] else "unit"
        plan.wrong(CUSTOMERS, line.row, column, _("%(unit)s is none of your units") % {"unit": home.name})
    return home


def check_code(plan: Plan, line: Line) -> None:
    """A credit code belongs to one customer, in the file as well."""
    code, number = line.cells["credit_code"], line.cells["number"]
    if code and (other := plan.codes.setdefault(code, number)) != number:
        plan.wrong(CUSTOMERS, line.row, "credit_code", _("customer %(number)s has it already") % {"number": other})


def check_person(plan: Plan, line: Line) -> None:
    """One row of the people: somebody new, or something new about somebody."""
    cells = line.cells
    customer = plan.known.get(cells["customer"])
    if customer is None or customer.closed_on or customer.unit_id not in plan.mine:
        if cells["customer"] not in plan.spoilt[CUSTOMERS.key]:
            facts = {"number": cells["customer"]}
            plan.wrong(PEOPLE, line.row, "customer", _("none of your customers has the number %(number)s") % facts)
        return
    given = {key: cells[key] for key in ("position", "title", "phone", "is_first")}
    old = plan.talked_to.get((cells["customer"], cells["name"]))
    if old is None:
        made = {key: value for key, value in given.items() if value not in (None, "")}
        plan.people.new.append(ContactPerson(customer=customer, name=cells["name"], **made))
        return
    plan.people.differ(old, f"{cells['customer']} {old.name}", given)
