"""What actions and pages ask about customers: who manages, where, since when."""

import datetime as dt

from lvzhi.customers.models import Customer, Management, Tiering
from lvzhi.customers.search import called
from lvzhi.people.models import Role, Staff, Unit


def manager_posts(staff: Staff, day: dt.date) -> list[Unit]:
    """Where somebody is a relationship manager on this day."""
    return [post.unit for post in staff.posts_on(day) if post.role == Role.MANAGER]


def held(customer: Customer) -> Customer:
    """The customer as it is now; whoever changes the same one waits."""
    return Customer.objects.select_for_update().get(pk=customer.pk)


def tiering_on(customer: Customer, day: dt.date) -> Tiering | None:
    return customer.tierings.filter(during__contains=day).first()


def management_on(customer: Customer, part: str, day: dt.date) -> Management | None:
    return customer.managements.filter(part=part, during__contains=day).first()


def customers_called(staff: Staff, day: dt.date, text: str, most: int) -> list[Customer]:
    """The customers that answer to what somebody types, by name; nobody finds what he may not see."""
    wanted = called(text)
    if wanted is None:
        return []
    rows = Customer.objects.visible_to(staff, day).living().filter(wanted)
    return list(rows.defer("pieces").order_by("pinyin", "pk")[:most])
