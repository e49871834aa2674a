"""《脱敏信息查看登记簿》: who has seen a number whole, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff, Unit
from lvzhi.records.models import Particulars
from lvzhi.secrecy.models.seen import OfSignerQuerySet


@known_as("unmasking")
class Unmasking(Particulars):
    """Somebody had one masked value of one thing shown whole, with a reason. The value itself is kept nowhere."""

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="unmaskings", verbose_name=_("Seen by"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    on = models.DateField(_("Day"))
    about = models.CharField(_("Of what"), max_length=60)
    title = models.CharField(_("Of whom"), max_length=120)
    field = models.CharField(max_length=30)
    reason = models.CharField(_("Reason"), max_length=200)

    objects = OfSignerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-on", "-record"], name="unmaskings_of_a_person"),
            models.Index(fields=["unit", "-on", "-record"], name="unmaskings_of_a_unit"),
            models.Index(fields=["-on", "-record"], name="unmaskings_by_day"),
        ]
