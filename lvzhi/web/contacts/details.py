"""One outing, one contact, one appointment as a page: the sheet, and what can still be done about it."""

from django.http import HttpRequest

from lvzhi.contacts.models import Absence, Appointment, Contact
from lvzhi.contacts.perms import leaves, may_check, may_end, may_keep, may_review, may_settle, meets_customers
from lvzhi.contacts.registers import ABSENCES, APPOINTMENTS, CONTACTS
from lvzhi.contacts.registers.absences import state as state_of_absence
from lvzhi.contacts.registers.appointments import state as state_of_appointment
from lvzhi.contacts.registers.contacts import is_counting
from lvzhi.contacts.registers.shared import present
from lvzhi.core.clock import date_of
from lvzhi.web import access
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.register.detail import detail_of
from lvzhi.web.register.listing import list_of
from lvzhi.worklog.models import Joining
from lvzhi.worklog.perms import may_join


@page("contacts/absence.html", needs=ABSENCES.needs, clauses=ABSENCES.clauses)
def absence(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown:
    """An entry of the off-post register; whose it is comes back from here, who answers for it makes sure."""
    shown = detail_of(request, ABSENCES, pk)
    row: Absence = shown["row"]
    me, at = who_and_when(request)
    state, away = state_of_absence(row), present(row, "away")
    began = away is not None and away.left_at is not None
    may = {
        "end": state == "open" and began and may_end(me, at=at, absence=row),
        "check": not row.is_private and not row.checks.all() and may_check(me, at=at, absence=row),
    }
    late = state == "open" and away is not None and away.during.upper <= at
    return shown | {
        "names": names, "may": may, "state": state, "late": late,
        "paper": ABSENCES.form.paper(row), "contact": present(row, "contact"),
    }  # fmt: skip


@page("contacts/contact.html", needs=CONTACTS.needs, clauses=CONTACTS.clauses)
def contact(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown:
    """One contact: what was said, whether it counts, what was promised."""
    shown = detail_of(request, CONTACTS, pk)
    row: Contact = shown["row"]
    me, at = who_and_when(request)
    open_promises = [one for one in row.promises.all() if not hasattr(one, "kept")]
    may_settle_promises = bool(open_promises) and may_keep(me, at=at, promise=open_promises[0])
    return shown | {
        "names": names, "counts": is_counting(row), "paper": CONTACTS.form.paper(row),
        "may": {"review": may_review(me, at=at, contact=row)},
        "promises": open_promises if may_settle_promises else [],
    }  # fmt: skip


@page("contacts/appointment.html", needs=APPOINTMENTS.needs, clauses=APPOINTMENTS.clauses)
def appointment(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown:
    """One appointment: go there from here, write the contact, move it or call it off."""
    shown = detail_of(request, APPOINTMENTS, pk)
    row: Appointment = shown["row"]
    me, at = who_and_when(request)
    state = state_of_appointment(row)
    return shown | {
        "names": names, "state": state, "paper": APPOINTMENTS.form.paper(row),
        "may": {"settle": state == "standing" and may_settle(me, at=at, appointment=row)},
        "kept_by": next(iter(row.contacts.all()), None), "moved_to": present(row, "moved_to"),
        "late": state == "standing" and row.starts <= at,
        "along": list(Joining.objects.filter(appointment=row).select_related("who").order_by("pk")),
        "may_join": state == "standing" and row.starts > at and may_join(me, at=at, appointment=row),
    }  # fmt: skip


@page("contacts/absences.html", needs=ABSENCES.needs, clauses=ABSENCES.clauses)
def absences(request: HttpRequest, names: dict[str, str]) -> Shown:
    """The off-post register."""
    return list_of(request, ABSENCES, names) | acting(request)


@page("contacts/contacts.html", needs=CONTACTS.needs, clauses=CONTACTS.clauses)
def contacts(request: HttpRequest, names: dict[str, str]) -> Shown:
    """The maintenance record."""
    return list_of(request, CONTACTS, names) | acting(request)


@page("contacts/appointments.html", needs=APPOINTMENTS.needs, clauses=APPOINTMENTS.clauses)
def appointments(request: HttpRequest, names: dict[str, str]) -> Shown:
    """The appointments."""
    return list_of(request, APPOINTMENTS, names) | acting(request)


def acting(request: HttpRequest) -> Shown:
    """Whether somebody writes into these registers, or looks after those who do."""
    me, at = who_and_when(request)
    day = date_of(at)
    return {"leaves": leaves(me, day), "meets": meets_customers(me, day), "leads": access.leaders(me, day)}
