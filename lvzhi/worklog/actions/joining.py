"""The supervisor joins a contact with a customer (13.2)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Appointment, standing
from lvzhi.core.action import action
from lvzhi.people.models import Staff
from lvzhi.records.models import Message, file, keep
from lvzhi.worklog.models import Joining
from lvzhi.worklog.perms import may_join


@action("contact.join", needs=may_join, clauses=("13.2",))
def join_contact(by: Staff, *, at: dt.datetime, appointment: Appointment, note: str = "") -> Joining:
    """Announce that one comes along to an appointment; who has it is told. The lock makes two tabs wait."""
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if locked.starts <= at or not standing(Appointment.objects.filter(pk=locked.pk)).exists():
        raise ValidationError(_("This appointment is past, moved or called off."))
    if Joining.objects.filter(appointment=locked, who=by).exists():
        raise ValidationError(_("You have said already that you come along."))
    record = keep("joining", by=by, at=at)
    file(record, by, about=appointment.ref)
    facts = {"who": by.name, "customer": str(appointment.customer), "starts": appointment.starts.isoformat()}
    Message.objects.create(
        to=appointment.owner, at=at, kind="contact.joined", about=appointment.ref, facts=facts | {"note": note}
    )
    return Joining.objects.create(record=record, appointment=appointment, who=by, note=note)
