"""The register of exports with customers' data, 《客户资料导出审批单》."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Block, Facts, Grid, Words
from lvzhi.people.models import Role
from lvzhi.records.filters import DayRange, Person, UnitChoice, yes_no
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import OUTGOING, Form, Register, register
from lvzhi.secrecy.models import Export
from lvzhi.secrecy.perms import bound


def joined(rows: QuerySet[Export]) -> QuerySet[Export]:
    return rows.select_related("owner", "unit", "record", "file")


def whole(rows: QuerySet[Export]) -> QuerySet[Export]:
    decisions = "record__approval__decisions__record__by"
    return rows.select_related("owner", "unit", "record__approval", "file").prefetch_related(decisions)


def source_of(one: Export) -> str:
    """The list from which the rows come."""
    known = OUTGOING.get(one.source)
    return str(known.name) if known else one.source


def downloads(one: Export) -> int:
    return one.file.downloads if hasattr(one, "file") else 0


def blocks(one: Export) -> Sequence[Block]:
    return [
        Facts(
            [
                (_("Asked for by"), f"{one.owner.name} {one.owner.number}"),
                (_("When"), f"{one.record.recorded_at.astimezone(ZONE):%Y-%m-%d %H:%M}"),
                (_("List"), source_of(one)),
                (_("Rows"), f"{one.rows:,}"),
                (_("Unit"), one.unit.name),
                (_("Downloads"), str(downloads(one))),
            ]
        ),
        Words(_("Filters"), one.filters or _("none")),
        Words(_("Purpose of the file"), one.purpose),
        *decided(one),
    ]


def decided(one: Export) -> Sequence[Block]:
    """Who decided what, one post after the other."""
    rows = [
        (
            str(Role(said.role).label),
            said.record.by.name,
            f"{said.record.recorded_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
            str(said.get_said_display()),
            said.remark,
        )
        for said in sorted(one.record.approval.decisions.all(), key=lambda said: said.position)
    ]
    heads = (_("Post"), _("Who"), _("When"), _("Decision"), _("Remark"))
    return [Grid(_("Decisions"), heads, rows, (0, 0, 0, 0, 1))] if rows else []


def signs() -> Sequence[str]:
    return _("Asked for by"), _("Approved by")


EXPORTS = register(
    Register(
        kind="export",
        model=Export,
        name=gettext_lazy("Exports of customer data"),
        one=gettext_lazy("Export of customer data"),
        clauses=("17",),
        needs=bound,
        whole=whole,
        listing=Listing(
            seen=lambda scope: Export.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-on",
            day="on",
            columns=(
                Column("on", gettext_lazy("Day"), lambda one: one.on, "day", sort="on", newest=True),
                Column("owner", gettext_lazy("Asked for by"), lambda one: one.owner.name, wide=True),
                Column("unit", gettext_lazy("Unit"), lambda one: one.unit.name, wide=True, phone=False),
                Column("source", gettext_lazy("List"), source_of),
                Column("rows", gettext_lazy("Rows"), lambda one: one.rows, "number"),
                Column("purpose", gettext_lazy("Purpose of the file"), lambda one: one.purpose, grow=True),
                Column("filters", gettext_lazy("Filters"), lambda one: one.filters, screen=False, grow=True),
                Column("downloads", gettext_lazy("Downloads"), downloads, "number", phone=False),
            ),
            filters=(
                DayRange("on", gettext_lazy("Day"), "on"),
                Person("owner", gettext_lazy("Asked for by")),
                UnitChoice("unit", gettext_lazy("Unit")),
                yes_no("fetched", gettext_lazy("Fetched"), lambda: Q(file__downloads__gt=0), bounded=True),
            ),
        ),
        form=Form(
            title="客户资料导出审批单",
            code="DC",
            version="1",
            unit=lambda one: one.unit.name,
            blocks=blocks,
            signs=signs,
        ),
    )
)
