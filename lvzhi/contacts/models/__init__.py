"""Articles 12.1 and 16.1: who left the post and what came of it; contacts with customers; appointments.

An absence, business or private, is one row of the off-post register (离岗登记簿). A contact is one row of the
maintenance record of premium customers (优质客户维护记录表). Whoever comes back from a customer writes the contact, and
that closes the absence: nothing is typed twice.
"""

from lvzhi.contacts.models.absence import Absence, AbsenceChange, AbsenceReturn, Away, Business, Place, SpotCheck
from lvzhi.contacts.models.appointment import Appointment, AppointmentOff, standing
from lvzhi.contacts.models.contact import SHORTEST, Contact, ContactReview, Promise, PromiseKept, counts
from lvzhi.contacts.models.words import FACE_TO_FACE, Mode, Purpose, Satisfaction

__all__ = [
    "FACE_TO_FACE",
    "SHORTEST",
    "Absence",
    "AbsenceChange",
    "AbsenceReturn",
    "Appointment",
    "AppointmentOff",
    "Away",
    "Business",
    "Contact",
    "ContactReview",
    "Mode",
    "Place",
    "Promise",
    "PromiseKept",
    "Purpose",
    "Satisfaction",
    "SpotCheck",
    "counts",
    "standing",
]
