"""The open numbers of planning visits."""

from django.utils.translation import gettext_noop as _

from lvzhi.core.params import Between, parameter

VISITS_A_DAY = parameter("planner.visits_a_day", "16.1", 3, _("Visits that the planner puts on one day"), Between(1, 5))
