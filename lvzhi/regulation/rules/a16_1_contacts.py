"""Article 16.1: how often customers are contacted and visited, appointments, and when a contact is written down.

Whose customer it is, is asked when the period begins; a customer without a manager is owed by nobody. Customers are
looked for by their tier, so that a rule reads those of its tier and no others.
"""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from lvzhi.contacts.models import Appointment, Contact
from lvzhi.contacts.params import CORE_TIMES, GENERAL_MONTHS, KEY_MONTHS, RECORD_WORKDAYS, VISIT_MONTHS
from lvzhi.core.calendar import DAY, Day, after_workdays, first_of_next
from lvzhi.core.clock import moment
from lvzhi.core.refs import ref
from lvzhi.customers.models import PREMIUM, Tier, Tiering
from lvzhi.duties.rule import LOOK_BACK, NEVER, SUPERVISOR, Owed, Rows, before_due, owe, rule

WEEK_BEFORE = before_due(dt.timedelta(days=7))
FEW_DAYS = dt.timedelta(days=3)  # a contact is written down at a known moment; the nights since then have seen it


def customers_in(day: Day, *tiers: Tier) -> Rows:
    """The living customers of these tiers that have a manager, and were in the tier before the period began."""
    before_and_now = DateRange(day.date - DAY, day.date + DAY)
    rows = Tiering.objects.filter(tier__in=tiers, during__contains=before_and_now)
    return rows.filter(customer__closed_on=None, customer__manager__isnull=False)


def each(months: int, day: Day, *tiers: Tier) -> Owed | None:
    """One duty for each customer, from the first to the last day of a period of some months."""
    if not day.starts_month or (day.date.month - 1) % months:
        return None
    return owe(
        customers_in(day, *tiers),
        owner="customer__manager",
        unit="customer__unit",
        about=ref("customer", "customer_id"),
        opens=day.start,
        due=moment(first_of_next(day.date, months)),
    )


@rule(
    "16.1",
    "核心优质客户每个自然月至少联系一次，见面或者通话均可",
    proof="effective_contact",
    tell=(SUPERVISOR, WEEK_BEFORE),
)
def contact_core_customer(day: Day) -> Owed | None:
    """Each calendar month the manager of a core customer meets or calls them."""
    if not day.starts_month:
        return None
    return owe(
        customers_in(day, Tier.CORE),
        owner="customer__manager",
        unit="customer__unit",
        about=ref("customer", "customer_id"),
        opens=day.start,
        due=day.month_end,
        needed=CORE_TIMES.on(day.date),
    )


@rule("16.1", "其他优质客户（默认每季度一次）", proof="effective_contact", tell=(SUPERVISOR, WEEK_BEFORE))
def contact_key_customer(day: Day) -> Owed | None:
    """Each quarter the manager of another premium customer meets or calls them."""
    return each(KEY_MONTHS.on(day.date), day, Tier.KEY)


@rule("16.1", "一般客户（默认每半年一次）按期联系", proof="effective_contact", tell=(SUPERVISOR, WEEK_BEFORE))
def contact_general_customer(day: Day) -> Owed | None:
    """Each half-year the manager of a general customer meets or calls them."""
    return each(GENERAL_MONTHS.on(day.date), day, Tier.GENERAL)


@rule(
    "16.1",
    "重点公司客户、机构客户和同业客户按期（默认每季度一次）登门走访",
    proof="visit",
    tell=(SUPERVISOR, WEEK_BEFORE),
)
def visit_key_customer(day: Day) -> Owed | None:
    """Each quarter premium companies, institutions and banks are visited at their own door."""
    return each(VISIT_MONTHS.on(day.date), day, *PREMIUM)


@rule("16.1", "约定的走访如期进行，改期的写明理由", proof="appointment_settled", at_once=Appointment)
def keep_appointment(day: Day) -> Owed | None:
    """An appointment is kept by a contact, or moved or called off with a reason."""
    recent = Appointment.objects.filter(starts__gt=day.start - LOOK_BACK, record__recorded_at__lt=day.end)
    return owe(
        recent,
        owner="owner",
        about=ref("appointment"),
        opens=F("record__recorded_at"),
        due=after_workdays("starts", RECORD_WORKDAYS.on(day.date)),
        closes=NEVER,
    )


@rule("16.1", "每次联系随即登记，在规定期限（默认1个工作日）内记入优质客户维护记录表", proof="contact", tell=())
def write_contact_down(day: Day) -> Owed | None:
    """Each contact is in the maintenance record within a working day; one written later is met late, for ever."""
    since = {"record__recorded_at__gt": day.start - FEW_DAYS, "record__recorded_at__lt": day.end}
    return owe(
        Contact.objects.filter(met_at__gt=day.start - LOOK_BACK, **since),
        owner="owner",
        about=ref("contact"),
        opens=F("met_at"),
        due=after_workdays("met_at", RECORD_WORKDAYS.on(day.date)),
        closes=NEVER,
    )
