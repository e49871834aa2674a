"""A file with units, people and posts, between looking at it and taking it over."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models

from lvzhi.core.refs import known_as


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, staff: Any, day: dt.date) -> "PeopleImportQuerySet":
        """Administrators, whoever of them brought the file."""
        from lvzhi.people.models import Role

        return self if staff.holds(day, Role.ADMINISTRATOR) else self.none()


@known_as("people_import")
class PeopleImport(models.Model):
    """What somebody's Excel file says, as read. Nothing else is written until `done_at`, then everything at once."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=150)
    rows = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    objects = PeopleImportQuerySet.as_manager()

    @property
    def ref(self) -> str:
        return f"people_import/{self.pk}"
