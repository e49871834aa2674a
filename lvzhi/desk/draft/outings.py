"""Lines of the day from contacts with customers and from outings (12.1, 16.1)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from lvzhi.contacts.models import Absence, AbsenceReturn, Business, Contact, Mode, Purpose
from lvzhi.desk.draft.parts import Line, from_to, short, within
from lvzhi.people.models import Staff
from lvzhi.people.queries import stands_in_for
from lvzhi.worklog.models import LogLine

Work = LogLine.Work
LENGTHS = {Mode.CALL: 15, Mode.CHAT: 15}  # minutes of a contact without an end
USUAL = 30
BY_PURPOSE = (  # the first that is among the purposes of a contact
    (Purpose.COLLECTION, Work.COLLECTION),
    (Purpose.INSPECTION, Work.AFTER_LOAN),
    (Purpose.SIGNING, Work.DURING_LOAN),
    (Purpose.SOLUTION, Work.MARKETING),
    (Purpose.PRODUCTS, Work.MARKETING),
    (Purpose.NEEDS, Work.MARKETING),
)
BY_BUSINESS = {
    Business.VISIT: Work.CARE,
    Business.BEFORE_LOAN: Work.BEFORE_LOAN,
    Business.AFTER_LOAN: Work.AFTER_LOAN,
    Business.COLLECTION: Work.COLLECTION,
    Business.SIGNING: Work.DURING_LOAN,
    Business.REGISTRATION: Work.DURING_LOAN,
    Business.PAPERS: Work.OFFICE,
    Business.OFFICES: Work.OFFICE,
    Business.TRAINING: Work.LEARNING,
    Business.CAMPAIGN: Work.MARKETING,
}
DEEDS: dict[str, Callable[[dict[str, str]], str]] = {
    Mode.VISIT: lambda who: _("visited %(whom)s") % who,
    Mode.AT_BANK: lambda who: _("received %(whom)s at the bank") % who,
    Mode.CALL: lambda who: _("telephoned with %(whom)s") % who,
    Mode.VIDEO: lambda who: _("spoke with %(whom)s by video") % who,
    Mode.CHAT: lambda who: _("wrote with %(whom)s by enterprise chat") % who,
    Mode.EVENT: lambda who: _("met %(whom)s at an event") % who,
}


def contacts(staff: Staff, on: dt.date) -> list[Line]:
    """Whom this person met or spoke with, in his own name or as a deputy. A mass message is no contact."""
    mine = [staff.pk, *stands_in_for(staff, on)]
    rows = Contact.objects.visible_to(staff, on).filter(within("met_at", on), owner__in=mine, record__by=staff)
    joined = rows.exclude(mode=Mode.MASS).select_related("record", "customer", "absence__returned", "appointment")
    return [of_contact(one, on) for one in joined.order_by("met_at", "pk")]


def of_contact(one: Contact, on: dt.date) -> Line:
    """A contact; when one went out for it, from leaving to being back."""
    whom = str(one.customer)
    starts, ends = times(one, on)
    deed = DEEDS.get(one.mode, touched)
    about = {one.customer.ref} | ({f"appointment/{one.appointment_id}"} if one.appointment_id else set())
    return Line(
        key=one.absence_id or one.pk, record=one.pk, ref=one.ref, starts=starts, ends=ends, work=work_of(one),
        whom=short(whom, 60), customer=one.customer_id, content=short(one.minutes, 300), result=short(one.result, 300),
        deed=deed({"whom": whom}), about=frozenset(about),
    )  # fmt: skip


def touched(who: dict[str, str]) -> str:
    return _("was in touch with %(whom)s") % who


def times(one: Contact, on: dt.date) -> tuple[dt.time, dt.time]:
    usual = one.met_at + dt.timedelta(minutes=LENGTHS.get(Mode(one.mode), USUAL))
    if one.absence is None:
        return from_to(on, one.met_at, one.until or usual)
    back = returned(one.absence)
    ends = back.back_at if back else one.until or one.absence.back_by
    return from_to(on, min(one.absence.leaves_at, one.met_at), ends)


def work_of(one: Contact) -> str:
    """The kind of work by what the contact was for; what is for nothing in particular is care of the customer."""
    return next((work for purpose, work in BY_PURPOSE if purpose in one.purposes), Work.CARE)


def outings(staff: Staff, on: dt.date) -> list[Line]:
    """What this person was out for on business without a contact being written (yet)."""
    rows = Absence.objects.visible_to(staff, on).filter(within("leaves_at", on), owner=staff, contact=None)
    happened = rows.filter(away__isnull=False).exclude(business=Business.PRIVATE)
    joined = happened.select_related("record", "customer", "returned", "appointment").prefetch_related("changes")
    return [of_outing(one, on) for one in joined.order_by("leaves_at", "pk")]


def of_outing(one: Absence, on: dt.date) -> Line:
    """From leaving to being back, or expected back; with the result once it is written."""
    back = returned(one)
    changed = [change.place for change in sorted(one.changes.all(), key=lambda c: c.pk) if change.place]
    where = str(one.customer) if one.customer else one.prospect or (changed[-1] if changed else one.place)
    starts, ends = from_to(on, one.leaves_at, back.back_at if back else one.back_by)
    about = {one.customer.ref} if one.customer else set()
    about |= {f"appointment/{one.appointment_id}"} if one.appointment_id else set()
    return Line(
        key=one.pk, record=back.pk if back else one.pk, ref=one.ref, starts=starts, ends=ends,
        work=BY_BUSINESS.get(Business(one.business), Work.OFFICE), whom=short(where, 60), customer=one.customer_id,
        content=short(one.purpose, 300), result=short(back.result if back else "", 300),
        deed=_("went to %(where)s: %(what)s") % {"where": where, "what": short(one.purpose, 40)},
        about=frozenset(about) if back else frozenset(),
    )  # fmt: skip


def returned(absence: Any) -> AbsenceReturn | None:
    """The return, when somebody is back."""
    found: AbsenceReturn | None = getattr(absence, "returned", None)
    return found
