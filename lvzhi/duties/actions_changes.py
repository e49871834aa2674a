"""Changing the calendar and the parameters: asked for by one person, tried, decided by another."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from lvzhi.core import trail
from lvzhi.core.action import action
from lvzhi.core.alone import alone_until_commit
from lvzhi.core.calendar import DAY
from lvzhi.core.calendar_notice import checked
from lvzhi.core.calendar_reading import Row
from lvzhi.core.calendar_table import kind_of
from lvzhi.core.clock import date_of
from lvzhi.core.models import CalendarDay, Change, ParameterValue
from lvzhi.core.params import PARAMETERS
from lvzhi.duties.models import Trial
from lvzhi.duties.moving import Moves, move_deadlines
from lvzhi.duties.perms_changes import may_ask, may_decide, may_try, may_withdraw
from lvzhi.duties.trying import askers, span
from lvzhi.people.models import Staff

BACK = 30  # days for which the bank may still say that a day was none, as after a typhoon
TRY_JOB = "lvzhi.jobs.tasks.try_value"


@action("calendar.ask_day", needs=may_ask)
def ask_day(by: Staff, *, at: dt.datetime, on: dt.date, works: bool, name: str, why: str) -> Change:
    """Ask that a day be worked, or be off, by the bank's own decision."""
    if on < date_of(at) - BACK * DAY:
        raise ValidationError({"on": _("The day lies more than %(days)s days back.") % {"days": BACK}})
    day = CalendarDay.objects.filter(date=on).first()
    if day is None:
        raise ValidationError({"on": _("The calendar does not reach this day.")})
    if day.is_workday == works and day.name == name:
        raise ValidationError({"on": _("The day is already so.")})
    return waiting(Change.Kind.DAY, on.isoformat(), {"kind": kind_of(on, works), "name": name}, why=why, by=by, at=at)


@action("calendar.ask_notice", needs=may_ask)
def ask_notice(by: Staff, *, at: dt.datetime, year: int, rows: list[Row], why: str) -> Change:
    """Ask that a year be laid out as the State Council's notice says: the whole notice, or nothing of it."""
    if year < date_of(at).year:
        raise ValidationError({"year": _("This year is over.")})
    notice = checked(year, rows)
    days = [[date.isoformat(), one.kind, one.name] for date, one in sorted(notice.items())]
    return waiting(Change.Kind.NOTICE, str(year), {"days": days}, why=why, by=by, at=at)


@action("parameter.ask", needs=may_ask)
def ask_value(by: Staff, *, at: dt.datetime, key: str, value: Any, since: dt.date, why: str) -> Change:
    """Ask for another value of a parameter from a day on. It is tried on the year before at once, in the background.

    A value never reaches back: what was raised until today keeps the number it was raised with.
    """
    one = PARAMETERS[key]
    if since <= date_of(at):
        raise ValidationError({"since": _("A value can be set from tomorrow on.")})
    if not one.check(value):
        raise ValidationError({"value": _("This value is not allowed.")})
    if one.on(since) == value:
        raise ValidationError({"value": _("This value is already in force on that day.")})
    change = waiting(Change.Kind.PARAMETER, key, {"value": value, "since": since.isoformat()}, why=why, by=by, at=at)
    first, last = span(date_of(at))
    if key in askers(date_of(at)):
        start(Trial.objects.create(change=change, first=first, last=last))
    else:
        Trial.objects.create(change=change, first=first, last=last, finished_at=at)
    return change


@action("parameter.try_again", needs=may_try)
def try_again(by: Staff, *, at: dt.datetime, change: Change) -> Change:
    """Try a value anew after its trial broke off."""
    trial = Trial.objects.select_for_update().filter(change=change).exclude(failed="").first()
    if trial is None:
        raise ValidationError(_("The trial is under way or done."))
    trial.failed, trial.done = "", 0
    trial.save(update_fields=["failed", "done"])
    start(trial)
    return change


def start(trial: Trial) -> None:
    """Hand the trial to the background; it starts when this action is committed, not before."""
    app.configure_task(TRY_JOB, allow_unknown=True).defer(trial=trial.pk)


def waiting(kind: str, key: str, content: dict[str, Any], **asked: Any) -> Change:
    """A change that waits for its decision; one at a time for the same thing."""
    try:
        with transaction.atomic():
            return Change.objects.create(kind=kind, key=key, content=content, **asked)
    except IntegrityError as twice:
        raise ValidationError(_("A change of this is already waiting to be decided.")) from twice


@action("change.confirm", needs=may_decide)
def confirm(by: Staff, *, at: dt.datetime, change: Change, remark: str = "") -> Change:
    """Put a change in force. The living deadlines follow a change of the calendar at once; the list of them is kept."""
    open_one = undecided(change)
    if open_one.kind == Change.Kind.PARAMETER:
        put_in_force(open_one, by, at)
    else:
        alone_until_commit("duties")
        moves = move_deadlines(open_one, at)
        trail.write("calendar.moved", at=at, by=by, ref=open_one.ref, detail=told(moves))
    return decided(open_one, by, at, accepted=True, remark=remark)


@action("change.decline", needs=may_decide)
def decline(by: Staff, *, at: dt.datetime, change: Change, remark: str) -> Change:
    """Refuse a change, with the reason; everything stays as it is."""
    if not remark.strip():
        raise ValidationError({"remark": _("Say why it is declined.")})
    return decided(undecided(change), by, at, accepted=False, remark=remark)


@action("change.withdraw", needs=may_withdraw)
def withdraw(by: Staff, *, at: dt.datetime, change: Change) -> Change:
    """Take back what one has asked for, as long as nobody has decided."""
    return decided(undecided(change), by, at, accepted=False, remark="")


def undecided(change: Change) -> Change:
    """The change itself, held so that two people cannot decide at once."""
    found = Change.objects.select_for_update(of=("self",)).filter(pk=change.pk, decided_at=None).first()
    if found is None:
        raise ValidationError(_("This is already decided."))
    return found


def decided(change: Change, by: Staff, at: dt.datetime, *, accepted: bool, remark: str) -> Change:
    change.decided_by, change.decided_at, change.accepted, change.remark = by, at, accepted, remark
    change.save(update_fields=["decided_by", "decided_at", "accepted", "remark"])
    return change


def put_in_force(change: Change, by: Staff, at: dt.datetime) -> None:
    """A value of its own row, once it was tried and while its day is still to come."""
    since = dt.date.fromisoformat(change.content["since"])
    if since <= date_of(at):
        raise ValidationError(_("The day from which the value should count has come. Ask anew with a later day."))
    if not Trial.objects.filter(change=change, finished_at__isnull=False).exists():
        raise ValidationError(_("The value has not been tried on the year before yet."))
    ParameterValue.objects.create(
        key=change.key, since=since, value=change.content["value"], why=change.why, by=change.by, confirmed_by=by, at=at
    )


def told(moves: Moves) -> dict[str, int]:
    return {what: moves.of(what) for what in ("moved", "closed", "raised")}
