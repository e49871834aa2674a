"""What falls due while somebody is away: offered to whoever stands in."""

import datetime as dt
from dataclasses import dataclass

from lvzhi.attendance.models import Leave
from lvzhi.contacts.models import Appointment, standing
from lvzhi.desk.subjects import Subject, subjects
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff

SHOWN = 40


@dataclass(frozen=True)
class FallsDue:
    """What the deputy takes over: duties that fall due in the time of a leave, and appointments that lie in it."""

    duties: list[tuple[Duty, Subject | None]]
    appointments: list[Appointment]
    more: bool


def falls_due(leave: Leave, viewer: Staff, day: dt.date) -> FallsDue:
    """As far as is known now; appointments as far as the reader may see them."""
    owed = Duty.objects.living().filter(owner=leave.owner_id, due__gt=leave.starts, due__lte=leave.ends)
    duties = list(owed.order_by("due", "pk")[: SHOWN + 1])
    known = subjects(one.about for one in duties[:SHOWN])
    agreed = Appointment.objects.visible_to(viewer, day).filter(
        owner=leave.owner_id, starts__gte=leave.starts, starts__lt=leave.ends
    )
    appointments = list(standing(agreed).select_related("customer").order_by("starts", "pk")[: SHOWN + 1])
    return FallsDue(
        [(one, known.get(one.about)) for one in duties[:SHOWN]],
        appointments[:SHOWN],
        more=max(len(duties), len(appointments)) > SHOWN,
    )
