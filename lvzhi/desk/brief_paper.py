"""The brief before a visit on one sheet of paper."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from lvzhi.contacts.models import Contact
from lvzhi.core import masking
from lvzhi.core.clock import ZONE, date_of
from lvzhi.core.paper import Block, Facts, Grid, Items, Paper
from lvzhi.desk.brief import Brief, Heard
from lvzhi.desk.customer_rows import Promised

CLIP = 60  # characters of a longer text; the sheet is one page
DUE, PROMISES, PEOPLE, NOTED, QUESTIONS = 3, 4, 4, 3, 6


def brief_paper(found: Brief, due: Sequence[tuple[str, str]]) -> Paper:
    """The sheet; `due` is what is owed to the customer, in words, with its date."""
    customer = found.customer
    parts: list[Block | None] = [
        head(found),
        people(found),
        promises(found),
        Grid(_("What is due"), (_("What"), _("By when")), list(due)[:DUE], (1, 0)) if due else None,
        contacts(found.contacts),
        points(_("Needs, signs of change, other banks"), [*found.needs, *found.signals, *found.competitors]),
        Items(_("What to ask"), [clipped(one) for one in found.questions[:QUESTIONS]]) if found.questions else None,
    ]
    blocks = [part for part in parts if part is not None]
    return Paper(_("Visit brief"), customer.number, "1", customer.unit.name, blocks, (), dense=True)


def head(found: Brief) -> Facts:
    customer = found.customer
    pairs = [
        (_("Customer"), customer.name),
        (_("Tier"), f"{customer.get_tier_display()} · {customer.get_segment_display()}"),
        (_("Address"), clipped(f"{customer.district} {customer.address}".strip()) or "—"),
        (_("Relationship manager"), customer.manager.name if customer.manager else "—"),
        (_("Last contact"), day(customer.last_contact_at)),
    ]
    if found.years:
        pairs.append((_("Customer for"), _("%(years)s years these days") % {"years": found.years}))
    return Facts(pairs)


def people(found: Brief) -> Grid | None:
    rows = [
        (one.name, one.title or str(one.get_position_display()), masking.phone(one.phone) or "—")
        for one in found.people[:PEOPLE]
    ]
    return Grid(_("Whom one meets"), (_("Name"), _("Position"), _("Phone")), rows, (2, 3, 2)) if rows else None


def promises(found: Brief) -> Grid | None:
    rows = [promise(one, _("We")) for one in found.ours] + [promise(one, _("They")) for one in found.theirs]
    heads = (_("Who"), _("Promise"), _("By when"))
    return Grid(_("Promises not kept yet"), heads, rows[:PROMISES], (0, 1, 0)) if rows else None


def promise(one: Promised, who: str) -> tuple[str, str, str]:
    return who, clipped(one.text), one.due_on.isoformat() if one.due_on else "—"


def contacts(found: Sequence[Contact]) -> Grid | None:
    rows = [
        (day(one.met_at), one.persons or str(one.person or ""), clipped(one.result or one.minutes)) for one in found
    ]
    return (
        Grid(_("Last contacts"), (_("When"), _("With whom"), _("What came of it")), rows, (0, 2, 6)) if rows else None
    )


def points(heading: str, noted: Sequence[Heard]) -> Items | None:
    return Items(heading, [f"{one.on}  {clipped(one.text)}" for one in noted[:NOTED]]) if noted else None


def clipped(text: str) -> str:
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def day(at: dt.datetime | None) -> str:
    return date_of(at.astimezone(ZONE)).isoformat() if at else "—"
