"""What somebody does to the own desk."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.desk.models import Dropped
from lvzhi.people.models import Staff


def may_plan(by: Staff, *, at: dt.datetime, customer: Customer, **_: Any) -> bool:
    """Everybody plans with the customers that he sees."""
    return Customer.objects.visible_to(by, date_of(at)).filter(pk=customer.pk).exists()


@action("plan.drop", needs=may_plan, clauses=("16.1",))
def drop_from_plan(by: Staff, *, at: dt.datetime, customer: Customer, until: dt.date) -> Dropped:
    """Not this customer, up to a day; what is owed to it stays owed."""
    if until < date_of(at):
        raise ValidationError({"until": _("The day lies in the past.")})
    dropped, _new = Dropped.objects.update_or_create(owner=by, customer=customer, defaults={"until": until})
    return dropped


@action("plan.print_brief", needs=may_plan)
def print_brief(by: Staff, *, at: dt.datetime, customer: Customer) -> Customer:
    """What is known of a customer leaves on paper; the trail keeps who printed it."""
    return customer
