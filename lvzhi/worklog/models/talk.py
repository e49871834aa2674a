"""What is said to a log that is handed in: notes added later, read marks, comments (13, 13.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff
from lvzhi.records.models import Particulars
from lvzhi.worklog.models.log import WorkLog


@known_as("work_log_note")
class LogNote(Particulars):
    """Something added to a log after it was locked; the log itself stays as it was."""

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="notes")
    text = models.TextField(_("Addition or correction"), max_length=8000)


@known_as("work_log_reading")
class LogReading(Particulars):
    """The supervisor opened the log: the read mark with its time. Opened again after something was added, one more."""

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["log", "reader", "record"], name="readings_of_a_log")]


@known_as("work_log_comment")
class LogComment(Particulars):
    """What a leader says to a log, beside the part it is about."""

    class Part(models.TextChoices):
        WHOLE = "whole", _("The whole log")
        DONE = "done", _("Done today")
        LINE = "line", _("A line of the day")
        OUTCOME = "outcome", _("Last plan")
        DIFFICULTY = "difficulty", _("A difficulty")
        PLAN = "plan", _("Plan for tomorrow")

    log = models.ForeignKey(WorkLog, models.PROTECT, related_name="comments")
    part = models.CharField(_("About"), max_length=10, choices=Part, default=Part.WHOLE)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("Comment"), max_length=1000)
