"""The supervisor's word on a contact: it counts, or it does not (16.1)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Max, Subquery
from django.utils.translation import gettext as _

from lvzhi.contacts.actions.writing import counting
from lvzhi.contacts.models import Contact, ContactReview
from lvzhi.contacts.perms import may_review
from lvzhi.contacts.queries import counted_filings, counts_now
from lvzhi.core.action import action
from lvzhi.core.sql import insert
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff
from lvzhi.records.models import Message, Withdrawal, file, keep


@action("contact.review", needs=may_review, clauses=("16.1",))
def review_contact(
    by: Staff, *, at: dt.datetime, contact: Contact, effective: bool, opinion: str = ""
) -> ContactReview:
    """Say whether a contact counts. The last word holds: what was taken back counts again from this review on."""
    Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not effective and not opinion.strip():
        raise ValidationError({"opinion": _("Say why it does not count.")})
    if effective and not contact.effective:
        raise ValidationError(_("It lacks what an effective contact has, so it cannot count."))
    counted = counts_now(contact)
    moment = {"happened_at": contact.met_at} if effective and not counted else {}
    record = keep("contact_review", by=by, at=at, **moment)
    file(record, contact.owner, about=contact.ref)
    if effective and not counted:
        insert(*counting(record, contact))
    if not effective:
        taken = [Withdrawal(filing=filing, because=record) for filing in counted_filings(contact)]
        Withdrawal.objects.bulk_create(taken)
    review = ContactReview.objects.create(record=record, contact=contact, effective=effective, opinion=opinion)
    if effective != counted:
        find_last_contact(contact.customer)
        tell_owner(review, by, at)
    return review


def find_last_contact(customer: Customer) -> None:
    """Look for the last contact that counts. The lock lets one that is being written come before or after."""
    Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    counting = Contact.objects.filter(customer=customer).counting().order_by().values("customer")
    last = counting.annotate(last=Max("met_at")).values("last")
    Customer.objects.filter(pk=customer.pk).update(last_contact_at=Subquery(last))


def tell_owner(review: ContactReview, by: Staff, at: dt.datetime) -> None:
    facts = {"who": by.name, "customer": str(review.contact.customer), "opinion": review.opinion}
    kind = "contact.counts" if review.effective else "contact.ineffective"
    Message.objects.create(to=review.contact.owner, at=at, kind=kind, about=review.contact.ref, facts=facts)
