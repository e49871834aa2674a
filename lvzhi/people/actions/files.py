"""Units, people and posts from a file: looked at first, then taken over as a whole or not at all."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.sheets.plan import refuse_wrong
from lvzhi.core.sheets.reading import Book
from lvzhi.people.importing.checking import check
from lvzhi.people.importing.writing import take_over
from lvzhi.people.models import PeopleImport, Staff
from lvzhi.people.perms import may_run
from lvzhi.people.sql import hold_tree

KEPT = dt.timedelta(days=1)  # what a file said that nobody took over


@action("people.upload", needs=may_run)
def upload_people(by: Staff, *, at: dt.datetime, name: str, book: Book) -> PeopleImport:
    """Keep what a file says for the time of looking at it; units, people and posts stay as they are."""
    PeopleImport.objects.filter(done_at=None, at__lt=at - KEPT).delete()
    return PeopleImport.objects.create(by=by, at=at, name=name[-150:], rows=book)


@action("people.import", needs=may_run)
def import_people(by: Staff, *, at: dt.datetime, file: PeopleImport) -> PeopleImport:
    """Take a file over. It is checked again as things are now; one wrong row, and nothing is written."""
    hold_tree()
    file = PeopleImport.objects.select_for_update().get(pk=file.pk)
    if file.done_at is not None:
        raise ValidationError(_("This file is taken over already."))
    plan = check(file.rows, by)
    refuse_wrong(plan)
    try:
        with transaction.atomic():
            file.counts = take_over(plan, at)
    except IntegrityError as crossed:
        words = _("Somebody changed the same people just now. Nothing was taken over; please look again.")
        raise ValidationError(words) from crossed
    file.done_at = at
    file.save(update_fields=["done_at", "counts"])
    return file
