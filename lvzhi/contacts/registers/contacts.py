"""The maintenance record of premium customers, 《优质客户维护记录表》: every contact with a customer."""

from collections.abc import Sequence

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Contact, ContactReview, Mode, Promise, Purpose, counts
from lvzhi.contacts.perms import keeps_or_reads
from lvzhi.contacts.registers.shared import facts, present, span, stamp
from lvzhi.core.paper import Block, Grid, Words
from lvzhi.customers.models import Tier
from lvzhi.records.authors import author
from lvzhi.records.filters import Choice, DayRange, Person, Text, UnitChoice, yes_no
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register

COUNTS, NOT = gettext_lazy("Effective"), gettext_lazy("Not effective")


def whole(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Everything that belongs to a contact."""
    heads = ("owner", "unit", "record__by", "record__instead_of", "customer", "person", "absence", "appointment")
    return rows.select_related(*heads).prefetch_related(
        Prefetch("promises", Promise.objects.select_related("kept__record__by").order_by("position")),
        Prefetch("reviews", ContactReview.objects.select_related("record__by").order_by("record")),
    )


def joined(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """What a line of the list shows beside the contact itself: whether it counts, after all reviews."""
    counting = Case(When(counts(), then=Value(True)), default=Value(False))  # noqa: FBT003
    return rows.select_related("owner", "unit", "record__by", "record__instead_of", "customer").annotate(
        counting=counting
    )


def counted(contact: Contact) -> str:
    """Whether a contact of the list counts, in words."""
    return str(COUNTS if getattr(contact, "counting", False) else NOT)


def is_counting(contact: Contact) -> bool:
    """Whether a whole contact counts, by its last review."""
    reviews = list(contact.reviews.all())
    return contact.effective and (not reviews or reviews[-1].effective)


def purposes(contact: Contact) -> str:
    return "、".join(str(Purpose(one).label) for one in contact.purposes)


def saying(text: str) -> Q:
    """The text stands somewhere in the contact."""
    words = Q(minutes__icontains=text) | Q(result__icontains=text) | Q(next_step__icontains=text)
    return words | Q(customer__name__icontains=text) | Q(persons__icontains=text) | Q(needs__icontains=text)


def blocks(contact: Contact) -> Sequence[Block]:
    """What stands on the sheet; parts that were left empty are left out."""
    customer = contact.customer
    more = (
        (_("Needs and objections"), contact.needs),
        (_("Signs of change in the business"), contact.signals),
        (_("What other banks do"), contact.competitors),
    )
    parts: list[Block | None] = [
        facts(
            (_("Customer"), customer.name),
            (_("Tier"), customer.get_tier_display()),
            (_("Kind of customer"), customer.get_segment_display()),
            (_("Relationship manager"), f"{contact.owner.name} {contact.owner.number}"),
            (_("Written by"), author(contact.record)),
            (_("When"), span(contact.met_at, contact.until)),
            (_("How"), contact.get_mode_display()),
            (_("Where"), contact.place),
            (_("Who came along"), contact.ours),
            (_("Whom one met"), contact.persons),
            (_("Purpose"), purposes(contact)),
            (_("Effective"), str(COUNTS if is_counting(contact) else NOT)),
            (_("Entered"), stamp(contact.record.recorded_at)),
        ),
        Words(_("What was said"), contact.minutes),
        Words(_("Result"), contact.result),
        *[Words(heading, text) for heading, text in more if text],
        facts(
            (_("Next step"), contact.next_step),
            (_("Next step on"), contact.next_on.isoformat() if contact.next_on else ""),
            (_("Products presented"), contact.products),
            (_("How content"), contact.get_satisfaction_display() if contact.satisfaction else ""),
        ),
        promised(contact),
        reviews(contact),
    ]
    return [part for part in parts if part is not None]


def promised(contact: Contact) -> Grid | None:
    rows = [
        (_("ours") if one.ours else _("theirs"), one.text, one.due_on.isoformat() if one.due_on else "", settled(one))
        for one in contact.promises.all()
    ]
    heads = (_("Whose"), _("Promise"), _("By when"), _("What became of it"))
    return Grid(_("Promises"), heads, rows, (0, 4, 0, 3)) if rows else None


def settled(promise: Promise) -> str:
    """What became of a promise."""
    kept = present(promise, "kept")
    if kept is None:
        return str(_("open"))
    how = _("given up") if kept.given_up else _("kept")
    return " · ".join(filter(None, (how, author(kept.record), stamp(kept.record.recorded_at), kept.remark)))


def reviews(contact: Contact) -> Grid | None:
    rows = [
        (one.record.by.name, stamp(one.record.recorded_at), str(COUNTS if one.effective else NOT), one.opinion)
        for one in contact.reviews.all()
    ]
    heads = (_("Who"), _("When"), _("Does it count?"), _("Opinion"))
    return Grid(_("Reviews"), heads, rows, (0, 0, 0, 4)) if rows else None


def signs() -> Sequence[str]:
    return _("Relationship manager"), _("RM supervisor")


CONTACTS = register(
    Register(
        kind="contact",
        model=Contact,
        name=gettext_lazy("Customer contacts"),
        one=gettext_lazy("Customer contact"),
        clauses=("16.1",),
        needs=keeps_or_reads,
        whole=whole,
        holds_customers=True,
        listing=Listing(
            seen=lambda scope: Contact.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-met_at",
            day="met_at",
            columns=(
                Column("met_at", gettext_lazy("When"), lambda row: row.met_at, "moment", sort="met_at", newest=True),
                Column("customer", gettext_lazy("Customer"), lambda row: row.customer.name),
                Column("tier", gettext_lazy("Tier"), lambda row: row.customer.get_tier_display(), phone=False),
                Column("owner", gettext_lazy("Relationship manager"), lambda row: row.owner.name, wide=True),
                Column("number", gettext_lazy("Employee number"), lambda row: row.owner.number, screen=False),
                Column("author", gettext_lazy("Written by"), lambda row: author(row.record), phone=False),
                Column("unit", gettext_lazy("Unit"), lambda row: row.unit.name, wide=True, phone=False),
                Column("mode", gettext_lazy("How"), lambda row: row.get_mode_display()),
                Column("persons", gettext_lazy("Whom one met"), lambda row: row.persons, phone=False),
                Column("purposes", gettext_lazy("Purpose"), purposes, screen=False),
                Column("minutes", gettext_lazy("What was said"), lambda row: row.minutes, grow=True),
                Column("result", gettext_lazy("Result"), lambda row: row.result, grow=True, phone=False),
                Column("next_step", gettext_lazy("Next step"), lambda row: row.next_step, screen=False),
                Column("next_on", gettext_lazy("Next step on"), lambda row: row.next_on, "day", screen=False),
                Column("counts", gettext_lazy("Effective"), counted),
                Column("recorded_at", gettext_lazy("Entered"), lambda row: row.record.recorded_at, "moment",
                       screen=False),
            ),
            filters=(
                DayRange("met", gettext_lazy("When"), "met_at", moments=True),
                Person("owner", gettext_lazy("Relationship manager")),
                UnitChoice("unit", gettext_lazy("Unit")),
                Choice("tier", gettext_lazy("Tier"), Tier.choices, lambda tier: Q(customer__tier=tier), bounded=True),
                Choice("mode", gettext_lazy("How"), Mode.choices, lambda mode: Q(mode=mode), bounded=True),
                yes_no("counts", gettext_lazy("Effective"), counts, bounded=True),
                Text("q", gettext_lazy("Words in the contact"), saying),
            ),
        ),
        form=Form(title="优质客户维护记录表", code="WH", version="1", unit=lambda row: row.unit.name,
                  blocks=blocks, signs=signs),
    )
)  # fmt: skip
