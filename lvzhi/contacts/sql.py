"""What every contact asks, written out: the ORM would take longer to say it than the database to answer."""

from django.db import connection

from lvzhi.customers.models import Customer

# The appointment `a` neither took place nor was moved or called off.
STANDS = """
    NOT EXISTS (SELECT FROM contacts_contact k WHERE k.appointment_id = a.record_id)
       AND NOT EXISTS (SELECT FROM contacts_appointment m WHERE m.moved_from_id = a.record_id)
       AND NOT EXISTS (SELECT FROM contacts_appointmentoff o WHERE o.appointment_id = a.record_id)
"""

# Whether these people have agreed something with a customer that still stands.
AGREED = f"""
    SELECT EXISTS (
        SELECT FROM contacts_appointment a
         WHERE a.customer_id = %s AND a.owner_id = ANY(%s) AND {STANDS})
"""


def has_agreed(customer: Customer, people: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(AGREED, [customer.pk, people])
        (found,) = cursor.fetchone()
        return bool(found)
