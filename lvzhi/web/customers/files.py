"""Customers from Excel: fetch the template, bring the file, look, take it over."""

from django.utils.translation import gettext_lazy as _

from lvzhi.customers.actions import import_customers, upload_customers
from lvzhi.customers.importing.checking import check
from lvzhi.customers.importing.columns import SHEETS
from lvzhi.customers.models import CustomerImport
from lvzhi.customers.perms import brings_files
from lvzhi.web.sheets import Bringing

CUSTOMERS = Bringing(
    kind="customers",
    title=_("Customers from Excel"),
    area=(_("Customers"), "customers"),
    model=CustomerImport,
    sheets=SHEETS,
    needs=brings_files,
    check=check,
    upload=upload_customers,
    take_over=import_customers,
    hints=(
        _("A customer is known by its number, a contact person by the customer's number and the name."),
        _("An empty cell changes nothing. Another tier, manager or backup holds from today on."),
    ),
    notes=(_("You bring customers of the units that you answer for, and no others."),),
)
