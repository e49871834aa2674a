"""What happened. Every fact that can fulfil a duty has one line here; its particulars are in the table of its kind."""

import datetime as dt
from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from lvzhi.core.refs import known_as
from lvzhi.core.sql import insert
from lvzhi.people.models import Staff

ITSELF = "."  # what an entry is about when it is written together with its record, whose number nobody knows yet


@known_as("record")
class Record(models.Model):
    """The head of a record: who wrote down what kind of fact, when it happened, when it was written. Append-only.

    `instead_of` is the absent person for whom a deputy acted: "B for A".
    """

    kind = models.CharField(max_length=30)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    class Meta:
        indexes = [BrinIndex(fields=["recorded_at"], name="records_by_moment")]  # written in the order of time

    @property
    def ref(self) -> str:
        return f"record/{self.pk}"

    @property
    def key(self) -> str:
        """The record under the name of its kind: "work_log/12"."""
        return f"{self.kind}/{self.pk}"


class Filing(models.Model):
    """A record stands in a register for a person, about something. The engine matches filings with duties.

    The two moments are the record's own; both tables are append-only, so they cannot drift apart.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=30)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="filings")
    about = models.CharField(max_length=60, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "kind", "owner", "about"], name="filed_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "owner", "about", "happened_at"], name="filings_that_prove"),
            models.Index(fields=["about", "record"], condition=~Q(about=""), name="filings_about"),
        ]


class Withdrawal(models.Model):
    """A filing that counts no longer, because of a later record: a contact that the supervisor found ineffective."""

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="withdrawal")
    because = models.ForeignKey(Record, models.PROTECT, related_name="withdrawals")


class Particulars(models.Model):
    """What one kind of record says beyond its head."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True)

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        return self.record.key

    @property
    def kept_with(self) -> list[int]:
        """The records that the same action wrote: each counts at once towards what it proves."""
        return [self.record_id]


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Where the bytes lie: by their own hash, so that a name can neither collide nor escape the folder."""
    return f"{attachment.sha256[:2]}/{attachment.sha256}"


@known_as("attachment")
class Attachment(models.Model):
    """A file handed in with a record. Its bytes are never public; a page hands them out to who may see the record."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=attachment_path, max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "sha256"], name="attached_once")]

    @property
    def ref(self) -> str:
        return f"attachment/{self.pk}"


def keep(kind: str, *, by: Staff, at: dt.datetime, happened_at: dt.datetime | None = None, **more: Any) -> Record:
    """Write the head of a record. `more` may hold `corrects` and `instead_of`."""
    record = head(kind, by=by, at=at, happened_at=happened_at, **more)
    insert(record)
    return record


def head(kind: str, *, by: Staff, at: dt.datetime, happened_at: dt.datetime | None = None, **more: Any) -> Record:
    """The same, to be written together with what belongs to it."""
    return Record(kind=kind, by=by, happened_at=happened_at or at, recorded_at=at, **more)


def file(record: Record, owner: Staff, *, about: str = "", kind: str = "") -> None:
    """Enter a record in a register: for whom it counts, and about what."""
    insert(filing(record, owner, about=about, kind=kind))


def filing(record: Record, owner: Staff, *, about: str = "", kind: str = "") -> Filing:
    """The same, to be entered together with others."""
    return Filing(
        record=record,
        kind=kind or record.kind,
        owner=owner,
        about=about,
        happened_at=record.happened_at,
        recorded_at=record.recorded_at,
    )
