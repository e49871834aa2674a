"""What is done under 12.1 and 16.1: leave and come back, write contacts, keep appointments, check and review."""

from lvzhi.contacts.actions.absence import change_absence, come_back, leave_post, spot_check
from lvzhi.contacts.actions.appointment import call_off_appointment, make_appointment, move_appointment
from lvzhi.contacts.actions.contact import keep_promise, record_contact
from lvzhi.contacts.actions.review import review_contact

__all__ = [
    "call_off_appointment",
    "change_absence",
    "come_back",
    "keep_promise",
    "leave_post",
    "make_appointment",
    "move_appointment",
    "record_contact",
    "review_contact",
    "spot_check",
]
