"""What is done to customers, to who manages them, and to the people one talks to there."""

from lvzhi.customers.actions.care import assign, close_customer, reopen_customer, set_tier
from lvzhi.customers.actions.customers import Facts, change_customer, create_customer
from lvzhi.customers.actions.files import import_customers, upload_customers
from lvzhi.customers.actions.people import (
    PersonFacts,
    add_contact_person,
    change_contact_person,
    retire_contact_person,
)

__all__ = [
    "Facts",
    "PersonFacts",
    "add_contact_person",
    "assign",
    "change_contact_person",
    "change_customer",
    "close_customer",
    "create_customer",
    "import_customers",
    "reopen_customer",
    "retire_contact_person",
    "set_tier",
    "upload_customers",
]
