"""The people on a customer's side: they come, change their post or telephone, and leave."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.customers.perms import may_change, may_change_person
from lvzhi.customers.queries import held
from lvzhi.people.models import Staff
from lvzhi.people.names import narrow, tidy


@dataclass(frozen=True)
class PersonFacts:
    """What is written about somebody on the customer's side."""

    name: str
    position: str = ContactPerson.Position.OTHER
    title: str = ""
    phone: str = ""
    is_first: bool = False
    refuses_marketing: bool = False


@action("contact_person.add", needs=may_change, clauses=("16.1",))
def add_contact_person(by: Staff, *, at: dt.datetime, customer: Customer, facts: PersonFacts) -> ContactPerson:
    """Somebody whom one talks to at a customer."""
    return written(ContactPerson(customer=held(customer)), facts)


@action("contact_person.change", needs=may_change_person)
def change_contact_person(by: Staff, *, at: dt.datetime, person: ContactPerson, facts: PersonFacts) -> ContactPerson:
    """Another post, another telephone."""
    held(person.customer)
    return written(person, facts)


@action("contact_person.retire", needs=may_change_person)
def retire_contact_person(by: Staff, *, at: dt.datetime, person: ContactPerson) -> ContactPerson:
    """Somebody is no longer there. What was written with the name stays."""
    held(person.customer)
    person.gone_on, person.is_first = date_of(at), False
    person.save(update_fields=["gone_on", "is_first"])
    return person


def written(person: ContactPerson, facts: PersonFacts) -> ContactPerson:
    """Save somebody; one alone is asked first. A telephone left empty stays as it is."""
    for name, value in asdict(facts).items():
        if name != "phone":
            setattr(person, name, tidy(value) if isinstance(value, str) else value)
    person.phone = narrow(facts.phone) or person.phone
    if not person.name:
        raise ValidationError({"name": _("Say what the person is called.")})
    if person.is_first:
        ContactPerson.objects.filter(customer=person.customer, is_first=True).exclude(pk=person.pk).update(
            is_first=False
        )
    person.save()
    return person
