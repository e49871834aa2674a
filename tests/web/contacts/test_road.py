"""The road of a visit: out to a customer and back. Every book that wants to know knows, and nothing is typed twice.

The fields that a person fills in by hand are counted: those that the pages bring filled in cost nothing.
"""

import pytest
from django.utils import translation

from lvzhi.contacts.models import Absence, AbsenceReturn, Appointment, Contact
from lvzhi.contacts.registers import ABSENCES, CONTACTS
from lvzhi.desk.draft.outings import contacts as lines_of_contacts
from lvzhi.duties.models import Duty
from lvzhi.records.models import Filing
from tests.contacts.house import an_appointment
from tests.scenario import moment
from tests.web.contacts.asked import Form
from tests.web.desk import MONDAY, Desk

LEAVING = {"purpose": "商谈二季度结算方案"}
BACK = {
    "minutes": "财务经理介绍二季度回款安排，愿意把结算集中到我行，需要一份方案比较",
    "result": "同意下周试点三户",
    "next_step": "准备结算方案",
}
ASKED_AT_MOST = 4  # typed fields from leaving to the proof of the month's contact


@pytest.fixture
def desk(bank):
    return Desk(bank, "张三", MONDAY, "14:00")


def go(desk, customer, **more):
    address = f"/outings/new/?customer={customer.pk}"
    form = Form(desk.read(address), "outing")
    sent = desk.post(address, form.filled(LEAVING | more))
    assert sent.status_code == 302
    return form, sent.url


def come(bank, absence, at="16:10", **more):
    desk = Desk(bank, "张三", MONDAY, at)
    address = f"/outings/{absence.pk}/back/"
    form = Form(desk.read(address), "back")
    sent = desk.post(address, form.filled(BACK | more))
    assert sent.status_code == 302
    return form


def test_AS_03_an_outing_fills_every_book(bank, desk, customer):
    """AS-03: in the register, in the calendar, as a draft line of the log; back with the result it is the contact."""
    _form, page = go(desk, customer)
    absence = Absence.objects.get()
    assert page == f"/outings/{absence.pk}/"
    assert customer.name in desk.read("/outings/")
    assert customer.name in desk.read("/")
    refused = Desk(bank, "张三", MONDAY, "16:00").post(f"/outings/{absence.pk}/back/", {"back_at": "2026-03-02T16:00"})
    assert refused.status_code == 422
    assert not AbsenceReturn.objects.exists()
    come(bank, absence)
    contact = Contact.objects.get()
    assert (contact.customer, contact.absence, contact.effective) == (customer, absence, True)
    later = Desk(bank, "张三", MONDAY, "17:00")
    assert BACK["result"] in later.read("/outings/")
    assert BACK["minutes"] in later.read("/contacts/")
    (line,) = lines_of_contacts(bank.staff("张三"), MONDAY)
    assert customer.short_name or customer.name in str(line)
    met = {duty.rule for duty in Duty.objects.exclude(met_at=None)}
    assert met == {"complete_outing", "contact_core_customer"}
    duty = Duty.objects.get(rule="contact_core_customer", owner=bank.staff("张三"))
    assert duty.proofs.get().record_id == contact.pk


def test_AS_03_nothing_is_asked_twice_on_the_road(bank, desk, customer):
    """I-01: what one page was told, the next one knows. The typed fields are counted, and none repeats another."""
    leaving, _page = go(desk, customer)
    absence = Absence.objects.get()
    coming = come(bank, absence)
    typed = [*LEAVING, *BACK]
    assert len(typed) == len(set(typed)) <= ASKED_AT_MOST
    brought = [name for name in leaving.values if leaving.values[name] not in ("", [])]
    assert {"business", "person", "place", "leaves_at", "back_by"} <= set(brought)
    known = {"back_at": True, "person": str(absence.person_id), "purposes": ["relation"]}
    assert {name: coming.values[name] for name in ("person", "purposes")} == {
        name: value for name, value in known.items() if name != "back_at"
    }
    repeated = {"customer", "place", "purpose", "phone", "person_name", "companions", "leaves_at", "mode", "met_at"}
    assert not repeated & set(coming.values), "the outing has said this"


