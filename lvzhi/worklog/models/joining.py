"""Article 13.2: the supervisor joins a contact with a customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.models import Appointment
from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff
from lvzhi.records.models import Particulars


@known_as("joining")
class Joining(Particulars):
    """A leader announces that he comes along to an appointment of one of his people."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="joinings")
    who = models.ForeignKey(Staff, models.PROTECT, related_name="joinings", verbose_name=_("Who comes along"))
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appointment", "who"], name="joins_an_appointment_once")]
