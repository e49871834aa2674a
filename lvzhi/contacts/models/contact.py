"""Contacts with customers: the maintenance record of premium customers, and what was promised (16.1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lvzhi.contacts.models.absence import Absence
from lvzhi.contacts.models.seen import OfOwnerQuerySet
from lvzhi.contacts.models.words import Mode, Purpose, Satisfaction
from lvzhi.core.refs import known_as
from lvzhi.customers.models import ContactPerson, Customer
from lvzhi.people.models import Staff, Unit
from lvzhi.records.models import Particulars

SHORTEST = 20  # characters that the minutes of an effective contact have at least


def counts() -> Q:
    """Whether a contact counts towards 16.1: effective as written, and not found ineffective by the last review."""
    reviews = ContactReview.objects.filter(contact=OuterRef("pk")).order_by("-record").values("effective")
    last_word = Coalesce(Subquery(reviews[:1]), Value(True), output_field=models.BooleanField())  # noqa: FBT003
    return Q(last_word, effective=True)


class ContactQuerySet(OfOwnerQuerySet):
    def counting(self) -> "ContactQuerySet":
        return self.filter(counts())


@known_as("contact")
class Contact(Particulars):
    """《优质客户维护记录表》: one meeting or call with a customer: with whom, what for, what was said, what comes next.

    `owner` is the manager for whom it counts; `two_way` is false for a mass message. Whether it counts towards 16.1 is
    decided when it is written (`effective`), and taken back by the supervisor with a `ContactReview`.
    """

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="contacts", verbose_name=_("Customer"))
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="contacts", verbose_name=_("Relationship manager"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    met_at = models.DateTimeField(_("When"))
    until = models.DateTimeField(_("Until"), null=True)
    mode = models.CharField(_("How"), max_length=7, choices=Mode)
    place = models.CharField(_("Where"), max_length=100, blank=True)
    ours = models.CharField(_("Who came along"), max_length=100, blank=True)
    person = models.ForeignKey(
        ContactPerson, models.PROTECT, null=True, related_name="contacts", verbose_name=_("Contact person")
    )
    persons = models.CharField(_("Whom one met"), max_length=120, blank=True)
    purposes = ArrayField(models.CharField(max_length=11, choices=Purpose), verbose_name=_("Purpose"))
    minutes = models.TextField(_("What was said"), max_length=2000)
    result = models.CharField(_("Result"), max_length=300)
    needs = models.CharField(_("Needs and objections"), max_length=500, blank=True)
    signals = models.CharField(_("Signs of change in the business"), max_length=500, blank=True)
    competitors = models.CharField(_("What other banks do"), max_length=500, blank=True)
    products = models.CharField(_("Products presented"), max_length=200, blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("How content"), choices=Satisfaction, null=True)
    next_step = models.CharField(_("Next step"), max_length=200)
    next_on = models.DateField(_("Next step on"), null=True)
    next_mode = models.CharField(_("Next time how"), max_length=7, choices=Mode, blank=True)
    effective = models.BooleanField(_("Effective"))
    absence = models.OneToOneField(Absence, models.PROTECT, null=True, related_name="contact")
    appointment = models.ForeignKey("Appointment", models.PROTECT, null=True, related_name="contacts")

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-met_at", "-record"], name="contacts_of_a_customer"),
            models.Index(fields=["owner", "-met_at"], name="contacts_of_a_person"),
            models.Index(fields=["unit", "-met_at", "-record"], name="contacts_of_a_unit"),
            models.Index(fields=["-met_at", "-record"], name="contacts_by_time"),
        ]

    @property
    def is_door_to_door(self) -> bool:
        return self.mode == Mode.VISIT


class Promise(models.Model):
    """What we, or they, promised during a contact, and by when."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="promises")
    position = models.PositiveSmallIntegerField()
    ours = models.BooleanField(_("Ours"), default=True)
    text = models.CharField(_("Promise"), max_length=200)
    due_on = models.DateField(_("By when"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "position"], name="promise_position")]


@known_as("promise_kept")
class PromiseKept(Particulars):
    """A promise was kept, or given up with the reason."""

    promise = models.OneToOneField(Promise, models.PROTECT, related_name="kept")
    given_up = models.BooleanField(_("Given up"), default=False)
    remark = models.CharField(_("Remark"), max_length=200, blank=True)


@known_as("contact_review")
class ContactReview(Particulars):
    """The supervisor's word on a contact: effective, or not, with the opinion. The last word counts."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="reviews")
    effective = models.BooleanField(_("Effective"))
    opinion = models.CharField(_("Opinion"), max_length=300, blank=True)
