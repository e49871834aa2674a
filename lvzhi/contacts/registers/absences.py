"""The off-post register, 《离岗登记簿》: absences on business and for private reasons."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Absence, AbsenceChange, Business, SpotCheck
from lvzhi.contacts.perms import keeps_or_reads
from lvzhi.contacts.registers.shared import facts, present, stamp
from lvzhi.core.masking import phone as masked
from lvzhi.core.paper import Block, Grid, Words
from lvzhi.records.filters import Choice, DayRange, Person, Text, UnitChoice, yes_no
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register

STATES = (
    ("open", gettext_lazy("not back yet")),
    ("back", gettext_lazy("back")),
    ("off", gettext_lazy("called off")),
)


def whole(rows: QuerySet[Absence]) -> QuerySet[Absence]:
    """Everything that belongs to an absence."""
    heads = ("owner", "unit", "record", "customer", "person", "away", "returned__record", "contact", "appointment")
    return rows.select_related(*heads).prefetch_related(
        Prefetch("changes", AbsenceChange.objects.select_related("record").order_by("record")),
        Prefetch("checks", SpotCheck.objects.select_related("record__by").order_by("record")),
    )


def joined(rows: QuerySet[Absence]) -> QuerySet[Absence]:
    """What a line of the list shows beside the entry itself: where to and until when after all changes."""
    changes = AbsenceChange.objects.filter(absence=OuterRef("pk")).order_by("-record")
    return rows.select_related("owner", "unit", "record", "customer", "away", "returned").annotate(
        now_place=Subquery(changes.exclude(place="").values("place")[:1]),
        now_back_by=Subquery(changes.exclude(back_by=None).values("back_by")[:1]),
    )


def state(absence: Absence) -> str:
    """open, back or off."""
    if present(absence, "away") is None:
        return "off"
    return "back" if present(absence, "returned") else "open"


def state_words(absence: Absence) -> str:
    return str(dict(STATES)[state(absence)])


def place(absence: Absence) -> str:
    """Where to, after all changes."""
    return getattr(absence, "now_place", "") or absence.place


def back_by(absence: Absence) -> object:
    """Expected back, after all changes."""
    return getattr(absence, "now_back_by", None) or absence.back_by


def as_changed(absence: Absence) -> tuple[str, dt.datetime]:
    """Where to and until when of a whole entry, after all changes."""
    here, until = absence.place, absence.back_by
    for one in sorted(absence.changes.all(), key=lambda change: change.pk):
        here, until = one.place or here, one.back_by or until
    return here, until


def result(absence: Absence) -> str:
    returned = present(absence, "returned")
    return returned.result if returned else ""


def back_at(absence: Absence) -> object:
    returned = present(absence, "returned")
    return returned.back_at if returned else None


def in_state(which: str) -> Q:
    if which == "off":
        return Q(away=None)
    return Q(away__back_at__isnull=which == "open", away__isnull=False)


def saying(text: str) -> Q:
    """The text stands somewhere in the entry."""
    where = Q(place__icontains=text) | Q(purpose__icontains=text) | Q(prospect__icontains=text)
    return where | Q(customer__name__icontains=text) | Q(person_name__icontains=text)


def blocks(absence: Absence) -> Sequence[Block]:
    """What stands on the sheet."""
    parts: list[Block | None] = [
        facts(
            (_("Who leaves"), f"{absence.owner.name} {absence.owner.number}"),
            (_("Unit"), absence.unit.name),
            (_("Business"), absence.get_business_display()),
            (_("Leaves at"), stamp(absence.leaves_at)),
            (_("Expected back"), stamp(absence.back_by)),
            (_("Kind of place"), absence.get_place_kind_display()),
            (_("Where to"), absence.place),
            (_("Customer"), absence.customer.name if absence.customer else absence.prospect),
            (_("Whom one meets"), absence.person_name),
            (_("Customer's phone"), masked(absence.phone)),
            (_("What for"), absence.purpose),
            (_("Who comes along"), absence.companions),
            (_("How"), absence.transport),
            (_("Entered"), stamp(absence.record.recorded_at)),
            (_("Why it is entered afterwards"), absence.late_reason),
        ),
        changes(absence),
        *returned(absence),
        checks(absence),
    ]
    return [part for part in parts if part is not None]


def changes(absence: Absence) -> Grid | None:
    off = _("Does not happen")
    rows = [
        (stamp(one.record.recorded_at), off if one.cancelled else one.place, stamp(one.back_by), one.reason)
        for one in absence.changes.all()
    ]
    heads = (_("When"), _("Where to"), _("Expected back"), _("Reason"))
    return Grid(_("Changes"), heads, rows, (0, 3, 0, 4)) if rows else None


def returned(absence: Absence) -> list[Block | None]:
    """Back at, with the result; nothing as long as the person is out."""
    back = present(absence, "returned")
    if back is None:
        return []
    home = _("Does not come back today") if back.goes_home else ""
    head = facts(
        (_("Back at"), stamp(back.back_at)), (home, back.reason), (_("Next step"), back.next_step),
        (_("Entered"), stamp(back.record.recorded_at)),
    )  # fmt: skip
    return [Words(_("Result"), back.result), head]


def checks(absence: Absence) -> Grid | None:
    rows = [
        (one.record.by.name, stamp(one.record.recorded_at), one.way, one.get_finding_display(), one.remark)
        for one in absence.checks.all()
    ]
    heads = (_("Who"), _("When"), _("How it was checked"), _("Finding"), _("Remark"))
    return Grid(_("Spot check"), heads, rows, (0, 0, 2, 2, 3)) if rows else None


def signs() -> Sequence[str]:
    return _("Relationship manager"), _("RM supervisor")


ABSENCES = register(
    Register(
        kind="absence",
        model=Absence,
        name=gettext_lazy("Off-post register"),
        one=gettext_lazy("Off-post entry"),
        clauses=("12.1",),
        needs=keeps_or_reads,
        whole=whole,
        holds_customers=True,
        listing=Listing(
            seen=lambda scope: Absence.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-leaves_at",
            day="leaves_at",
            columns=(
                Column("leaves_at", gettext_lazy("Leaves at"), lambda row: row.leaves_at, "moment",
                       sort="leaves_at", newest=True),
                Column("owner", gettext_lazy("Who leaves"), lambda row: row.owner.name, wide=True),
                Column("number", gettext_lazy("Employee number"), lambda row: row.owner.number, screen=False),
                Column("unit", gettext_lazy("Unit"), lambda row: row.unit.name, wide=True, phone=False),
                Column("business", gettext_lazy("Business"), lambda row: row.get_business_display()),
                Column("whom", gettext_lazy("Customer or place"), lambda row: row.whom),
                Column("place", gettext_lazy("Where to"), place, phone=False),
                Column("person", gettext_lazy("Whom one meets"), lambda row: row.person_name, screen=False),
                Column("phone", gettext_lazy("Customer's phone"), lambda row: masked(row.phone), screen=False),
                Column("purpose", gettext_lazy("What for"), lambda row: row.purpose, grow=True),
                Column("back_by", gettext_lazy("Expected back"), back_by, "moment",
                       phone=False),
                Column("back_at", gettext_lazy("Back at"), back_at, "moment"),
                Column("result", gettext_lazy("Result"), result, grow=True, roomy=True),
                Column("state", gettext_lazy("State"), state_words),
                Column("late", gettext_lazy("Entered afterwards"), lambda row: bool(row.late_reason), "flag"),
            ),
            filters=(
                DayRange("left", gettext_lazy("Leaves at"), "leaves_at", moments=True),
                Person("owner", gettext_lazy("Who leaves")),
                UnitChoice("unit", gettext_lazy("Unit")),
                Choice("business", gettext_lazy("Business"), Business.choices,
                       lambda value: Q(business=value), bounded=True),
                Choice("state", gettext_lazy("State"), STATES, in_state, bounded=True),
                yes_no("late", gettext_lazy("Entered afterwards"), lambda: ~Q(late_reason=""), bounded=True),
                Text("q", gettext_lazy("Words in the entry"), saying),
            ),
        ),
        form=Form(title="离岗登记簿", code="LG", version="1", unit=lambda row: row.unit.name,
                  blocks=blocks, signs=signs),
    )
)  # fmt: skip
