"""The words of every kind of message. What is told is kept as facts, so each reader reads it in his own language."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.records.models import Decision, Message
from lvzhi.web import words
from lvzhi.web.asked import asking
from lvzhi.web.attendance.says import in_short
from lvzhi.web.doing import DOING

Facts = dict[str, Any]


@dataclass(frozen=True)
class Telling:
    """How one kind of message is put: its sign and its sentence."""

    icon: str
    text: Callable[[Facts], str]


def named(facts: Facts) -> Facts:
    """The facts with duties by their name and moments as the bank writes them."""
    rule, due = facts.get("rule", ""), facts.get("due")
    return facts | {
        "what": str(DOING[rule].name) if rule in DOING else rule,
        "due": words.due(dt.datetime.fromisoformat(due)) if due else "",
        "on": day(facts.get("on")),
        "due_on": day(facts.get("due_on")),
    }


def day(text: str | None) -> str:
    return words.day(dt.date.fromisoformat(text)) if text else ""


def begun(facts: Facts) -> Facts:
    """The facts with the moment of an appointment."""
    starts = facts.get("starts")
    begins = words.moment(dt.datetime.fromisoformat(starts)) if starts else ""
    return {"customer": "", "note": ""} | facts | {"starts": begins}


def moved(facts: Facts) -> str:
    count = int(facts.get("count", 0))
    return ngettext(
        "The calendar has changed: %(num)s deadline of yours has moved.",
        "The calendar has changed: %(num)s deadlines of yours have moved.",
        count,
    ) % {"num": count}


def request(facts: Facts) -> Facts:
    """The facts of a message about a request, with the request in a line and what was said to it."""
    kind = asking(str(facts.get("kind", "")))
    said = dict(Decision.Said.choices).get(facts.get("said", ""), "")
    return facts | {"what": kind.what(facts) or str(kind.name), "said": said}


def decided(facts: Facts) -> str:
    words_ = _("%(by)s: %(what)s, %(said)s.") % request(facts)
    return f"{words_} {facts['remark']}" if facts.get("remark") else words_


def leave(text: Callable[[], str]) -> Callable[[Facts], str]:
    """A sentence about somebody's leave."""
    return lambda facts: text() % (facts | {"what": in_short(facts)})


TELLINGS: dict[str, Telling] = {
    "duty.soon": Telling("clock", lambda facts: _("%(what)s: due %(due)s.") % named(facts)),
    "duty.late": Telling("alert-triangle", lambda facts: _("%(owner)s is late: %(what)s, due %(due)s.") % named(facts)),
    "duty.moved": Telling("calendar-event", moved),
    "log.comment": Telling(
        "message", lambda facts: _("%(who)s commented on the log of %(owner)s, %(on)s.") % named(facts)
    ),
    "contact.joined": Telling(
        "users", lambda facts: _("%(who)s comes along to %(customer)s, %(starts)s. %(note)s") % begun(facts)
    ),
    "log.note": Telling("notebook", lambda facts: _("%(who)s added to the log of %(owner)s, %(on)s.") % named(facts)),
    "approval.asked": Telling(
        "checklist", lambda facts: _("%(who)s asks for your decision: %(what)s.") % request(facts)
    ),
    "approval.decided": Telling("circle-check", decided),
    "absence.checked": Telling(
        "shield-check", lambda facts: _("%(who)s checked your outing of %(on)s to %(whom)s: look at it.") % named(facts)
    ),
    "contact.for_you": Telling(
        "messages", lambda facts: _("%(who)s wrote a contact with %(customer)s for you.") % facts
    ),
    "contact.ineffective": Telling(
        "alert-triangle",
        lambda facts: _("%(who)s found the contact with %(customer)s not effective: %(opinion)s") % facts,
    ),
    "contact.counts": Telling(
        "circle-check", lambda facts: _("%(who)s found the contact with %(customer)s effective after all.") % facts
    ),
    "leave.deputy": Telling("users", leave(lambda: _("You stand in for %(owner)s: %(what)s."))),
    "leave.over": Telling("circle-check", leave(lambda: _("%(owner)s is back; you stand in no longer."))),
    "leave.off": Telling("calendar-off", leave(lambda: _("%(owner)s takes the leave back: %(what)s."))),
    "leave.ended": Telling("circle-check", leave(lambda: _("%(who)s has ended a leave: %(what)s. Please confirm it."))),
    "leave.ordered": Telling("calendar-off", leave(lambda: _("You are on a mandatory leave: %(what)s."))),
    "export.ready": Telling(
        "download", lambda facts: _("The file is there: %(title)s, %(count)s rows.") % named(facts)
    ),
    "staff.left": Telling(
        "logout",
        lambda facts: (
            _("%(who)s has left, last day %(on)s. Look through what was taken out before: %(count)s times.")
            % named(facts)
        ),
    ),
    "unmask.many": Telling(
        "eye", lambda facts: _("%(who)s has had %(count)s masked numbers shown whole in a day, %(on)s.") % named(facts)
    ),
    "task.given": Telling(
        "checkbox", lambda facts: _("%(who)s gives you a task: %(title)s, by %(due_on)s.") % named(facts)
    ),
    "task.done": Telling("circle-check", lambda facts: _("%(who)s has done the task: %(title)s.") % named(facts)),
}


def told(kind: str, facts: Facts) -> tuple[str, str]:
    """The sign and the sentence of a message. A kind of a later version still says that there is something."""
    telling = TELLINGS.get(kind)
    if telling is None:
        return "bell", _("There is news: %(kind)s.") % {"kind": kind}
    return telling.icon, telling.text(facts)


@dataclass(frozen=True)
class Line:
    """One message as it is shown."""

    message: Message
    icon: str
    text: str


def told_line(message: Message) -> Line:
    """A message with its sign and its sentence."""
    return Line(message, *told(message.kind, message.facts))
