"""《客户资料导出审批单》: customers' data that leaves the house as a file: asked for, approved, made, gone again."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff, Unit
from lvzhi.records.models import Particulars
from lvzhi.secrecy.models.seen import OfSignerQuerySet


@known_as("export")
class Export(Particulars):
    """A request: which rows of which list, by which filters in words, how many there were, and what for."""

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="exports", verbose_name=_("Asked for by"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    on = models.DateField(_("Day"))
    source = models.CharField(_("List"), max_length=30)
    query = models.TextField(blank=True)
    filters = models.TextField(_("Filters"), blank=True)
    rows = models.PositiveIntegerField(_("Rows"))
    purpose = models.CharField(_("Purpose of the file"), max_length=300)

    objects = OfSignerQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rows__gt=0), name="export_of_some_rows")]
        indexes = [
            models.Index(fields=["owner", "-on", "-record"], name="exports_of_a_person"),
            models.Index(fields=["unit", "-on", "-record"], name="exports_of_a_unit"),
            models.Index(fields=["-on", "-record"], name="exports_by_day"),
        ]

    def state(self, at: dt.datetime) -> str:
        """asked, declined, making, failed, ready or gone, at this moment."""
        made: ExportFile | None = getattr(self, "file", None)
        if made is None:
            return "asked" if hasattr(self.record.approval, "waiting") else "declined"
        if at >= made.expires_at or made.deleted_at:
            return "gone"
        if made.failed:
            return "failed"
        return "ready" if made.finished_at else "making"


def place(made: "ExportFile", filename: str) -> str:
    """Where the file lies until it is deleted; its name says nothing."""
    return f"exports/{made.pk}/{filename}"


class ExportFile(models.Model):
    """The file that an approved request becomes: how far it is, until when it is there, how often it was fetched.

    `secret` is the password under lock and key, until it has been shown once.
    """

    export = models.OneToOneField(Export, models.PROTECT, primary_key=True, related_name="file")
    approved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=300, blank=True)
    content = models.FileField(upload_to=place, max_length=200, blank=True)
    secret = models.CharField(max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("approved_at")), name="export_file_lasts"),
        ]
        indexes = [models.Index(fields=["expires_at"], condition=Q(deleted_at=None), name="export_files_to_delete")]
