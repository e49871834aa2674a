"""The pages of outings, contacts and appointments: what is offered, what is wrong beside its field, and the queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.contacts.models import Absence, AbsenceChange, Appointment, Contact, Promise, SpotCheck
from lvzhi.people.models import Staff
from tests.contacts.house import MINUTES, a_contact, a_return, an_appointment, an_outing, said, stands_in
from tests.scenario import moment
from tests.web.contacts.asked import Form
from tests.web.contacts.test_acceptance import CALL, call
from tests.web.desk import MONDAY, TUESDAY, Desk

AT = moment("2026-03-02 10:00")


@pytest.fixture
def zhang(bank) -> Staff:
    return bank.staff("张三")


@pytest.mark.parametrize("address", ["/outings/new/", "/contacts/new/", "/appointments/new/"])
def test_the_customer_is_looked_for_and_chosen(bank, customer, address):
    desk = Desk(bank, "张三", MONDAY, "10:00")
    chosen = f"{address}?customer={customer.pk}"
    assert chosen in desk.read(address)
    assert chosen in desk.read(f"{address}?q=精密")
    assert chosen not in desk.read(f"{address}?q=商贸")
    part = desk.get(f"{address}?q=精密", headers={"HX-Target": "found"}).content.decode()
    assert chosen in part
    assert "<html" not in part
    other = Desk(bank, "外人", MONDAY, "10:00")
    assert other.get(chosen).status_code == 404


def test_elsewhere_than_to_a_customer(bank):
    desk = Desk(bank, "张三", MONDAY, "10:00")
    page = desk.read("/outings/new/?to=government")
    form = Form(page, "outing")
    assert {"person", "person_name", "phone", "prospect"}.isdisjoint(form.values)
    typed = {"business": "registration", "purpose": "办理抵押登记", "place": "不动产登记中心"}
    assert desk.post("/outings/new/?to=government", form.filled(typed)).status_code == 302
    assert Absence.objects.get().place_kind == "government"


def test_a_new_prospect_has_no_file_yet(bank):
    desk = Desk(bank, "张三", MONDAY, "10:00")
    form = Form(desk.read("/outings/new/?to=prospect"), "outing")
    typed = {"business": "visit", "prospect": "示例新户", "purpose": "首次拜访", "place": "示例路8号"}
    refused = desk.post("/outings/new/?to=prospect", form.filled(typed))
    assert refused.status_code == 422
    assert "Say whom you meet." in refused.content.decode()
    assert "首次拜访" in refused.content.decode()
    more = {"person_name": "钱总", "phone": "13900001111"}
    assert desk.post("/outings/new/?to=prospect", form.filled(typed | more)).status_code == 302
    assert "139****1111" in desk.read(f"/outings/{Absence.objects.get().pk}/")


def test_an_overlap_names_the_other_entry_and_keeps_what_was_typed(bank, zhang, customer):
    an_outing(zhang, AT, customer)
    desk = Desk(bank, "张三", MONDAY, "10:30")
    form = Form(desk.read("/outings/new/?to=other"), "outing")
    typed = {"business": "papers", "purpose": "送交合同资料", "place": "示例路3号"}
    page = desk.post("/outings/new/?to=other", form.filled(typed))
    assert page.status_code == 422
    assert "already entered for this time: 示例甲精密制造, 03-02 10:00" in page.content.decode()
    assert "送交合同资料" in page.content.decode()
    assert Absence.objects.count() == 1


def test_a_change_is_shown_and_the_list_follows_it(bank, zhang, customer):
    absence = an_outing(zhang, AT, customer)
    desk = Desk(bank, "张三", MONDAY, "10:30")
    address = f"/outings/{absence.pk}/change/"
    form = Form(desk.read(address), "change")
    assert desk.post(address, form.filled({"reason": "没有变"})).status_code == 422
    assert desk.post(address, form.filled({"place": "示例路66号", "reason": "对方改地点"})).status_code == 302
    change = AbsenceChange.objects.get()
    assert (change.place, change.back_by) == ("示例路66号", None)
    assert "示例路66号" in desk.read("/outings/")
    form = Form(desk.read(address), "change")
    assert form.values["place"] == "示例路66号"
    assert desk.post(address, form.filled({"cancelled": "on", "reason": "不去了"})).status_code == 302
    assert "Called off" in desk.read(f"/outings/{absence.pk}/")
    assert desk.get(f"/outings/{absence.pk}/back/").status_code == 302


def test_the_supervisor_checks_an_entry(bank, zhang, customer):
    absence = an_outing(zhang, AT, customer)
    a_return(absence, moment("2026-03-02 11:00"), said(AT))
    desk = Desk(bank, "李四", TUESDAY, "09:00")
    assert f"/outings/{absence.pk}/check/" in desk.read(f"/outings/{absence.pk}/")
    sent = desk.post(f"/outings/{absence.pk}/check/", {"way": "电话核实", "finding": "partly", "remark": "早走半小时"})
    assert sent.status_code == 302
    page = desk.read(f"/outings/{absence.pk}/")
    assert "早走半小时" in page
    assert f"/outings/{absence.pk}/check/" not in page
    assert SpotCheck.objects.count() == 1
    assert Desk(bank, "孙立", TUESDAY, "09:00").get(f"/outings/{absence.pk}/").status_code == 404


def test_a_contact_by_a_deputy_shows_both_everywhere(bank, customer):
    stands_in(bank, "王二", "张三", MONDAY, MONDAY)
    desk = Desk(bank, "王二", MONDAY, "10:00")
    assert "you stand in for 张三" in desk.read(f"/contacts/new/?customer={customer.pk}")
    sent = desk.post(f"/contacts/new/?customer={customer.pk}", CALL | {"met_at": "2026-03-02T10:00"})
    contact = Contact.objects.get()
    assert sent.url == f"/contacts/{contact.pk}/"
    for page in ("/contacts/", f"/contacts/{contact.pk}/"):
        assert "王二 for 张三" in Desk(bank, "张三", MONDAY, "11:00").read(page)
    after = Desk(bank, "王二", TUESDAY, "10:00")
    assert after.get(f"/contacts/new/?customer={customer.pk}").status_code == 404


def test_a_contact_found_ineffective_is_owed_again(bank, customer):
    contact = call(bank, customer, MONDAY)
    desk = Desk(bank, "李四", TUESDAY, "09:00")
    assert f"/contacts/{contact.pk}/review/" in desk.read(f"/contacts/{contact.pk}/")
    refused = desk.post(f"/contacts/{contact.pk}/review/", {"effective": "no"})
    assert "Say why it does not count." in refused.content.decode()
    sent = desk.post(f"/contacts/{contact.pk}/review/", {"effective": "no", "opinion": "只是问候"})
    assert sent.status_code == 302
    page = Desk(bank, "张三", TUESDAY, "10:00").read(f"/contacts/{contact.pk}/")
    assert "Not effective" in page
    assert "只是问候" in page
    assert "found the contact with 示例甲精密制造 not effective" in Desk(bank, "张三", TUESDAY, "10:00").read(
        "/messages/"
    )


def test_a_promise_is_settled_from_its_contact(bank, zhang, customer):
    contact = a_contact(zhang, customer, AT, promises=[Promise(text="周五前提供方案")])
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    address = f"/contacts/{contact.pk}/promises/1/"
    assert address in desk.read(f"/contacts/{contact.pk}/")
    assert desk.post(address, {"remark": "已送达"}).status_code == 302
    assert "已送达" in desk.read(f"/contacts/{contact.pk}/")
    assert address not in desk.read(f"/contacts/{contact.pk}/")


def test_an_appointment_through_its_pages(bank, customer):
    desk = Desk(bank, "张三", MONDAY, "10:00")
    address = f"/appointments/new/?customer={customer.pk}"
    form = Form(desk.read(address), "appointment")
    assert form.values["place"] == "示例路1号"
    typed = {"starts": "2026-03-04T10:00", "purpose": "商谈续作"}
    assert desk.post(address, form.filled(typed | {"starts": "2026-03-01T10:00"})).status_code == 422
    assert desk.post(address, form.filled(typed)).status_code == 302
    made = Appointment.objects.get()
    form = Form(desk.read(f"/appointments/{made.pk}/move/"), "appointment")
    assert form.values["starts"] == "2026-03-04T10:00"
    moved = {"starts": "2026-03-05T10:00", "reason": "对方出差"}
    assert desk.post(f"/appointments/{made.pk}/move/", form.filled(moved)).status_code == 302
    new = Appointment.objects.latest("pk")
    assert (new.moved_from, new.reason, new.purpose) == (made, "对方出差", "商谈续作")
    assert desk.post(f"/appointments/{new.pk}/off/", {"reason": "业务已办完"}).status_code == 302
    page = desk.read("/appointments/")
    assert "called off" in page
    assert "moved" in page
    assert "业务已办完" in page


def test_as_many_queries_for_one_row_as_for_three(bank, zhang, customer):
    supervisor, counts = "李四", []
    for n in range(3):
        met = AT.replace(hour=9 + 2 * n)
        absence = an_outing(zhang, met, customer, back_by=met.replace(minute=50))
        a_return(absence, met.replace(minute=40), said(met, promises=[Promise(text="提供方案")]))
        an_appointment(zhang, customer, met, AT.replace(day=5 + n))
        an_outing(bank.staff("王二"), met, leaves_at=met, back_by=met.replace(minute=30))
        if n != 1:
            counts.append([queries(bank, supervisor, address) for address in addresses(absence)])
        a_return(Absence.objects.latest("pk"), met.replace(minute=20))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 24, counts


def addresses(absence: Absence) -> list[str]:
    contact = Contact.objects.get(absence=absence)
    return [
        "/outings/", "/contacts/", "/appointments/", "/outings/now/",
        f"/outings/{absence.pk}/", f"/contacts/{contact.pk}/",
    ]  # fmt: skip


def queries(bank, who: str, address: str) -> int:
    desk = Desk(bank, who, MONDAY, "17:00")
    desk.read(address)
    with CaptureQueriesContext(connection) as asked:
        desk.read(address)
    return len(asked)


def test_a_contact_is_written_down_in_a_few_statements(bank, customer):
    desk = Desk(bank, "张三", MONDAY, "10:00")
    form = Form(desk.read(f"/contacts/new/?customer={customer.pk}"), "contact")
    typed = {"persons": "陈会计", "purposes": "needs", "minutes": MINUTES, "result": "同意", "next_step": "送方案"}
    sent = form.filled(typed | {"met_at": "2026-03-02T09:30", "mode": "call"})
    with CaptureQueriesContext(connection) as asked:
        assert desk.post(f"/contacts/new/?customer={customer.pk}", sent).status_code == 302
    assert len(asked) == 14, "\n".join(one["sql"][:110] for one in asked)


def test_a_phone_without_a_network_has_the_customer_typed(bank, customer):
    """What was left empty comes from the customer's file; a name that means nobody is said beside the field."""
    desk = Desk(bank, "张三", MONDAY, "10:00")
    form = Form(desk.read("/outings/new/?to=customer"), "outing")
    typed = {"customer": "精密", "purpose": "核对回款"}
    assert desk.post("/outings/new/?to=customer", form.filled(typed | {"customer": "商贸"})).status_code == 422
    assert desk.post("/outings/new/?to=customer", form.filled(typed)).status_code == 302
    absence = Absence.objects.get()
    assert (absence.customer, absence.place, absence.phone) == (customer, "示例路1号", "13800005678")
    form = Form(desk.read("/contacts/new/?to=customer"), "contact")
    typed = CALL | {"customer": customer.number, "promise": "提供方案", "promise_on": "2026-03-06"}
    assert desk.post("/contacts/new/?to=customer", form.filled(typed)).status_code == 302
    promise = Promise.objects.get()
    assert (promise.contact.customer, promise.ours, promise.text) == (customer, True, "提供方案")
