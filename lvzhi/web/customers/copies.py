"""The list of customers as a file."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lvzhi.customers.perms import sees_customers
from lvzhi.desk.customer_list import OUT
from lvzhi.web.links import page_of
from lvzhi.web.page import page
from lvzhi.web.register.copies import excel


@page("customers/list.html", needs=sees_customers)
def customers_excel(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave, telephones masked; more than a few rows by a request alone."""
    return excel(request, OUT, page_of("customers"))
