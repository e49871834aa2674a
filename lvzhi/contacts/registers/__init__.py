"""The registers of 12.1 and 16.1."""

from lvzhi.contacts.registers.absences import ABSENCES
from lvzhi.contacts.registers.appointments import APPOINTMENTS
from lvzhi.contacts.registers.contacts import CONTACTS

__all__ = ["ABSENCES", "APPOINTMENTS", "CONTACTS"]
