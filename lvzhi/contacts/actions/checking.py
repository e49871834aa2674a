"""What 12.1 demands of an entry in the off-post register."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.contacts.away import told
from lvzhi.contacts.models import Absence, Away, Business, Place
from lvzhi.contacts.params import ENTRY_MINUTES, LATE_DAYS
from lvzhi.contacts.queries import still_out
from lvzhi.contacts.saying import Outing
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff

AHEAD = 31 * DAY


def check_outing(by: Staff, at: dt.datetime, outing: Outing) -> bool:
    """Everything that the clause asks for is said; returns whether the entry comes after leaving."""
    if outing.business not in Business.values or outing.business == Business.PRIVATE:
        raise ValidationError({"business": _("Say which business it is; private absence is asked for as leave.")})
    if outing.place_kind not in Place.values:
        raise ValidationError({"place_kind": _("Say which kind of place it is.")})
    for name in ("place", "purpose"):
        if not getattr(outing, name).strip():
            raise ValidationError({name: _("This is needed.")})
    if outing.place_kind == Place.CUSTOMER:
        check_whom(outing)
    late = check_time(at, outing)
    if (out := still_out(by, at)) is not None and out.during.upper <= min(at, outing.leaves_at):
        raise ValidationError(f"{_('Say first that you are back from the outing before.')} {told(out)}")
    return late


def check_whom(outing: Outing) -> None:
    """At a customer's: which one, whom one meets there, and the telephone."""
    if outing.customer is None and not outing.prospect.strip():
        raise ValidationError({"prospect": _("Say which customer or new prospect.")})
    if outing.person is not None and outing.person.customer_id != getattr(outing.customer, "pk", None):
        raise ValidationError({"person": _("This person belongs to another customer.")})
    if outing.person is None and not outing.person_name.strip():
        raise ValidationError({"person_name": _("Say whom you meet.")})
    if not outing.phone.strip() and not (outing.person and outing.person.phone):
        raise ValidationError({"phone": _("Give the telephone of the customer.")})


def check_time(at: dt.datetime, outing: Outing) -> bool:
    """Leaving lies before coming back, neither too long ago nor too far ahead; afterwards there is a reason."""
    day = date_of(at)
    if outing.back_by <= outing.leaves_at:
        raise ValidationError({"back_by": _("This is before you leave.")})
    if outing.back_by > outing.leaves_at + AHEAD:
        raise ValidationError({"back_by": _("This is too far ahead.")})
    if outing.leaves_at > at + AHEAD:
        raise ValidationError({"leaves_at": _("This is too far ahead.")})
    if (day - date_of(outing.leaves_at)).days > (most := LATE_DAYS.on(day)):
        raise ValidationError({"leaves_at": _("An outing can be entered at most %(days)s days late.") % {"days": most}})
    late = outing.leaves_at < at - dt.timedelta(minutes=ENTRY_MINUTES.on(day))
    if late and not outing.late_reason.strip():
        raise ValidationError({"late_reason": _("You have left already: say why it is entered only now.")})
    return late


def undone(absence: Absence) -> Away:
    """The place of an outing among those who are out, held so that two tabs cannot end it twice."""
    Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    away = Away.objects.select_related("staff", "absence").filter(absence=absence).first()
    if away is None:
        raise ValidationError(_("This outing was called off."))
    if away.left_at is None:
        raise ValidationError(_("This absence has not begun."))
    if away.back_at is not None:
        raise ValidationError(_("You are entered as back already."))
    return away
