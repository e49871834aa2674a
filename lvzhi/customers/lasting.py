"""From which day on: what begins today ends what was before it; what never lasted a day leaves no trace."""

import datetime as dt

from lvzhi.customers.models import Customer, Management, Tiering
from lvzhi.customers.queries import management_on, tiering_on
from lvzhi.people.lasting import DAY, lasting
from lvzhi.people.models import Staff


def end(one: Tiering | Management | None, day: dt.date) -> None:
    """From this day on it is over."""
    if one is None:
        return
    if one.first >= day:
        one.delete()
        return
    one.during = lasting(one.first, day - DAY)
    one.save(update_fields=["during"])


def begin_tier(customer: Customer, tier: str, day: dt.date, why: str) -> Tiering:
    """From this day on the customer is in this tier."""
    end(tiering_on(customer, day), day)
    return Tiering.objects.create(customer=customer, tier=tier, during=lasting(day, None), why=why)


def hand_to(customer: Customer, part: str, staff: Staff | None, day: dt.date) -> None:
    """From this day on somebody, or nobody, has this part in looking after the customer."""
    now = management_on(customer, part, day)
    if now and staff and now.staff_id == staff.pk:
        return
    end(now, day)
    if staff:
        Management.objects.create(customer=customer, staff=staff, part=part, during=lasting(day, None))
