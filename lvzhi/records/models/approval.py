"""Approvals: something that somebody may do only when somebody above has agreed. Maker and checker are never one."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.people.models import LEADING, Post, Role, Staff, Unit, UnitAncestor
from lvzhi.people.queries import reads_everything, stands_in_for
from lvzhi.records.models.record import Particulars, Record


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "ApprovalQuerySet":
        """Who asked, who leads the unit, who stands in for one of these; all for auditors and the like."""
        if reads_everything(staff, day):
            return self
        people = [staff.pk, *stands_in_for(staff, day)]
        tops = Post.objects.filter(staff__in=people, role__in=LEADING, during__contains=day)
        units = UnitAncestor.objects.filter(ancestor__in=tops.values("unit")).values_list("unit", flat=True)
        return self.filter(Q(asked_by__in=people) | Q(record__by=staff) | Q(unit__any_of=list(units)))

    def waiting(self) -> "ApprovalQuerySet":
        return self.filter(waiting__isnull=False)

    def ended(self) -> "ApprovalQuerySet":
        return self.filter(waiting=None)


@known_as("approval")
class Approval(models.Model):
    """What is asked for: for whom, at which unit, and the posts that decide one after the other, the nearest first.

    `kind` is that of the record; `facts` are what the request is about in short, for lists and messages.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="approval")
    kind = models.CharField(max_length=30)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="approvals", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    chain = ArrayField(models.PositiveSmallIntegerField(choices=Role))
    facts = models.JSONField(default=dict)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(chain__len__gt=0), name="somebody_decides")]
        indexes = [
            models.Index(fields=["asked_by", "-record"], name="approvals_of_a_person"),
            models.Index(fields=["unit", "-record"], name="approvals_of_a_unit"),
        ]

    @property
    def ref(self) -> str:
        return f"approval/{self.pk}"

    @property
    def makers(self) -> set[int]:
        """Whose request it is, and who wrote it down for him: neither decides."""
        return {self.asked_by_id, self.record.by_id}


class Waiting(models.Model):
    """Where an approval stands that is not decided yet; the row goes with the last decision.

    Who the holder of the post is, is found out when somebody looks: posts and deputies change meanwhile.
    """

    approval = models.OneToOneField(Approval, models.PROTECT, primary_key=True, related_name="waiting")
    position = models.PositiveSmallIntegerField()
    role = models.PositiveSmallIntegerField(choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    since = models.DateTimeField()


@known_as("decision")
class Decision(Particulars):
    """One post of the chain has decided, or the request was taken back before. One for each place of the chain."""

    class Said(models.TextChoices):
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="decisions", db_index=False)
    position = models.PositiveSmallIntegerField()
    role = models.PositiveSmallIntegerField(choices=Role)
    said = models.CharField(_("Decision"), max_length=9, choices=Said)
    final = models.BooleanField()
    remark = models.CharField(_("Remark"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "position"], name="decided_once_at_a_place"),
            models.CheckConstraint(condition=Q(final=True) | Q(said="approved"), name="a_refusal_is_final"),
        ]

    @property
    def approved(self) -> bool:
        return self.said == Decision.Said.APPROVED
