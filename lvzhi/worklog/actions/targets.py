"""Targets and results from a file: looked at first, then taken over as a whole or not at all (13.2)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.alone import alone_until_commit
from lvzhi.core.clock import date_of
from lvzhi.core.sheets.plan import refuse_wrong
from lvzhi.core.sheets.reading import Book
from lvzhi.people.models import Staff
from lvzhi.worklog.models import TargetImport
from lvzhi.worklog.perms import may_bring_targets
from lvzhi.worklog.targets.checking import check
from lvzhi.worklog.targets.writing import take_over

KEPT = dt.timedelta(days=1)  # what a file said that nobody took over


@action("targets.upload", needs=may_bring_targets)
def upload_targets(by: Staff, *, at: dt.datetime, name: str, book: Book) -> TargetImport:
    """Keep what a file says for the time of looking at it; the targets stay as they are."""
    TargetImport.objects.filter(done_at=None, at__lt=at - KEPT).delete()
    return TargetImport.objects.create(by=by, at=at, name=name[-150:], rows=book)


@action("targets.import", needs=may_bring_targets, clauses=("13.2",))
def import_targets(by: Staff, *, at: dt.datetime, file: TargetImport) -> TargetImport:
    """Take a file over. It is checked again as things are now; one wrong row, and nothing is written.

    Files are taken over one after the other, so that none is checked against what another is just changing. What the
    file said stays with it: it is the history of the targets.
    """
    alone_until_commit("targets.import")
    file = TargetImport.objects.select_for_update().get(pk=file.pk)
    if file.done_at is not None:
        raise ValidationError(_("This file is taken over already."))
    plan = check(file.rows, by, date_of(at))
    refuse_wrong(plan)
    file.done_at, file.counts = at, take_over(plan, file)
    file.save(update_fields=["done_at", "counts"])
    return file
