"""One customer, written out: who may see it, the row with the names around it, and when one last spoke with it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.people.models import Staff, Unit
from lvzhi.people.queries import is_cleared, reads_everything, stands_in_for, tops

# Says of the customer `c` what `Customer.objects.visible_to` says: nothing is seen without a valid agreement (17).
SEEN = """
    %(cleared)s AND (%(reads_all)s OR c.manager_id = ANY(%(mine)s) OR c.backup_id = %(me)s
        OR c.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s)))
"""

# The customer without what it is found by; of its unit, manager and backup the names.
FIELDS = [field for field in Customer._meta.concrete_fields if field.name != "pieces"]
NAMES = [field.attname for field in FIELDS]
ROW = ", ".join(["unit.name", "manager.name", "backup.name", *(f'c."{field.column}"' for field in FIELDS)])
ROW_FROM = """
      FROM customers_customer c
      JOIN people_unit unit ON unit.id = c.unit_id
      LEFT JOIN people_staff manager ON manager.id = c.manager_id
      LEFT JOIN people_staff backup ON backup.id = c.backup_id
"""
ONE_SEEN = f"SELECT {ROW} {ROW_FROM} WHERE c.id = %(customer)s AND ({SEEN})"

PERSON_FIELDS = ContactPerson._meta.concrete_fields
PERSON = ", ".join(f'"{field.column}"' for field in PERSON_FIELDS)
PERSON_THERE = f"SELECT {PERSON} FROM customers_contactperson WHERE id = %s AND customer_id = %s AND gone_on IS NULL"

SPOKEN = "UPDATE customers_customer SET last_contact_at = greatest(last_contact_at, %s) WHERE id = %s"


def eyes(staff: Staff, day: dt.date) -> dict[str, Any]:
    """What `SEEN` wants to know about who looks."""
    return {
        "me": staff.pk,
        "cleared": is_cleared(staff, day),
        "reads_all": reads_everything(staff, day),
        "mine": [staff.pk, *stands_in_for(staff, day)],
        "tops": tops(staff, day),
    }


def seen_customer(pk: int, staff: Staff, day: dt.date) -> Customer | None:
    """The customer with this key, if this person may see it."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_SEEN, eyes(staff, day) | {"customer": pk})
        found = cursor.fetchone()
        return customer_of(found) if found else None


def customer_of(row: Sequence[Any]) -> Customer:
    """The customer out of a `ROW`."""
    unit, manager, backup, *values = row
    customer = Customer.from_db("default", NAMES, values)
    customer.unit = Unit.from_db("default", ["id", "name"], [customer.unit_id, unit])
    customer.manager = named(customer.manager_id, manager)
    customer.backup = named(customer.backup_id, backup)
    return customer


def named(pk: int | None, name: str) -> Staff | None:
    """A colleague of whom the name alone is known."""
    return Staff.from_db("default", ["id", "name"], [pk, name]) if pk else None


def person_at(customer: Customer, pk: int) -> ContactPerson | None:
    """Somebody on the customer's side who is still there."""
    with connection.cursor() as cursor:
        cursor.execute(PERSON_THERE, [pk, customer.pk])
        found = cursor.fetchone()
        return ContactPerson.from_db("default", [f.attname for f in PERSON_FIELDS], found) if found else None


def spoken_with(customer: Customer, at: dt.datetime) -> None:
    """An effective contact was at this moment; the newest counts, in whatever order they are written down."""
    with connection.cursor() as cursor:
        cursor.execute(SPOKEN, [at, customer.pk])
