"""The register of confidentiality agreements, 《保密承诺书》."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lvzhi.records.filters import Choice, DayRange, Person, UnitChoice
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register
from lvzhi.secrecy.models import Agreement, Kind
from lvzhi.secrecy.paper import agreement_blocks, agreement_signs
from lvzhi.secrecy.perms import bound


def joined(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """What a line of the list shows; the long text is not read for it."""
    return agreements.select_related("owner", "unit", "party", "record").defer("text")


def whole(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return agreements.select_related("owner", "unit", "party", "record")


AGREEMENTS = register(
    Register(
        kind="agreement",
        model=Agreement,
        name=_("Confidentiality agreements"),
        one=_("Confidentiality agreement"),
        clauses=("17",),
        needs=bound,
        whole=whole,
        listing=Listing(
            seen=lambda scope: Agreement.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-signed_on",
            day="signed_on",
            columns=(
                Column("signed_on", _("Signed on"), lambda one: one.signed_on, "day", sort="signed_on", newest=True),
                Column("owner", _("Signed by"), lambda one: one.owner.name, wide=True),
                Column("number", _("Employee number"), lambda one: one.owner.number, wide=True, phone=False),
                Column("role", _("Post"), lambda one: str(one.get_role_display())),
                Column("unit", _("Unit"), lambda one: one.unit.name, wide=True, phone=False),
                Column("party", _("Signed with"), lambda one: one.party.name, phone=False),
                Column("kind", _("Kind"), lambda one: str(one.get_kind_display())),
                Column("version", _("Version"), lambda one: one.version, "number"),
                Column("valid_until", _("Valid until"), lambda one: one.valid_until, "day", sort="valid_until"),
            ),
            filters=(
                DayRange("signed_on", _("Signed"), "signed_on"),
                DayRange("valid_until", _("Valid until"), "valid_until"),
                Person("owner", _("Signed by")),
                UnitChoice("unit", _("Unit")),
                Choice("kind", _("Kind"), Kind.choices, lambda kind: Q(kind=kind), bounded=True),
            ),
        ),
        form=Form(
            title="保密承诺书",
            code="BM",
            version="1",
            unit=lambda one: one.party.name,
            blocks=agreement_blocks,
            signs=agreement_signs,
        ),
    )
)
