"""What the duties of 12.1 and 16.1 are called, and where each is done."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.desk.subjects import Subject
from lvzhi.web import words
from lvzhi.web.links import page_of
from lvzhi.web.owing import Doing, Owed, key


def outing(owed: Owed, subject: Subject | None) -> str:
    if subject is None:
        return _("Come back from an outing")
    return _("Back and result: %(whom)s, %(when)s") % {"whom": subject.title, "when": words.stamp(owed.opens)}


def team(owed: Owed, subject: Subject | None) -> str:
    return _("Spot checks of last month's outings: %(unit)s") % {"unit": subject.title} if subject else _("Spot checks")


def entries_of_last_month(owed: Owed) -> str:
    """The list of the month before, to choose from."""
    last = date_of(owed.opens) - DAY
    days = {"left_from": last.replace(day=1).isoformat(), "left_to": last.isoformat(), "unit": key(owed)}
    return f"{page_of('absences')}?{urlencode(days)}"


def called(label: Any) -> Doing:
    """A contact that is owed to a customer."""

    def what(owed: Owed, subject: Subject | None) -> str:
        return f"{label}: {subject.title}" if subject else str(label)

    return Doing(
        name=label,
        label=gettext_lazy("Write"),
        what=what,
        address=lambda owed: f"{page_of('new_contact')}?customer={key(owed)}",
    )


def appointment(owed: Owed, subject: Subject | None) -> str:
    if subject is None or subject.on is None:
        return _("Keep an appointment")
    return _("Appointment with %(whom)s, %(day)s") % {"whom": subject.title, "day": words.day(subject.on)}


def visited(owed: Owed, subject: Subject | None) -> str:
    return _("Visit %(customer)s") % {"customer": subject.title} if subject else _("Visit a customer")


def written(owed: Owed, subject: Subject | None) -> str:
    if subject is None:
        return _("Write a contact down")
    return _("Contact with %(customer)s written down") % {"customer": subject.title}


CONTACTS: dict[str, Doing] = {
    "complete_outing": Doing(
        name=gettext_lazy("Return from an outing"),
        label=gettext_lazy("I am back"),
        what=outing,
        address=lambda owed: page_of("come_back", pk=key(owed)),
    ),
    "check_outings": Doing(
        name=gettext_lazy("Spot checks of outings"),
        label=gettext_lazy("Check"),
        what=team,
        address=entries_of_last_month,
    ),
    "contact_core_customer": called(gettext_lazy("Contact of the month")),
    "contact_key_customer": called(gettext_lazy("Contact of the quarter")),
    "contact_general_customer": called(gettext_lazy("Contact of the half-year")),
    "visit_key_customer": Doing(
        name=gettext_lazy("Visit at the customer's door"),
        label=gettext_lazy("Leave now"),
        what=visited,
        address=lambda owed: f"{page_of('new_absence')}?customer={key(owed)}",
    ),
    "keep_appointment": Doing(
        name=gettext_lazy("Appointment"),
        label=gettext_lazy("Open"),
        what=appointment,
        address=lambda owed: page_of("appointment", pk=key(owed)),
    ),
    "write_contact_down": Doing(
        name=gettext_lazy("Contact written down in time"),
        label=gettext_lazy("Open"),
        what=written,
        address=lambda owed: page_of("contact", pk=key(owed)),
    ),
}
