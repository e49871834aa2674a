"""What somebody did in a day, as records: contacts, outings, appointments, for tests of the draft of a log."""

import datetime as dt
from typing import Any

from lvzhi.contacts.models import Absence, AbsenceReturn, Appointment, AppointmentOff, Away, Contact
from lvzhi.customers.models import Customer
from lvzhi.people.models import Staff
from lvzhi.people.names import name_key
from lvzhi.records.models import Record, keep
from tests.scenario import moment

MINUTES = "与财务负责人核对本月回款，客户同意提供三月份报表并续做贷款"


def a_customer(manager: Staff, name: str = "示例甲精密制造", **more: Any) -> Customer:
    unit = manager.all_posts[0].unit
    given = {"tier": "core", "short_name": name[:6], "unit": unit, "manager": manager} | more
    number = f"C{Customer.objects.count() + 1:05}"
    return Customer.objects.create(number=number, name=name, pinyin=name_key(name), **given)


def a_contact(by: Staff, customer: Customer, at: str, **more: Any) -> Contact:
    """A contact at a moment ("2026-03-02 09:30"), written down an hour later."""
    met_at = moment(at)
    record = more.pop("record", None) or keep("contact", by=by, at=met_at + dt.timedelta(hours=1), happened_at=met_at)
    given = {
        "customer": customer, "owner": by, "unit": customer.unit, "met_at": met_at, "mode": "call",
        "persons": "王经理", "purposes": ["relation"], "minutes": MINUTES, "result": "同意提供三月报表",
        "next_step": "收取报表", "effective": True,
    }  # fmt: skip
    return Contact.objects.create(record=record, **(given | more))


def an_outing(by: Staff, customer: Customer | None, leaves: str, back_by: str, **more: Any) -> Absence:
    """Somebody leaves the post; `back` and `result` bring him back."""
    leaves_at, until = moment(leaves), moment(back_by)
    back, result = more.pop("back", None), more.pop("result", "")
    unit = by.all_posts[0].unit
    given = {"owner": by, "unit": unit, "business": "visit", "place": "示例路1号", "purpose": "商谈续贷"} | more
    absence = Absence.objects.create(
        record=keep("absence", by=by, at=leaves_at), leaves_at=leaves_at, back_by=until, customer=customer, **given
    )
    ends = moment(back) if back else None
    Away.objects.create(
        absence=absence, staff=by, unit=unit, during=(leaves_at, ends or until), left_at=leaves_at, back_at=ends
    )
    if ends:
        back_record = keep("absence_return", by=by, at=ends)
        AbsenceReturn.objects.create(record=back_record, absence=absence, back_at=ends, result=result)
    return absence


def an_appointment(by: Staff, customer: Customer, starts: str, at: str, **more: Any) -> Appointment:
    """Agreed at a moment for another one."""
    given = {"owner": by, "unit": customer.unit, "purpose": "商谈续贷"} | more
    record: Record = keep("appointment", by=by, at=moment(at))
    return Appointment.objects.create(record=record, customer=customer, starts=moment(starts), **given)


def called_off(by: Staff, appointment: Appointment, at: str, reason: str = "客户临时出差") -> AppointmentOff:
    return AppointmentOff.objects.create(
        record=keep("appointment_off", by=by, at=moment(at)), appointment=appointment, reason=reason
    )
