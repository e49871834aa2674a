"""What the palette leads to: pages, actions, clauses, people, logs; for each person those that are open to him."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.attendance.perms import asks
from lvzhi.contacts.perms import meets_customers
from lvzhi.core.clock import date_of
from lvzhi.customers.perms import keeps_customers
from lvzhi.desk.find import find
from lvzhi.people.models import Role, Staff
from lvzhi.people.names import narrow, unaccented
from lvzhi.regulation.text import clauses
from lvzhi.web import access, words
from lvzhi.web.links import page_of
from lvzhi.web.why import language
from lvzhi.worklog.perms import brings_targets

CLAUSES = 6
LONGEST = 60


@dataclass(frozen=True)
class Act:
    """Something to do from anywhere, by a link to its page."""

    label: Any
    name: str
    needs: access.Needs
    query: str = ""


ACTS = (
    Act(gettext_lazy("Write today's log"), "new_log", access.managers),
    Act(gettext_lazy("Report to the supervisor"), "new_report", access.managers),
    Act(gettext_lazy("Note the daily reports"), "note_reports", access.leaders),
    Act(gettext_lazy("Read the next log"), "reading", access.leaders, "?next=1"),
    Act(gettext_lazy("How targets are reached"), "targets", access.readers_of_logs),
    Act(gettext_lazy("Targets from Excel"), "targets_files", brings_targets),
    Act(gettext_lazy("Leave: new outing"), "new_absence", access.managers),
    Act(gettext_lazy("Write a contact down"), "new_contact", meets_customers),
    Act(gettext_lazy("Make an appointment"), "new_appointment", meets_customers),
    Act(gettext_lazy("Who is out now"), "out_now", access.leaders),
    Act(gettext_lazy("Ask for leave"), "new_leave", asks),
    Act(gettext_lazy("New customer"), "new_customer", keeps_customers),
    Act(gettext_lazy("Plan the week's visits"), "plan", access.managers),
    Act(gettext_lazy("Approvals"), "approvals", access.in_business),
    Act(gettext_lazy("My confidentiality agreement"), "sign_agreement", access.bound),
    Act(gettext_lazy("Messages"), "messages", access.signed_in),
    Act(gettext_lazy("New person"), "new_person", access.administrators),
    Act(gettext_lazy("Units, people and posts from Excel"), "people_files", access.administrators),
)

Way = dict[str, str]


def acts(me: Staff, at: dt.datetime) -> list[Way]:
    """The actions open to this person."""
    day = date_of(at)
    group = _("Actions")
    return [way(str(act.label), page_of(act.name) + act.query, group) for act in ACTS if act.needs(me, day)]


def way(label: str, url: str, group: str, hint: str = "") -> Way:
    return {"label": label, "url": url, "group": group, "hint": hint}


def found(me: Staff, at: dt.datetime, text: str) -> Iterator[Way]:
    """What lies behind a search: clauses, people, logs. Pages and actions are matched where they are listed."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    if not text:
        return
    yield from clauses_called(text)
    day = date_of(at)
    result = find(me, at, text)
    for person, post in result.people:
        place = f"{post.unit.name} · {Role(post.role).label}" if post else person.number
        yield way(person.name, page_of("person", pk=person.pk), _("People"), place)
    reads = access.leaders(me, day)
    for customer in result.customers:
        said = f"{customer.number} · {customer.get_tier_display()}"
        yield way(customer.name, page_of("customer", pk=customer.pk), _("Customers"), said)
    for log in result.logs:
        own = page_of("log", pk=log.pk)
        url = f"{page_of('reading')}?log={log.pk}" if reads and log.owner_id != me.pk else own
        yield way(f"{log.owner.name} {words.day(log.on)}", url, _("Work logs"))


def clauses_called(text: str) -> list[Way]:
    """Clauses by their number or a word of their title."""
    wanted, number = unaccented(text), narrow(text)
    texts = clauses(language()).values()
    said = [one for one in texts if one.code.startswith(number) or wanted in unaccented(one.title)]
    group = _("Clauses")
    return [way(f"{c.code} {c.title}", page_of("clause", code=c.code), group) for c in said[:CLAUSES]]
