"""What actions and pages ask about customers: who manages, where, since when."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from lvzhi.customers.models import Customer, Management, Tiering
from lvzhi.customers.search import called
from lvzhi.people.models import Role, Staff, Unit

LIKELY = 100  # customers that a text may mean, in no order; who means more of them types more


def manager_posts(staff: Staff, day: dt.date) -> list[Unit]:
    """Where somebody is a relationship manager on this day."""
    return [post.unit for post in staff.posts_on(day) if post.role == Role.MANAGER]


def held(customer: Customer, *, closed: bool = False) -> Customer:
    """The customer as it is now, to be changed; whoever changes the same one waits. A closed one is only reopened."""
    found = Customer.objects.select_for_update().get(pk=customer.pk)
    if (found.closed_on is not None) != closed:
        raise ValidationError(_("This customer is not closed.") if closed else _("This customer is closed."))
    return found


def tiering_on(customer: Customer, day: dt.date) -> Tiering | None:
    return customer.tierings.filter(during__contains=day).first()


def management_on(customer: Customer, part: str, day: dt.date) -> Management | None:
    return customer.managements.filter(part=part, during__contains=day).first()


def customers_called(staff: Staff, day: dt.date, text: str, most: int) -> list[Customer]:
    """The customers that answer to what somebody types: whose name begins so first, then by name.

    They are looked for in no order, so that the index over the pieces alone decides what is read; an order over all of
    them would lead through the whole table by name. Nobody finds what he may not see.
    """
    wanted = called(text)
    if wanted is None:
        return []
    likely = Customer.objects.visible_to(staff, day).living().filter(wanted).values("pk")[:LIKELY]
    begins = Case(When(Q(name__startswith=text) | Q(short_name__startswith=text), then=0), default=1)
    return list(Customer.objects.filter(pk__in=likely).defer("pieces").order_by(begins, "pinyin", "pk")[:most])
