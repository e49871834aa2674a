"""What somebody decides about the own desk, and nobody else needs to know."""

import datetime as dt

from django.db import models

from lvzhi.core.refs import known_as
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff


class DroppedQuerySet(models.QuerySet["Dropped"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "DroppedQuerySet":
        """One's own."""
        return self.filter(owner=staff)


@known_as("dropped")
class Dropped(models.Model):
    """A proposal of the planner that its owner does not want: the customer is not proposed again up to this day."""

    owner = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    until = models.DateField()

    objects = DroppedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "customer"], name="dropped_once")]

    @property
    def ref(self) -> str:
        return f"dropped/{self.pk}"
