"""The sheets of units, people and posts."""

from django.utils.translation import gettext_lazy as _

from lvzhi.core.sheets.columns import Column, Kind, Sheet
from lvzhi.people.models import Role, Unit

ROLES = tuple((role.value, role.label) for role in Role)
KINDS = tuple((kind.value, kind.label) for kind in Unit.Kind)

UNITS = Sheet(
    "units",
    _("Units"),
    (
        Column("code", _("Unit code"), Kind.CODE, _("letters and figures, never twice"), "0101"),
        Column("name", _("Unit name"), Kind.WORDS, _("as it is to appear"), _("Example sub-branch"), longest=60),
        Column("kind", _("Kind of unit"), Kind.CHOICE, _("from the list"), "", choices=KINDS),
        Column(
            "parent", _("Belongs to (unit code)"), Kind.CODE,
            _("the code of the unit above; empty for the head office alone"), "01", required=False,
        ),
    ),
)  # fmt: skip
STAFF = Sheet(
    "staff",
    _("People"),
    (
        Column("number", _("Employee number"), Kind.CODE, _("what somebody signs in with, never twice"), "E00012"),
        Column("name", _("Name"), Kind.WORDS, _("as in the personnel file"), _("Example Person"), longest=30),
        Column("phone", _("Phone"), Kind.PHONE, _("figures, with + in front if abroad"), "13800005678", required=False),
        Column("email", _("Email"), Kind.EMAIL, _("the address at the bank"), "", required=False, longest=254),
    ),
)
POSTS = Sheet(
    "posts",
    _("Posts"),
    (
        Column("number", _("Employee number"), Kind.CODE, _("of somebody in this file or entered before"), "E00012"),
        Column("unit", _("Unit code"), Kind.CODE, _("of a unit in this file or entered before"), "0101"),
        Column("role", _("Post"), Kind.CHOICE, _("from the list"), "", choices=ROLES),
        Column("first", _("First day"), Kind.DATE, _("a date, like the example"), "2026-03-02"),
        Column(
            "last", _("Last day"), Kind.DATE,
            _("the last day in the post, itself included; empty as long as no end is in sight"), "", required=False,
        ),
    ),
)  # fmt: skip
SHEETS = (UNITS, STAFF, POSTS)
