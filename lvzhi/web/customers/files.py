"""Customers from Excel: fetch the template, bring the file, look, take it over."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lvzhi.core.clock import date_of
from lvzhi.core.sheets.reading import Book
from lvzhi.customers.actions import import_customers, upload_customers
from lvzhi.customers.importing.checking import check
from lvzhi.customers.importing.columns import SHEETS
from lvzhi.customers.importing.plan import Plan
from lvzhi.customers.models import CustomerImport
from lvzhi.customers.perms import brings_files
from lvzhi.web import sheets
from lvzhi.web.page import Shown, page, who_and_when


def checked(request: HttpRequest, rows: Book) -> Plan:
    me, at = who_and_when(request)
    return check(rows, me, date_of(at))


CUSTOMERS = sheets.Bringing(
    kind="customers",
    title=_("Customers from Excel"),
    area=(_("Customers"), "customers"),
    model=CustomerImport,
    sheets=SHEETS,
    check=checked,
    upload=upload_customers,
    take_over=import_customers,
    hints=(
        _("A customer is known by its number, a contact person by the customer's number and the name."),
        _("What is new is entered, what differs is changed, what is not in the file stays as it is."),
        _("An empty cell changes nothing. Another tier, manager or backup holds from today on."),
        _("Nothing is written before you have looked at what would happen, and nothing at all if one row is wrong."),
    ),
    notes=(
        _("You bring customers of the units that you answer for, and no others."),
        _("The same file twice changes nothing the second time."),
    ),
)


@page("sheets/files.html", needs=brings_files)
def upload(request: HttpRequest) -> Shown | HttpResponse:
    """Bring a file. It is read and kept for looking at; nothing else is written."""
    return sheets.brought(request, CUSTOMERS)


@page("sheets/files.html", needs=brings_files)
def blank(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    return sheets.blank(CUSTOMERS)


@page("sheets/file.html", needs=brings_files)
def look(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What the file would do, or what is wrong with it; then take it over as a whole."""
    return sheets.looked_at(request, CUSTOMERS, pk)


@page("sheets/file.html", needs=brings_files)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was brought, with what is wrong beside each row."""
    return sheets.to_put_right(request, CUSTOMERS, pk)
