"""Who sees what people have signed, unmasked and taken out."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from lvzhi.people.models import Staff
from lvzhi.people.queries import reads_everything, units_led


class OfSignerQuerySet(models.QuerySet[Any]):
    """Seen by the person, by who answers for the unit, and by who inspects; here the gate of 17 has no say."""

    def visible_to(self, staff: Staff, day: dt.date) -> "OfSignerQuerySet":
        if reads_everything(staff, day):
            return self
        units = units_led(staff, day)
        return self.filter(Q(unit__any_of=units) | Q(owner=staff) if units else Q(owner=staff))
