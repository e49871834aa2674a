"""The register of masked values that were shown whole, 《脱敏信息查看登记簿》."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Block, Facts, Words
from lvzhi.core.refs import KINDS
from lvzhi.records.filters import DayRange, Person, UnitChoice
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register
from lvzhi.secrecy.masked import name_of
from lvzhi.secrecy.models import Unmasking
from lvzhi.secrecy.perms import bound


def joined(rows: QuerySet[Unmasking]) -> QuerySet[Unmasking]:
    return rows.select_related("owner", "unit", "record")


def what(one: Unmasking) -> str:
    """Which value it was: "phone"."""
    model = KINDS.get(one.about.partition("/")[0])
    return name_of(model, one.field) if model else one.field


def blocks(one: Unmasking) -> Sequence[Block]:
    return [
        Facts(
            [
                (_("Seen by"), f"{one.owner.name} {one.owner.number}"),
                (_("When"), f"{one.record.recorded_at.astimezone(ZONE):%Y-%m-%d %H:%M}"),
                (_("Of whom"), one.title),
                (_("Which value"), what(one)),
                (_("Unit"), one.unit.name),
            ]
        ),
        Words(_("Reason"), one.reason),
    ]


def signs() -> Sequence[str]:
    return _("Seen by"), _("RM supervisor")


UNMASKINGS = register(
    Register(
        kind="unmasking",
        model=Unmasking,
        name=gettext_lazy("Numbers shown whole"),
        one=gettext_lazy("Number shown whole"),
        clauses=("17",),
        needs=bound,
        whole=joined,
        listing=Listing(
            seen=lambda scope: Unmasking.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-on",
            day="on",
            columns=(
                Column("on", gettext_lazy("Day"), lambda one: one.on, "day", sort="on", newest=True),
                Column("at", gettext_lazy("When"), lambda one: one.record.recorded_at, "moment"),
                Column("owner", gettext_lazy("Seen by"), lambda one: one.owner.name, wide=True),
                Column("number", gettext_lazy("Employee number"), lambda one: one.owner.number, screen=False),
                Column("unit", gettext_lazy("Unit"), lambda one: one.unit.name, wide=True, phone=False),
                Column("title", gettext_lazy("Of whom"), lambda one: one.title),
                Column("what", gettext_lazy("Which value"), what),
                Column("reason", gettext_lazy("Reason"), lambda one: one.reason, grow=True),
            ),
            filters=(
                DayRange("on", gettext_lazy("Day"), "on"),
                Person("owner", gettext_lazy("Seen by")),
                UnitChoice("unit", gettext_lazy("Unit")),
            ),
        ),
        form=Form(
            title="脱敏信息查看登记簿",
            code="TM",
            version="1",
            unit=lambda one: one.unit.name,
            blocks=blocks,
            signs=signs,
        ),
    )
)
