"""What an Excel file says, kept between being brought and being taken over."""

from django.conf import settings
from django.db import models


class Brought(models.Model):
    """One file as read. Nothing else is written until `done_at`, then everything at once."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=150)
    rows = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        abstract = True
