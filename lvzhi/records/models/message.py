"""What a person is told."""

import datetime as dt

from django.db import models
from django.db.models import Q

from lvzhi.core.refs import known_as
from lvzhi.people.models import Staff


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "MessageQuerySet":
        """A message is between the bank and one person."""
        return self.filter(to=staff)

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)


@known_as("message")
class Message(models.Model):
    """Something a person is told: a reminder, a comment, a task. `kind` chooses the words, `facts` fill them."""

    to = models.ForeignKey(Staff, models.PROTECT, related_name="messages")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to", "-id"], name="messages_of_a_person"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="messages_unread"),
        ]

    @property
    def ref(self) -> str:
        return f"message/{self.pk}"
