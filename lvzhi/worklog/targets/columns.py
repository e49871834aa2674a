"""The sheet of targets and of what was reached."""

from django.utils.translation import gettext_lazy as _

from lvzhi.core.sheets.columns import Column, Kind, Sheet
from lvzhi.worklog.models import Target

TARGETS = Sheet(
    "targets",
    _("Targets"),
    (
        Column("number", _("Employee number"), Kind.CODE, _("of a relationship manager"), "E00012"),
        Column("month", _("Month"), Kind.MONTH, _("a month, like the example, or a date within it"), "2026-03"),
        Column("measure", _("Measure"), Kind.CHOICE, _("from the list"), "", choices=tuple(Target.Measure.choices)),
        Column(
            "goal", _("Goal"), Kind.AMOUNT,
            _("in 10,000 yuan with two places at most; a whole number of new customers; empty where it stands already"),
            "1500.00", required=False,
        ),
        Column(
            "actual", _("Reached"), Kind.AMOUNT, _("in the same way; empty as long as nothing is known"), "820.50",
            required=False,
        ),
    ),
)  # fmt: skip
SHEETS = (TARGETS,)
