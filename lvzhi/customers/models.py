"""Who the customers are, how much they matter to the bank, whom one talks to there, and who looks after them."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvzhi.core import masking
from lvzhi.core.refs import known_as
from lvzhi.core.sheets.brought import Brought
from lvzhi.people.lasting import Lasting, same
from lvzhi.people.models import Staff, Unit
from lvzhi.people.queries import is_cleared, reads_everything, stands_in_for, units_led


class Segment(models.TextChoices):
    """What kind of customer it is."""

    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Institution")
    INTERBANK = "interbank", _("Interbank")


class Tier(models.TextChoices):
    """How much a customer matters. Premium customers are the core and the key ones."""

    CORE = "core", _("Core customer")
    KEY = "key", _("Key customer")
    GENERAL = "general", _("General customer")
    PROSPECT = "prospect", _("Prospect")


PREMIUM = (Tier.CORE, Tier.KEY)


class Size(models.TextChoices):
    """How large an enterprise is."""

    LARGE = "large", _("Large enterprise")
    MEDIUM = "medium", _("Medium enterprise")
    SMALL = "small", _("Small enterprise")
    MICRO = "micro", _("Micro enterprise")


SPECIAL = (Segment.INSTITUTION, Segment.INTERBANK)
ASKED = ["unit", "manager", "backup", "closed_on", "tier", "segment"]  # a list finds its page in the index alone


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "CustomerQuerySet":
        """One's own and those one backs up or stands in for, those of the units one answers for; all for who inspects.

        Nobody without a valid confidentiality agreement sees any (17).
        """
        if not is_cleared(staff, day):
            return self.none()
        if reads_everything(staff, day):
            return self
        mine = [staff.pk, *stands_in_for(staff, day)]
        units = units_led(staff, day)
        seen = Q(manager__in=mine) | Q(backup=staff)
        return self.filter(seen | Q(unit__any_of=units) if units else seen)

    def managed_by(self, staff: Staff) -> "CustomerQuerySet":
        return self.filter(manager=staff)

    def living(self) -> "CustomerQuerySet":
        return self.filter(closed_on=None)

    def core(self) -> "CustomerQuerySet":
        return self.filter(tier=Tier.CORE)


@known_as("customer")
class Customer(models.Model):
    """A company, institution or bank that the bank does business with or wants to.

    `tier`, `manager`, `backup` and `unit` say how it is now, for lists; `Tiering` and `Management` say since when, and
    how it was before. `pieces` holds what it is found by (lvzhi/customers/search.py).
    """

    number = models.CharField(_("Customer number"), max_length=30, unique=True)
    credit_code = models.CharField(_("Unified social credit code"), max_length=18, blank=True)
    name = models.CharField(_("Customer"), max_length=100)
    short_name = models.CharField(_("Short name"), max_length=30, blank=True)
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    pieces = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    segment = models.CharField(_("Kind of customer"), max_length=11, choices=Segment, default=Segment.COMPANY)
    tier = models.CharField(_("Tier"), max_length=8, choices=Tier)
    size = models.CharField(_("Size"), max_length=6, choices=Size, blank=True)
    industry = models.CharField(_("Industry"), max_length=40, blank=True)
    district = models.CharField(_("District"), max_length=40, blank=True)
    address = models.CharField(_("Address"), max_length=150, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    since = models.DateField(_("Customer since"), null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"), db_index=False)
    manager = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        related_name="customers",
        verbose_name=_("Relationship manager"),
        db_index=False,
    )
    backup = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="backed_customers", verbose_name=_("Backup (B)"), db_index=False
    )
    last_contact_at = models.DateTimeField(_("Last contact"), null=True)  # effective ones alone
    closed_on = models.DateField(null=True)
    closed_why = models.CharField(max_length=200, blank=True)

    masked_fields: ClassVar = {"phone": masking.phone}

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], condition=~Q(credit_code=""), name="credit_code_once"),
            models.CheckConstraint(condition=~Q(manager=F("backup")), name="nobody_backs_up_himself"),
        ]
        indexes = [
            GinIndex(fields=["pieces"], name="customers_found_by", fastupdate=False),
            models.Index(fields=["pinyin", "id"], name="customers_in_order", include=ASKED),
            models.Index(fields=["manager", "tier"], name="customers_of_a_manager"),
            models.Index(fields=["backup"], name="customers_backed_up"),
            models.Index(fields=["unit", "tier", "pinyin", "id"], name="customers_of_a_unit"),
            models.Index(fields=["last_contact_at", "id"], name="customers_by_contact", include=ASKED),
            models.Index(fields=["tier", "pinyin", "id"], name="premium_customers", condition=Q(tier__in=PREMIUM)),
            models.Index(
                fields=["segment", "pinyin", "id"], name="special_customers", condition=Q(segment__in=SPECIAL)
            ),
            models.Index(fields=["closed_on"], name="closed_customers", condition=Q(closed_on__isnull=False)),
            models.Index(fields=["district", "pinyin", "id"], name="customers_of_a_district"),
            models.Index(fields=["credit_code"], name="customers_by_code", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def ref(self) -> str:
        return f"customer/{self.pk}"


class OfCustomerQuerySet(models.QuerySet["ContactPerson"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "OfCustomerQuerySet":
        """Seen by whoever sees the customer."""
        return self.filter(customer__in=Customer.objects.visible_to(staff, day))


@known_as("contact_person")
class ContactPerson(models.Model):
    """Somebody on the customer's side. The telephone is masked wherever it is shown, unless asked for with a reason."""

    class Position(models.TextChoices):
        CONTROLLER = "controller", _("Actual controller")
        LEGAL = "legal", _("Legal representative")
        MANAGER = "manager", _("General manager")
        FINANCE = "finance", _("Head of finance")
        CASHIER = "cashier", _("Cashier")
        PURCHASING = "purchasing", _("Purchasing")
        OTHER = "other", _("Other")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="people", verbose_name=_("Customer"))
    name = models.CharField(_("Contact person"), max_length=30)
    position = models.CharField(_("Position"), max_length=10, choices=Position, default=Position.OTHER)
    title = models.CharField(_("Title"), max_length=40, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    is_first = models.BooleanField(_("Asked first"), default=False)
    refuses_marketing = models.BooleanField(_("Wants no marketing"), default=False)
    gone_on = models.DateField(_("No longer there since"), null=True)

    masked_fields: ClassVar = {"phone": masking.phone}

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["customer", "name"], name="people_of_a_customer")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"contact_person/{self.pk}"


