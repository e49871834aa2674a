"""From which day on: what begins today ends what was before it; what never lasted a day leaves no trace."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func, QuerySet, Value

from lvzhi.customers.models import Closure, Customer, Management, Tiering
from lvzhi.customers.queries import management_on, tiering_on
from lvzhi.people.lasting import DAY, lasting
from lvzhi.people.models import Staff

BATCH = 2000


def end(one: Tiering | Management | Closure | None, day: dt.date) -> None:
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


def begin_all(customers: Sequence[Customer], day: dt.date, why: str) -> None:
    """The same for many customers at once, each now in its tier."""
    end_all(Tiering.objects.filter(customer__in=customers), day)
    during = lasting(day, None)
    Tiering.objects.bulk_create(
        [Tiering(customer=one, tier=one.tier, during=during, why=why) for one in customers], batch_size=BATCH
    )


def hand_all(customers: Sequence[Customer], part: Management.Part, day: dt.date) -> None:
    """The same for many customers at once, each with its manager or backup of now."""
    end_all(Management.objects.filter(customer__in=customers, part=part), day)
    held = [(one, one.manager if part == Management.Part.MANAGER else one.backup) for one in customers]
    during = lasting(day, None)
    Management.objects.bulk_create(
        [Management(customer=one, staff=staff, part=part, during=during) for one, staff in held if staff],
        batch_size=BATCH,
    )


def end_all(rows: QuerySet[Any], day: dt.date) -> None:
    """What lasts on this day is over from it on; what would begin today never was."""
    rows.filter(during__startswith__gte=day).delete()
    until = Func(Func("during", function="lower"), Value(day), function="daterange", output_field=DateRangeField())
    rows.filter(during__contains=day).update(during=until)
