"""What people do to duties themselves; everything else follows from facts."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.duties.models import Duty
from lvzhi.duties.perms import may_excuse
from lvzhi.people.models import Staff


@action("duty.excuse", needs=may_excuse)
def excuse_duty(by: Staff, *, at: dt.datetime, duty: Duty, reason: str) -> Duty:
    """Let somebody off a duty, with a reason, by someone above; the duty stays on the record as excused."""
    living = Duty.objects.select_for_update().living().filter(pk=duty.pk).first()
    if living is None:
        raise ValidationError(_("This duty is no longer open."))
    living.excused_at, living.excused_by, living.excuse = at, by, reason
    living.save(update_fields=["excused_at", "excused_by", "excuse"])
    return living