class Tiering(Lasting, models.Model):
    """Which tier a customer is in, from a day to a day."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="tierings")
    tier = models.CharField(_("Tier"), max_length=8, choices=Tier)
    during = DateRangeField(_("From day to day"))
    why = models.CharField(_("Reason"), max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_tier_at_a_time", expressions=[same("customer"), ("during", RangeOperators.OVERLAPS)]
            )
        ]
        indexes = [models.Index(fields=["tier", "customer"], name="customers_of_a_tier")]


class Management(Lasting, models.Model):
    """Who looks after a customer: its manager (A) or who backs him up (B), from a day to a day."""

    class Part(models.TextChoices):
        MANAGER = "a", _("Manager (A)")
        BACKUP = "b", _("Backup (B)")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="managements")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="managements", verbose_name=_("Person"))
    part = models.CharField(_("Part"), max_length=1, choices=Part)
    during = DateRangeField(_("From day to day"))

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_manager_at_a_time",
                expressions=[same("customer"), ("during", RangeOperators.OVERLAPS)],
                condition=Q(part="a"),
            ),
            ExclusionConstraint(
                name="one_backup_at_a_time",
                expressions=[same("customer"), ("during", RangeOperators.OVERLAPS)],
                condition=Q(part="b"),
            ),
        ]
        indexes = [models.Index(fields=["staff", "part"], name="managed_by_somebody")]


class Closure(Lasting, models.Model):
    """How long the relation with a customer was over, and why it ended. Why it goes on stands with the tier."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="closures")
    during = DateRangeField(_("From day to day"))
    why = models.CharField(_("Reason"), max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="closed_once_at_a_time", expressions=[same("customer"), ("during", RangeOperators.OVERLAPS)]
            )
        ]


class CustomerImportQuerySet(models.QuerySet["CustomerImport"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "CustomerImportQuerySet":
        """Whoever brought the file, and who inspects."""
        if not is_cleared(staff, day):
            return self.none()
        return self if reads_everything(staff, day) else self.filter(by=staff)


@known_as("customer_import")
class CustomerImport(Brought):
    """Somebody's Excel file of customers."""

    objects = CustomerImportQuerySet.as_manager()

    @property
    def ref(self) -> str:
        return f"customer_import/{self.pk}"
