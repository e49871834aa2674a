"""The acceptance scenarios of outings and contacts, through the pages that people use."""

import datetime as dt

from lvzhi.contacts.models import Absence, Contact
from lvzhi.core.clock import moment as clock_moment
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.records.models import Message
from tests.contacts.house import MINUTES, a_customer
from tests.scenario import moment
from tests.web.desk import MONDAY, TUESDAY, Desk, night

CALL = {
    "mode": "call", "persons": "陈会计", "purposes": ["relation"], "minutes": MINUTES,
    "result": "同意面谈", "next_step": "约时间",
}  # fmt: skip


def call(bank, customer, day, at="10:00", **more):
    """A contact through its form, by the customer's manager."""
    desk = Desk(bank, "张三", day, at)
    met_at = f"{day}T{at}"
    sent = desk.post(f"/contacts/new/?customer={customer.pk}", CALL | {"met_at": met_at} | more)
    assert sent.status_code == 302, sent.content.decode()
    return Contact.objects.latest("pk")


def test_AS_04_an_open_outing_is_reminded_at_six_and_on_the_supervisors_list_at_eight(bank, customer):
    """AS-04: at 18:00 the relationship manager is reminded; at 08:00 the next day the supervisor sees it."""
    desk = Desk(bank, "张三", MONDAY, "14:00")
    said = {"business": "visit", "purpose": "核对回款", "place": "示例路1号", "person": customer.people.get().pk}
    said |= {"leaves_at": "2026-03-02T14:00", "back_by": "2026-03-02T16:00"}
    assert desk.post(f"/outings/new/?customer={customer.pk}", said).status_code == 302
    absence = Absence.objects.get()
    engine.tick(moment("2026-03-02 17:59"))
    rule = {"facts__rule": "complete_outing"}
    assert not Message.objects.filter(**rule).exists()
    engine.tick(moment("2026-03-02 18:00"))
    assert Message.objects.get(**rule).to == bank.staff("张三")
    evening = Desk(bank, "李四", MONDAY, "18:10").read("/outings/now/")
    assert "张三" in evening
    assert "Not back from an earlier day" not in evening
    night(TUESDAY)
    assert Message.objects.filter(**rule).count() == 1
    engine.tick(moment("2026-03-03 08:00"))
    assert Message.objects.filter(**rule).latest("pk").to == bank.staff("李四")
    morning = Desk(bank, "李四", TUESDAY, "08:00").read("/outings/now/")
    assert "Not back from an earlier day" in morning
    assert f"/outings/{absence.pk}/" in morning


def test_AS_15_contacts_on_the_last_of_january_and_the_first_of_march_leave_february_late(bank):
    """AS-15: the calendar month counts, not thirty days."""
    customer = a_customer(bank, "示例丙", "张三")
    for day in (dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)):
        night(day)
        contacts = {1: dt.date(2026, 1, 31), 3: dt.date(2026, 3, 1)}
        if day.month in contacts:
            call(bank, customer, contacts[day.month])
    duties = Duty.objects.filter(rule="contact_core_customer", about=customer.ref).order_by("opens")
    now = clock_moment(dt.date(2026, 3, 2))
    assert [duty.state(now) for duty in duties] == ["met", "late", "met"]


def test_AS_16_a_mass_message_counts_for_nobody(bank, customer):
    """AS-16: sent to many customers at once, it moves no counter."""
    others = [a_customer(bank, f"示例{n}", "张三") for n in range(3)]
    for one in (customer, *others):
        contact = call(bank, one, MONDAY, mode="mass", persons="")
        assert not contact.effective
        one.refresh_from_db()
        assert one.last_contact_at is None
    owed = Duty.objects.filter(rule="contact_core_customer", owner=bank.staff("张三"))
    assert {duty.met_at for duty in owed} == {None}
    page = Desk(bank, "张三", MONDAY, "11:00").read("/contacts/?counts=yes")
    assert customer.name not in page
