"""Targets from Excel: fetch the template, bring the file, look, take it over (13.2)."""

from django.utils.translation import gettext_lazy as _

from lvzhi.web.sheets import Bringing
from lvzhi.worklog.actions import import_targets, upload_targets
from lvzhi.worklog.models import TargetImport
from lvzhi.worklog.perms import brings_targets
from lvzhi.worklog.targets.checking import check
from lvzhi.worklog.targets.columns import SHEETS

TARGETS = Bringing(
    kind="targets",
    title=_("Targets from Excel"),
    area=(_("Targets"), "targets"),
    model=TargetImport,
    sheets=SHEETS,
    needs=brings_targets,
    check=check,
    upload=upload_targets,
    take_over=import_targets,
    hints=(
        _("A target is known by employee number, month and measure; goal and result may come in different files."),
        _("An empty cell changes nothing. Amounts are in 10,000 yuan, with two places at most, and not below zero."),
    ),
    notes=(
        _("You bring targets of the relationship managers of your units; the supervising department does for all."),
    ),
    clauses=("13.2",),
)
