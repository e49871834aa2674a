"""The register of appointments with customers, 《客户预约登记表》."""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Appointment, Contact, Mode
from lvzhi.contacts.perms import keeps_or_reads
from lvzhi.contacts.registers.shared import facts, present, span, stamp
from lvzhi.core.paper import Block
from lvzhi.records.authors import author
from lvzhi.records.filters import Choice, DayRange, Person, Text, UnitChoice
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register

STATES = (
    ("standing", gettext_lazy("standing")),
    ("kept", gettext_lazy("kept")),
    ("moved", gettext_lazy("moved")),
    ("off", gettext_lazy("called off")),
)
ANSWERS = {
    "standing": Q(contacts=None, moved_to=None, off=None),
    "kept": Q(contacts__isnull=False),
    "moved": Q(moved_to__isnull=False),
    "off": Q(off__isnull=False),
}


def whole(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Everything that belongs to an appointment."""
    heads = ("owner", "unit", "record__by", "record__instead_of", "customer", "person", "moved_from")
    return joined(rows).select_related(*heads, "off__record__by", "off__record__instead_of")


def joined(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """What a line of the list shows beside the appointment itself: what became of it."""
    kept = Prefetch("contacts", Contact.objects.only("record", "appointment", "met_at"))
    found = rows.select_related("owner", "unit", "record__by", "record__instead_of", "customer", "off", "moved_to")
    return found.prefetch_related(kept)


def state(one: Appointment) -> str:
    """standing, kept, moved or off."""
    if one.contacts.all():
        return "kept"
    if present(one, "moved_to"):
        return "moved"
    return "off" if present(one, "off") else "standing"


def state_words(one: Appointment) -> str:
    return str(dict(STATES)[state(one)])


def reason(one: Appointment) -> str:
    """Why it was moved or called off."""
    ended = present(one, "moved_to") or present(one, "off")
    return ended.reason if ended else ""


def saying(text: str) -> Q:
    where = Q(purpose__icontains=text) | Q(place__icontains=text)
    return where | Q(customer__name__icontains=text)


def blocks(one: Appointment) -> Sequence[Block]:
    """What stands on the sheet."""
    moved = present(one, "moved_to")
    return [
        facts(
            (_("Customer"), one.customer.name),
            (_("Who goes"), f"{one.owner.name} {one.owner.number}"),
            (_("Written by"), author(one.record)),
            (_("When"), span(one.starts, one.ends)),
            (_("How"), one.get_mode_display()),
            (_("Where"), one.place),
            (_("Contact person"), one.person.name if one.person else ""),
            (_("What for"), one.purpose),
            (_("Entered"), stamp(one.record.recorded_at)),
            (_("Moved from"), stamp(one.moved_from.starts) if one.moved_from else ""),
            (_("Why it is moved"), one.reason),
            (_("State"), state_words(one)),
            (_("Moved to"), stamp(moved.starts) if moved else ""),
            (_("Reason"), reason(one)),
        )
    ]


def signs() -> Sequence[str]:
    return _("Relationship manager"), _("RM supervisor")


APPOINTMENTS = register(
    Register(
        kind="appointment",
        model=Appointment,
        name=gettext_lazy("Appointments"),
        one=gettext_lazy("Appointment"),
        clauses=("16.1",),
        needs=keeps_or_reads,
        whole=whole,
        holds_customers=True,
        listing=Listing(
            seen=lambda scope: Appointment.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-starts",
            day="starts",
            columns=(
                Column("starts", gettext_lazy("When"), lambda row: row.starts, "moment", sort="starts", newest=True),
                Column("customer", gettext_lazy("Customer"), lambda row: row.customer.name),
                Column("owner", gettext_lazy("Who goes"), lambda row: row.owner.name, wide=True),
                Column("number", gettext_lazy("Employee number"), lambda row: row.owner.number, screen=False),
                Column("author", gettext_lazy("Written by"), lambda row: author(row.record), screen=False),
                Column("unit", gettext_lazy("Unit"), lambda row: row.unit.name, wide=True, phone=False),
                Column("mode", gettext_lazy("How"), lambda row: row.get_mode_display()),
                Column("purpose", gettext_lazy("What for"), lambda row: row.purpose, grow=True),
                Column("place", gettext_lazy("Where"), lambda row: row.place, phone=False),
                Column("state", gettext_lazy("State"), state_words),
                Column("reason", gettext_lazy("Reason"), reason, phone=False),
            ),
            filters=(
                DayRange("starts", gettext_lazy("When"), "starts", moments=True),
                Person("owner", gettext_lazy("Who goes")),
                UnitChoice("unit", gettext_lazy("Unit")),
                Choice("mode", gettext_lazy("How"), Mode.choices, lambda mode: Q(mode=mode), bounded=True),
                Choice("state", gettext_lazy("State"), STATES, lambda which: ANSWERS[which], bounded=True),
                Text("q", gettext_lazy("Words in the appointment"), saying),
            ),
        ),
        form=Form(title="客户预约登记表", code="YY", version="1", unit=lambda row: row.unit.name,
                  blocks=blocks, signs=signs),
    )
)  # fmt: skip
