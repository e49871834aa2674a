"""What the address of a page about people says: on which day, where, which post, called what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.people.directory import LOCKED, LONGEST, WITHOUT_POST, Wanted
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.web import words
from lvzhi.web.access import administrators
from lvzhi.web.links import page_of

STATES = (WITHOUT_POST, LOCKED)


def mine(request: HttpRequest) -> tuple[Staff, dt.date]:
    """Who asks, and the day of the request."""
    staff, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(staff, Staff), "the page is for people who are signed in"
    return staff, date_of(at)


def day_asked(request: HttpRequest) -> dt.date:
    """The day as of which a page shows the bank; today, unless the address names another one."""
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return mine(request)[1]


def number_asked(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@dataclass(frozen=True)
class Asked:
    """The filters of the list, read from its address and written into the addresses of its links."""

    wanted: Wanted
    today: dt.date
    given: dict[str, str]

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        me, today = mine(request)
        day, text = day_asked(request), request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
        unit = number_asked(request, "unit")
        found = Unit.objects.visible_to(me, today).filter(pk=unit).first() if unit else None
        if unit and found is None:
            raise Http404
        role = number_asked(request, "role")
        role = role if role in Role.values else None
        state = request.GET.get("state", "")
        state = state if state in STATES and administrators(me, today) else ""
        given = {"unit": unit, "role": role, "q": text, "state": state, "on": day.isoformat() if day != today else ""}
        wanted = Wanted(day, found, Role(role) if role else None, text, state)
        return cls(wanted, today, {name: str(value) for name, value in given.items() if value})

    def url(self, **other: Any) -> str:
        """The same list with something else asked; what is asked as nothing is left out."""
        asked = {name: value for name, value in (self.given | other).items() if value}
        return page_of("people") + (f"?{urlencode(asked)}" if asked else "")

    def place(self, unit: Unit | None = None) -> str:
        """The list of a unit, everything else as at first but for the day."""
        on = {"on": self.given["on"]} if "on" in self.given else {}
        asked = on | ({"unit": str(unit.pk)} if unit else {})
        return page_of("people") + (f"?{urlencode(asked)}" if asked else "")

    def person(self, staff: Staff) -> str:
        """Somebody's page, on the same day."""
        on = f"?on={self.given['on']}" if "on" in self.given else ""
        return page_of("person", pk=staff.pk) + on

    @property
    def kept(self) -> dict[str, str]:
        """What the form of the filters does not show and sends along."""
        return {name: self.given[name] for name in ("unit", "state") if name in self.given}

    @property
    def chips(self) -> list[dict[str, str]]:
        """What narrows the list, each with the address of the list without it."""
        states = {WITHOUT_POST: _("without a post"), LOCKED: _("locked")}
        shown = {
            "unit": (_("Unit"), self.wanted.unit.name if self.wanted.unit else ""),
            "role": (_("Post"), str(self.wanted.role.label) if self.wanted.role else ""),
            "state": (_("State"), states.get(self.wanted.state, "")),
            "on": (_("As of"), words.day(self.wanted.day)),
            "q": (_("Name"), self.wanted.text),
        }
        return [
            {"name": name, "value": value, "without": self.url(**{key: ""})}
            for key, (name, value) in shown.items()
            if key in self.given
        ]
