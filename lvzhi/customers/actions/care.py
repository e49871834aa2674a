"""How much a customer matters, and who looks after it: decided above the manager, from a day on."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.core.constraint import refusals
from lvzhi.customers.actions.customers import home_of
from lvzhi.customers.lasting import begin_tier, end, hand_to
from lvzhi.customers.models import Closure, Customer, Management
from lvzhi.customers.perms import may_assign
from lvzhi.customers.queries import held, management_on, manager_posts, tiering_on
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.people.queries import leads


@action("customer.set_tier", needs=may_assign, clauses=("16.1",))
def set_tier(by: Staff, *, at: dt.datetime, customer: Customer, tier: str, why: str) -> Customer:
    """Put a customer into a tier from today on, with the reason. What it owes follows the tier."""
    customer = held(customer)
    if customer.tier == tier:
        raise ValidationError({"tier": _("The customer is in this tier already.")})
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    begin_tier(customer, tier, date_of(at), why)
    customer.tier = tier
    customer.save(update_fields=["tier"])
    return customer


@action("customer.assign", needs=may_assign, clauses=("16.1",))
def assign(
    by: Staff,
    *,
    at: dt.datetime,
    customer: Customer,
    manager: Staff | None,
    backup: Staff | None = None,
    unit: Unit | None = None,
) -> Customer:
    """Say who manages a customer (A) and who backs him up (B), from today on; the customer moves to A's unit."""
    customer, day = held(customer), date_of(at)
    if manager is not None and manager.pk == (backup.pk if backup else None):
        raise ValidationError({"backup": _("Nobody backs up himself.")})
    home = home_of(manager, unit or customer.unit, day)
    if not by.holds(day, Role.SUPERVISING) and not leads(by, home.pk, day):
        raise PermissionDenied("customer.assign")
    if backup is not None and not manager_posts(backup, day):
        raise ValidationError({"backup": _("%(name)s is no relationship manager today.") % {"name": backup.name}})
    hand_to(customer, Management.Part.MANAGER, manager, day)
    hand_to(customer, Management.Part.BACKUP, backup, day)
    customer.manager, customer.backup, customer.unit = manager, backup, home
    with refusals(nobody_backs_up_himself={"backup": _("Nobody backs up himself.")}):
        customer.save(update_fields=["manager", "backup", "unit"])
    return customer


@action("customer.close", needs=may_assign)
def close_customer(by: Staff, *, at: dt.datetime, customer: Customer, why: str) -> Customer:
    """The relation is over: from today on nobody owes anything for this customer. What was written stays."""
    customer, day = held(customer), date_of(at)
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    end(tiering_on(customer, day), day)
    for part in Management.Part.values:
        end(management_on(customer, part, day), day)
    Closure.objects.create(customer=customer, during=lasting(day, None), why=why)
    customer.closed_on, customer.closed_why = day, why
    customer.save(update_fields=["closed_on", "closed_why"])
    return customer


@action("customer.reopen", needs=may_assign)
def reopen_customer(by: Staff, *, at: dt.datetime, customer: Customer, why: str) -> Customer:
    """The relation goes on, in the tier it was in, with the reason. What it owes begins with the next period.

    Who managed it manages it again, if still a relationship manager of its unit; otherwise it waits for another one.
    """
    customer, day = held(customer, closed=True), date_of(at)
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    end(customer.closures.filter(during__contains=day).first(), day)
    begin_tier(customer, customer.tier, day, why)
    if customer.manager and customer.unit not in manager_posts(customer.manager, day):
        customer.manager = None
    if customer.backup and not manager_posts(customer.backup, day):
        customer.backup = None
    hand_to(customer, Management.Part.MANAGER, customer.manager, day)
    hand_to(customer, Management.Part.BACKUP, customer.backup, day)
    customer.closed_on, customer.closed_why = None, ""
    customer.save(update_fields=["manager", "backup", "closed_on", "closed_why"])
    return customer
