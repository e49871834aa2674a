"""The register of daily reports, 《下班前汇报》."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Block, Facts, Grid
from lvzhi.records.filters import Choice, DayRange, Person, UnitChoice, yes_no
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register
from lvzhi.worklog.models import DailyReport, ReportNoted
from lvzhi.worklog.paper import moment
from lvzhi.worklog.perms import keeps_or_reads

Rows = QuerySet[DailyReport]


def joined(reports: Rows) -> Rows:
    """What a line of the list shows beside the report itself."""
    return reports.select_related("owner", "unit", "to", "absence__customer", "noted__record__by", "record")


def noted(report: DailyReport) -> ReportNoted | None:
    """The supervisor's note, once it is there."""
    found: ReportNoted | None = getattr(report, "noted", None)
    return found


def whence(report: DailyReport) -> str:
    """What one was out for when one phoned, or the written reason."""
    if report.absence is None:
        return report.reason
    where = report.absence.customer or report.absence.prospect or report.absence.place
    return f"{where} {report.reason}".strip()


def blocks(report: DailyReport) -> Sequence[Block]:
    """One sheet for one report."""
    facts = [
        (gettext("Relationship manager"), f"{report.owner.name} {report.owner.number}"),
        (gettext("Unit"), report.unit.name),
        (gettext("Date"), report.on.isoformat()),
        (gettext("Reported to"), report.to.name if report.to else "—"),
        (gettext("How"), report.get_way_display()),
        (gettext("Reported at"), moment(report.told_at)),
        (gettext("Registered at"), moment(report.record.recorded_at)),
    ]
    if report.way == DailyReport.Way.PHONE:
        facts.append((gettext("Outing or reason"), whence(report)))
    one = noted(report)
    heads = (gettext("Who"), gettext("When"), gettext("Remark"))
    row = (one.record.by.name, moment(one.record.recorded_at), one.remark) if one else ("", "", "")
    return [Facts(facts), Grid(gettext("Noted by the supervisor"), heads, [row], (0, 0, 1))]


DAILY_REPORTS = register(
    Register(
        kind="daily_report",
        model=DailyReport,
        name=_("Daily reports"),
        one=_("Daily report"),
        clauses=("13.1",),
        needs=keeps_or_reads,
        whole=joined,
        listing=Listing(
            seen=lambda scope: DailyReport.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            order="-on",
            day="on",
            columns=(
                Column("on", _("Date"), lambda one: one.on, "day", sort="on", newest=True),
                Column("owner", _("Relationship manager"), lambda one: one.owner.name, sort="owner__pinyin", wide=True),
                Column("number", _("Employee number"), lambda one: one.owner.number, screen=False),
                Column("unit", _("Unit"), lambda one: one.unit.name, wide=True, phone=False),
                Column("way", _("How"), lambda one: one.get_way_display()),
                Column("told_at", _("Reported at"), lambda one: f"{one.told_at.astimezone(ZONE):%H:%M}"),
                Column("to", _("Reported to"), lambda one: one.to.name if one.to else "", phone=False),
                Column("whence", _("Outing or reason"), whence, grow=True),
                Column("noted", _("Noted"), lambda one: n.record.recorded_at if (n := noted(one)) else None, "moment"),
            ),
            filters=(
                DayRange("on", _("Date"), "on"),
                Person("owner", _("Relationship manager")),
                UnitChoice("unit", _("Unit")),
                Choice("way", _("How"), DailyReport.Way.choices, lambda way: Q(way=way), bounded=True),
                yes_no("noted", _("Noted"), lambda: Q(noted__isnull=False), bounded=True),
            ),
        ),
        form=Form(
            title="下班前汇报",
            code="HB",
            version="1",
            unit=lambda one: one.unit.name,
            blocks=blocks,
            signs=lambda: (gettext("Relationship manager"), gettext("RM supervisor")),
        ),
    )
)  # fmt: skip
