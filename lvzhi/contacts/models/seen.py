"""Rows that belong to somebody of a unit, and who sees them."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from lvzhi.people.models import Staff
from lvzhi.people.queries import is_cleared, reads_everything, stands_in_for, units_led


class OfOwnerQuerySet(models.QuerySet[Any]):
    """Seen by the owner, who stands in for him, who answers for the unit, and who inspects; by nobody uncleared."""

    def visible_to(self, staff: Staff, day: dt.date) -> "OfOwnerQuerySet":
        if not is_cleared(staff, day):
            return self.none()
        if reads_everything(staff, day):
            return self
        own = Q(owner__in=[staff.pk, *stands_in_for(staff, day)])
        units = units_led(staff, day)
        return self.filter(own | Q(unit__any_of=units) if units else own)
