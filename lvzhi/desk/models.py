"""What somebody decides about the own desk, and what the clock counts for the desks of leaders."""

import datetime as dt

from django.db import models

from lvzhi.core.refs import known_as
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff, Unit


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


class Tally(models.Model):
    """How many customers a unit owes something by one demand in one period, and how many of them it has done.

    Counted anew every few minutes, so that a whole bank can be looked at without counting a million duties each time.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    rule = models.CharField(max_length=60)
    due = models.DateTimeField()
    owed = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "rule", "due"], name="counted_once")]
