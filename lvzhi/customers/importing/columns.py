"""The sheets of customers and of the people on their side."""

from django.utils.translation import gettext_lazy as _

from lvzhi.core.sheets.columns import Column, Kind, Sheet
from lvzhi.customers.models import ContactPerson, Segment, Size, Tier

MOST = 50_000  # customers in one file

CUSTOMERS = Sheet(
    "customers",
    _("Customers"),
    (
        Column("number", _("Customer number"), Kind.CODE, _("the bank's own, never twice"), "C000012", longest=30),
        Column("name", _("Name"), Kind.WORDS, _("the whole name, as in the register"), "", longest=100),
        Column("short_name", _("Short name"), Kind.WORDS, _("as people say it"), "", required=False, longest=30),
        Column(
            "credit_code", _("Unified social credit code"), Kind.CREDIT_CODE,
            _("18 signs, of which the last one fits the others"), "91350100M000100Y43", required=False,
        ),
        Column(
            "segment", _("Kind of customer"), Kind.CHOICE, _("from the list; empty for a new one is a company"), "",
            required=False, choices=tuple(Segment.choices),
        ),
        Column("tier", _("Tier"), Kind.CHOICE, _("from the list"), "", choices=tuple(Tier.choices)),
        Column("size", _("Size"), Kind.CHOICE, _("from the list"), "", required=False, choices=tuple(Size.choices)),
        Column("industry", _("Industry"), Kind.WORDS, _("as the bank calls it"), "", required=False, longest=40),
        Column("district", _("District"), Kind.WORDS, _("as the bank calls it"), "", required=False, longest=40),
        Column("address", _("Address"), Kind.WORDS, _("where one goes to see them"), "", required=False, longest=150),
        Column("phone", _("Phone"), Kind.PHONE, _("figures, with + in front if abroad"), "", required=False),
        Column(
            "unit", _("Unit code"), Kind.CODE, _("where a new customer waits for a manager; otherwise the manager's"),
            "0101", required=False,
        ),
        Column(
            "manager", _("Manager (A), employee number"), Kind.CODE, _("a relationship manager"), "E00012",
            required=False,
        ),
        Column(
            "backup", _("Backup (B), employee number"), Kind.CODE, _("another relationship manager"), "E00013",
            required=False,
        ),
        Column("since", _("Customer since"), Kind.DATE, _("a date, like the example"), "2026-03-02", required=False),
    ),
    most=MOST,
)  # fmt: skip
YES_NO = ((True, _("yes")), (False, _("no")))
PEOPLE = Sheet(
    "people",
    _("Contact persons"),
    (
        Column(
            "customer", _("Customer number"), Kind.CODE, _("of a customer in this file or entered before"), "C000012",
            longest=30,
        ),
        Column("name", _("Contact person"), Kind.WORDS, _("one row a person"), "", longest=30),
        Column(
            "position", _("Position"), Kind.CHOICE, _("from the list"), "", required=False,
            choices=tuple(ContactPerson.Position.choices),
        ),
        Column("title", _("Title"), Kind.WORDS, _("as on the card"), "", required=False, longest=40),
        Column("phone", _("Phone"), Kind.PHONE, _("figures, with + in front if abroad"), "", required=False),
        Column("is_first", _("Asked first"), Kind.CHOICE, _("one person of a customer"), "", required=False,
               choices=YES_NO),
    ),
    most=2 * MOST,
)  # fmt: skip
SHEETS = (CUSTOMERS, PEOPLE)
