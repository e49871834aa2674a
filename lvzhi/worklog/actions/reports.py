"""The daily report before going off work, and the supervisor's note (13.1)."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Absence
from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.models import Post, Role, Staff
from lvzhi.people.queries import next_up
from lvzhi.records.models import file, keep
from lvzhi.worklog.models import DailyReport, ReportNoted
from lvzhi.worklog.params import LATE_DAYS
from lvzhi.worklog.perms import may_note, may_report
from lvzhi.worklog.queries import is_out, manager_posts

Way = DailyReport.Way


@action("daily_report.make", needs=may_report, clauses=("13.1",))
def report(
    by: Staff,
    *,
    at: dt.datetime,
    told_at: dt.datetime,
    way: str = Way.IN_PERSON,
    absence: Absence | None = None,
    reason: str = "",
) -> DailyReport:
    """Say that one has reported to the supervisor: at this moment, in person or, from outside, by phone."""
    on = date_of(told_at)
    check(by, at, told_at)
    if way == Way.PHONE:
        check_phone(by, on, absence, reason)
    elif is_out(by, told_at):
        raise ValidationError({"way": _("You are out by the off-post register: register your return first.")})
    post: Post = manager_posts(by, on)[0]
    record = keep("daily_report", by=by, at=at, happened_at=told_at)
    phoned = way == Way.PHONE
    try:
        with transaction.atomic():
            made = DailyReport.objects.create(
                record=record, owner=by, unit=post.unit, to=next_up(post, Role.SUPERVISOR, on), on=on, way=way,
                told_at=told_at, absence=absence if phoned else None, reason=reason.strip() if phoned else "",
            )  # fmt: skip
    except IntegrityError as twice:
        raise ValidationError(_("The report of this day is already registered.")) from twice
    file(record, by)
    return made


def check(by: Staff, at: dt.datetime, told_at: dt.datetime) -> None:
    """A report was made already, and not too long ago."""
    if told_at > at:
        raise ValidationError({"told_at": _("This moment is still to come.")})
    if (date_of(at) - date_of(told_at)).days > (allowed := LATE_DAYS.on(date_of(at))):
        words = _("A report can be registered at most %(days)s days late.")
        raise ValidationError({"told_at": words % {"days": allowed}})


def check_phone(by: Staff, on: dt.date, absence: Absence | None, reason: str) -> None:
    """By phone only from out of the house: linked to an outing of one's own of that day, or with a written reason."""
    if absence is None and not reason.strip():
        raise ValidationError({"reason": _("Link the outing, or write why you report by phone.")})
    if absence is not None and (absence.owner_id != by.pk or date_of(absence.leaves_at) != on):
        raise ValidationError({"absence": _("This is no outing of yours on that day.")})


@action("daily_report.note", needs=may_note, clauses=("13.1",))
def note_reports(by: Staff, *, at: dt.datetime, reports: Sequence[DailyReport], remark: str = "") -> ReportNoted:
    """Sign one report or several; what is signed already stays as it is. The lock makes two tabs wait."""
    keys = [one.pk for one in reports]
    found = list(DailyReport.objects.unnoted().filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"))
    noted = [note(by, at, one, remark) for one in found]
    if not noted:
        raise ValidationError(_("These reports are noted already."))
    return noted[-1]


def note(by: Staff, at: dt.datetime, one: DailyReport, remark: str) -> ReportNoted:
    record = keep("report_noted", by=by, at=at)
    file(record, by, about=f"daily_report/{one.pk}")
    return ReportNoted.objects.create(record=record, report=one, remark=remark)
