"""Customers from a file: looked at first, then taken over as a whole or not at all."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.core.sheets.plan import refuse_wrong
from lvzhi.core.sheets.reading import Book
from lvzhi.customers.importing.checking import check
from lvzhi.customers.importing.writing import take_over
from lvzhi.customers.models import Customer, CustomerImport
from lvzhi.customers.perms import may_bring_files
from lvzhi.people.models import Staff

KEPT = dt.timedelta(days=1)  # what a file said that nobody took over


@action("customers.upload", needs=may_bring_files)
def upload_customers(by: Staff, *, at: dt.datetime, name: str, book: Book) -> CustomerImport:
    """Keep what a file says for the time of looking at it; the customers stay as they are."""
    CustomerImport.objects.filter(done_at=None, at__lt=at - KEPT).delete()
    return CustomerImport.objects.create(by=by, at=at, name=name[-150:], rows=book)


@action("customers.import", needs=may_bring_files, clauses=("16.1",))
def import_customers(by: Staff, *, at: dt.datetime, file: CustomerImport) -> CustomerImport:
    """Take a file over. It is checked again as things are now; one wrong row, and nothing is written.

    Whoever changes one of its customers waits. What the file said is let go: it stands with the customers.
    """
    file = CustomerImport.objects.select_for_update().get(pk=file.pk)
    if file.done_at is not None:
        raise ValidationError(_("This file is taken over already."))
    numbers = [cells.get("number", "") for _row, cells in file.rows.get("customers", [])]
    list(Customer.objects.select_for_update().filter(number__in=map(str, numbers)).order_by("pk").values_list("pk"))
    plan = check(file.rows, by, date_of(at))
    refuse_wrong(plan)
    try:
        with transaction.atomic():
            file.counts = take_over(plan, file.name)
    except IntegrityError as crossed:
        words = _("Somebody changed the same customers just now. Nothing was taken over; please look again.")
        raise ValidationError(words) from crossed
    file.done_at, file.rows = at, {}
    file.save(update_fields=["done_at", "counts", "rows"])
    return file
