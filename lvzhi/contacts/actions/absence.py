"""Leaving the post on business and coming back (12.1)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lvzhi.contacts.actions.checking import check_outing, undone
from lvzhi.contacts.actions.writing import write_contact
from lvzhi.contacts.away import hold, shift
from lvzhi.contacts.models import Absence, AbsenceChange, AbsenceReturn, Appointment, Away, SpotCheck, standing
from lvzhi.contacts.perms import may_check, may_come_back, may_end, may_leave
from lvzhi.contacts.queries import post_unit
from lvzhi.contacts.saying import Back, Outing, Said
from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.records.attachments import attach
from lvzhi.records.models import Message, file, keep


@action("absence.begin", needs=may_leave, clauses=("12.1",))
def leave_post(by: Staff, *, at: dt.datetime, outing: Outing) -> Absence:
    """Write oneself into the off-post register before leaving; afterwards only with a reason."""
    late = check_outing(by, at, outing)
    unit = post_unit(by, date_of(at))
    assert unit is not None, "whoever may leave has a post"
    record = keep("absence", by=by, at=at, happened_at=outing.leaves_at)
    absence = Absence.objects.create(
        record=record, owner=by, unit=unit,
        business=outing.business, leaves_at=outing.leaves_at, back_by=outing.back_by,
        place=outing.place, place_kind=outing.place_kind, customer=outing.customer, prospect=outing.prospect,
        person=outing.person, person_name=outing.person_name or (outing.person.name if outing.person else ""),
        phone=outing.phone or (outing.person.phone if outing.person else ""),
        purpose=outing.purpose, companions=outing.companions, transport=outing.transport,
        late_reason=outing.late_reason if late else "", appointment=outing.appointment,
    )  # fmt: skip
    hold(absence, left_at=outing.leaves_at)
    file(record, by)
    return absence


@action("absence.change", needs=may_end, clauses=("12.1",))
def change_absence(
    by: Staff,
    *,
    at: dt.datetime,
    absence: Absence,
    reason: str,
    place: str = "",
    back_by: dt.datetime | None = None,
    cancelled: bool = False,
) -> AbsenceChange:
    """Register another place or another time, or that one does not go at all, with the reason."""
    away = undone(absence)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if cancelled:
        Away.objects.filter(pk=away.pk).delete()
    elif back_by is not None:
        if back_by <= absence.leaves_at:
            raise ValidationError({"back_by": _("This is before you leave.")})
        if date_of(back_by) != date_of(absence.back_by):
            raise ValidationError({"back_by": _("Another day is an outing of its own: end this one, enter a new one.")})
        shift(away, back_by)
    elif not place.strip():
        raise ValidationError(_("Say what is different: the place, the time, or that you do not go."))
    record = keep("absence_change", by=by, at=at, happened_at=max(at, absence.leaves_at) if cancelled else at)
    file(record, by, about=absence.ref)
    if cancelled:
        file(record, by, about=absence.ref, kind="absence_return")
    return AbsenceChange.objects.create(
        record=record, absence=absence, place=place, back_by=back_by, cancelled=cancelled, reason=reason
    )


@action("absence.end", needs=may_come_back, clauses=("12.1", "16.1"))
def come_back(
    by: Staff,
    *,
    at: dt.datetime,
    absence: Absence,
    back: Back,
    contact: Said | None = None,
    files: "Sequence[UploadedFile[Any]]" = (),
) -> AbsenceReturn:
    """Say that one is back and what came of it. At a customer's it is the contact as well: nothing is typed twice."""
    away = undone(absence)
    check_back(at, absence, back)
    shift(away, back.at, back_at=back.at)
    record = keep("absence_return", by=by, at=at, happened_at=back.at)
    file(record, by, about=absence.ref)
    if contact is not None and absence.customer is not None:
        contact.appointment = contact.appointment or still_agreed(absence)
        met = write_contact(by, at, absence.customer, contact, absence=absence)
        file(record, by, about=met.ref)
    attach(absence.record, files)
    return AbsenceReturn.objects.create(
        record=record, absence=absence, back_at=back.at, result=back.result, next_step=back.next_step,
        goes_home=back.goes_home, reason=back.reason if back.goes_home else "",
    )  # fmt: skip


def still_agreed(absence: Absence) -> Appointment | None:
    """The appointment that one left for, unless it was moved or called off meanwhile."""
    rows = Appointment.objects.filter(pk=absence.appointment_id, record__recorded_at__lte=absence.leaves_at)
    return standing(rows).select_related("record", "owner").first()


def check_back(at: dt.datetime, absence: Absence, back: Back) -> None:
    """Time and result are said, and the time is possible."""
    if back.at <= absence.leaves_at:
        raise ValidationError({"back_at": _("This is before you left.")})
    if back.at > at:
        raise ValidationError({"back_at": _("This is still to come.")})
    if not back.result.strip():
        raise ValidationError({"result": _("Say what came of it.")})
    if back.goes_home and not back.reason.strip():
        raise ValidationError({"reason": _("Say why you do not come back today.")})


@action("absence.check", needs=may_check, clauses=("12.1",))
def spot_check(by: Staff, *, at: dt.datetime, absence: Absence, way: str, finding: str, remark: str = "") -> SpotCheck:
    """Make sure of an entry in the off-post register, once; who left hears what is not as entered."""
    Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.checks.exists():
        raise ValidationError(_("This entry has been checked already."))
    if absence.is_private:
        raise ValidationError(_("Only outings on business are spot-checked."))
    if finding not in SpotCheck.Finding.values:
        raise ValidationError({"finding": _("Say what was found.")})
    if finding != SpotCheck.Finding.TRUE and not remark.strip():
        raise ValidationError({"remark": _("Say what differs.")})
    record = keep("spot_check", by=by, at=at)
    file(record, by, about=absence.unit.ref)
    file(record, by, about=absence.ref)
    if finding != SpotCheck.Finding.TRUE:
        facts = {"who": by.name, "whom": absence.whom, "on": date_of(absence.leaves_at).isoformat()}
        Message.objects.create(to=absence.owner, at=at, kind="absence.checked", about=absence.ref, facts=facts)
    return SpotCheck.objects.create(record=record, absence=absence, way=way, finding=finding, remark=remark)