def test_AS_03_every_typed_word_reaches_its_books(bank, desk, customer):
    """Nothing that was typed is lost, and the sheets of both registers say it."""
    go(desk, customer, companions="李四")
    come(bank, Absence.objects.get(), next_on="2026-03-09")
    contact, back = Contact.objects.get(), AbsenceReturn.objects.get()
    assert (back.result, back.next_step) == (BACK["result"], BACK["next_step"])
    assert (contact.result, contact.next_step, contact.minutes) == (back.result, back.next_step, BACK["minutes"])
    assert (contact.place, contact.ours, contact.persons) == ("示例路1号", "李四", "陈会计")
    assert (contact.met_at, contact.until) == (moment("2026-03-02 14:00"), moment("2026-03-02 16:10"))
    with translation.override("zh-hans"):
        sheets = [repr(ABSENCES.form.paper(ABSENCES.rows.get())), repr(CONTACTS.form.paper(CONTACTS.rows.get()))]
    assert LEAVING["purpose"] in sheets[0]
    assert all(BACK["result"] in sheet for sheet in sheets)
    assert "138****5678" in sheets[0]
    assert "13800005678" not in "".join(sheets)
    kinds = sorted(Filing.objects.filter(record=contact.record).values_list("kind", flat=True))
    assert kinds == ["contact", "contact", "effective_contact", "visit"]


def test_an_appointment_is_kept_on_the_same_road(bank, customer):
    """The way from the appointment: what was agreed is filled in, and the contact keeps it."""
    made = an_appointment(bank.staff("张三"), customer, moment("2026-03-02 09:00"), moment("2026-03-02 14:30"))
    desk = Desk(bank, "张三", MONDAY, "14:00")
    address = f"/outings/new/?customer={customer.pk}&appointment={made.pk}"
    assert address.replace("&", "&amp;") in desk.read(f"/appointments/{made.pk}/")
    form = Form(desk.read(address), "outing")
    assert form.values["purpose"] == "商谈续作"
    assert desk.post(address, form.filled({})).status_code == 302
    come(bank, Absence.objects.get())
    assert Contact.objects.get().appointment == made
    assert Duty.objects.get(rule="keep_appointment").met_at is not None
    assert Appointment.objects.count() == 1


def test_met_nobody_and_going_home(bank, desk, customer):
    """Nobody was there: the result is the return's alone, no contact is claimed; going home needs its reason."""
    go(desk, customer)
    absence = Absence.objects.get()
    late = Desk(bank, "张三", MONDAY, "17:30")
    said = {"back_at": "2026-03-02T17:20", "result": "无人在场，改约周三", "met": "on", "goes_home": "on"}
    refused = late.post(f"/outings/{absence.pk}/back/", said)
    assert (refused.status_code, "Say why you do not come back today." in refused.content.decode()) == (422, True)
    assert late.post(f"/outings/{absence.pk}/back/", said | {"reason": "已过下班时间"}).status_code == 302
    assert not Contact.objects.exists()
    assert AbsenceReturn.objects.get().goes_home


def test_sent_twice_is_one_return_and_one_contact(bank, desk, customer):
    go(desk, customer)
    absence = Absence.objects.get()
    once = {"once": "1f0e2c3a-0000-4000-8000-00000000000a"}
    for _again in range(2):
        come_once = Desk(bank, "张三", MONDAY, "16:10")
        sent = BACK | {"back_at": "2026-03-02T16:10", "purposes": ["needs"], "persons": "陈会计"}
        assert come_once.post(f"/outings/{absence.pk}/back/", sent | once).status_code == 302
    assert (AbsenceReturn.objects.count(), Contact.objects.count()) == (1, 1)
