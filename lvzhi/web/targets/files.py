"""Targets from Excel: fetch the template, bring the file, look, take it over (13.2)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lvzhi.core.clock import date_of
from lvzhi.core.sheets.reading import Book
from lvzhi.web import sheets
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.worklog.actions import import_targets, upload_targets
from lvzhi.worklog.models import TargetImport
from lvzhi.worklog.perms import brings_targets
from lvzhi.worklog.targets.checking import check
from lvzhi.worklog.targets.columns import SHEETS
from lvzhi.worklog.targets.plan import Plan


def checked(request: HttpRequest, rows: Book) -> Plan:
    me, at = who_and_when(request)
    return check(rows, me, date_of(at))


TARGETS = sheets.Bringing(
    kind="targets",
    title=_("Targets from Excel"),
    area=(_("Targets"), "targets"),
    model=TargetImport,
    sheets=SHEETS,
    check=checked,
    upload=upload_targets,
    take_over=import_targets,
    hints=(
        _("A target is known by employee number, month and measure; goal and result may come in different files."),
        _("What is new is entered, what differs is changed, what is not in the file stays as it is."),
        _("An empty cell changes nothing. Amounts are in 10,000 yuan, with two places at most, and not below zero."),
        _("Nothing is written before you have looked at what would happen, and nothing at all if one row is wrong."),
    ),
    notes=(
        _("You bring targets of the relationship managers of your units; the supervising department does for all."),
        _("The same file twice changes nothing the second time."),
    ),
)


@page("sheets/files.html", needs=brings_targets, clauses=("13.2",))
def upload(request: HttpRequest) -> Shown | HttpResponse:
    """Bring a file. It is read and kept for looking at; nothing else is written."""
    return sheets.brought(request, TARGETS)


@page("sheets/files.html", needs=brings_targets)
def blank(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    return sheets.blank(TARGETS)


@page("sheets/file.html", needs=brings_targets)
def look(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What the file would do, or what is wrong with it; then take it over as a whole."""
    return sheets.looked_at(request, TARGETS, pk)


@page("sheets/file.html", needs=brings_targets)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was brought, with what is wrong beside each row."""
    return sheets.to_put_right(request, TARGETS, pk)
