"""Contacts without an outing, and what was promised (16.1)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.contacts.actions.writing import write_contact
from lvzhi.contacts.models import Contact, Promise, PromiseKept
from lvzhi.contacts.perms import may_contact, may_keep
from lvzhi.contacts.queries import absent_one
from lvzhi.contacts.saying import Said
from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff
from lvzhi.records.models import file, keep


@action("contact.record", needs=may_contact, clauses=("16.1",))
def record_contact(by: Staff, *, at: dt.datetime, customer: Customer, said: Said) -> Contact:
    """Write down a meeting or call with a customer; it counts for the customer's manager, whoever writes it."""
    return write_contact(by, at, customer, said)


@action("promise.keep", needs=may_keep, clauses=("16.1",))
def keep_promise(
    by: Staff, *, at: dt.datetime, promise: Promise, given_up: bool = False, remark: str = ""
) -> PromiseKept:
    """Say that a promise was kept, or given up with the reason."""
    Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    if PromiseKept.objects.filter(promise=promise).exists():
        raise ValidationError(_("This promise is settled already."))
    if given_up and not remark.strip():
        raise ValidationError({"remark": _("Say why it is given up.")})
    owner = promise.contact.owner
    record = keep("promise_kept", by=by, at=at, instead_of=absent_one(by, owner, date_of(at)))
    file(record, owner, about=promise.contact.ref)
    return PromiseKept.objects.create(record=record, promise=promise, given_up=given_up, remark=remark)
