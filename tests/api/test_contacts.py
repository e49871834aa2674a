"""Outings, contacts and appointments over the API: the same rows, rules and errors as on the pages."""

import datetime as dt
import uuid
from typing import Any

import pytest

from lvzhi.contacts.models import Absence, AbsenceReturn, Appointment, Contact, SpotCheck
from lvzhi.duties.models import Duty
from tests.contacts.house import MINUTES, a_contact, a_customer, an_appointment, an_outing, stands_in
from tests.plugins.browsing import Browser
from tests.scenario import moment
from tests.web.clock import at_moment
from tests.web.desk import MONDAY, night, team

pytestmark = pytest.mark.django_db
API = "/api/v1"
AT = moment("2026-03-02 14:00")
SAID = {
    "minutes": MINUTES,
    "result": "同意下月开户",
    "next_step": "准备方案",
    "purposes": ["needs"],
    "persons": "陈会计",
}


@pytest.fixture
def bank():
    bank = team()
    a_customer(bank, "示例甲精密制造", "张三", address="示例路1号")
    night(dt.date(2026, 3, 1))
    return bank


@pytest.fixture
def customer(bank):
    return bank.staff("张三").customers.get()


class Caller:
    """Somebody who calls the API at a moment."""

    def __init__(self, bank, who: str, at: dt.datetime) -> None:
        self.at, self.browser = at, Browser()
        with at_moment(at):
            self.browser.sign_in(bank.staff(who))

    def get(self, path: str) -> Any:
        with at_moment(self.at):
            return self.browser.get(f"{API}{path}")

    def post(self, path: str, body: dict[str, Any], **headers: str) -> Any:
        with at_moment(self.at):
            return self.browser.post(f"{API}{path}", body, content_type="application/json", headers=headers)


def test_the_road_of_a_visit(bank, customer):
    """Leave, and come back with the contact: the return, the contact and the proof at once."""
    person = customer.people.get()
    outing = {"leaves_at": AT.isoformat(), "back_by": (AT + dt.timedelta(hours=2)).isoformat(), "business": "visit"}
    outing |= {"purpose": "商谈结算", "place": "示例路1号", "customer": customer.pk, "person": person.pk}
    left = Caller(bank, "张三", AT).post("/outings/", outing)
    assert left.status_code == 201, left.content
    said = left.json()
    assert (said["state"], said["phone"], said["person_name"]) == ("open", "138****5678", "陈会计")
    assert left["Location"] == f"{API}/outings/{said['id']}/"
    later = Caller(bank, "张三", AT + dt.timedelta(hours=2))
    came = later.post(f"/outings/{said['id']}/return/", {"back_at": later.at.isoformat(), "contact": SAID})
    assert came.status_code == 201, came.content
    contact = Contact.objects.get()
    assert (came.json()["state"], came.json()["contact"], came.json()["result"]) == ("back", contact.pk, "同意下月开户")
    assert AbsenceReturn.objects.get().next_step == "准备方案"
    assert Duty.objects.get(rule="contact_core_customer").met_at == later.at
    assert later.get(f"/contacts/{contact.pk}/").json()["effective"] is True
    assert [row["id"] for row in later.get("/outings/?state=back").json()["items"]] == [said["id"]]


def test_what_is_wrong_is_said_by_field(bank, customer):
    caller = Caller(bank, "张三", AT)
    outing = {"leaves_at": AT.isoformat(), "back_by": AT.isoformat(), "business": "visit", "purpose": "商谈"}
    outing |= {"place": "示例路1号", "place_kind": "office"}
    assert "place_kind" in caller.post("/outings/", outing).json()
    outing |= {"place_kind": "government"}
    assert "back_by" in caller.post("/outings/", outing).json()
    assert "leaves_at" in caller.post("/outings/", outing | {"leaves_at": "2026-03-02T14:00"}).json()
    contact = SAID | {"customer": customer.pk, "met_at": AT.isoformat(), "mode": "call"}
    assert "mode" in caller.post("/contacts/", contact | {"mode": "smoke"}).json()
    assert "purposes" in caller.post("/contacts/", contact | {"purposes": ["chat"]}).json()
    assert not Absence.objects.exists()


def test_a_contact_by_a_deputy_names_both(bank, customer):
    contact = SAID | {"customer": customer.pk, "met_at": AT.isoformat(), "mode": "call"}
    refused = Caller(bank, "王二", AT).post("/contacts/", contact)
    assert refused.status_code == 404
    stands_in(bank, "王二", "张三", MONDAY, MONDAY)
    key = str(uuid.uuid4())
    caller = Caller(bank, "王二", AT)
    first, again = (caller.post("/contacts/", contact, **{"Idempotency-Key": key}) for _n in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json()["author"] in ("王二代张三", "王二 for 张三")
    assert (first.json()["owner_name"], Contact.objects.count()) == ("张三", 1)


def test_the_supervisor_checks_and_reviews(bank, customer):
    absence = an_outing(bank.staff("张三"), AT)
    contact = a_contact(bank.staff("张三"), customer, AT)
    lead = Caller(bank, "李四", AT + dt.timedelta(hours=3))
    checked = lead.post(f"/outings/{absence.pk}/check/", {"way": "电话核实", "finding": "true"})
    assert (checked.status_code, checked.json()["checked"], SpotCheck.objects.count()) == (201, True, 1)
    assert "opinion" in lead.post(f"/contacts/{contact.pk}/review/", {"effective": False}).json()
    found = lead.post(f"/contacts/{contact.pk}/review/", {"effective": False, "opinion": "只是问候"})
    assert (found.status_code, found.json()["effective"]) == (201, False)
    other = Caller(bank, "孙立", AT)
    assert other.post(f"/contacts/{contact.pk}/review/", {"effective": True}).status_code == 404


def test_an_appointment_is_made_moved_and_called_off(bank, customer):
    caller = Caller(bank, "张三", AT)
    starts = AT + dt.timedelta(days=1)
    asked = {"customer": customer.pk, "starts": starts.isoformat(), "purpose": "商谈续作"}
    assert "mode" in caller.post("/appointments/", asked | {"mode": "mass"}).json()
    made = caller.post("/appointments/", asked).json()
    moved = caller.post(
        f"/appointments/{made['id']}/move/",
        {"starts": (starts + dt.timedelta(days=1)).isoformat(), "purpose": "商谈续作", "reason": "对方出差"},
    ).json()
    assert (moved["moved_from"], moved["state"]) == (made["id"], "standing")
    off = caller.post(f"/appointments/{moved['id']}/off/", {"reason": "业务已办完"}).json()
    assert (off["state"], off["reason"]) == ("off", "业务已办完")
    assert caller.get(f"/appointments/{made['id']}/").json()["state"] == "moved"
    assert Appointment.objects.count() == 2


def test_another_team_finds_nothing(bank, customer):
    absence = an_outing(bank.staff("张三"), AT, customer)
    contact = a_contact(bank.staff("张三"), customer, AT)
    made = an_appointment(bank.staff("张三"), customer, AT, AT + dt.timedelta(days=1))
    other = Caller(bank, "外人", AT)
    for path in (f"/outings/{absence.pk}/", f"/contacts/{contact.pk}/", f"/appointments/{made.pk}/"):
        assert other.get(path).status_code == 404
    for path in ("/outings/", "/contacts/", "/appointments/"):
        assert other.get(path).json()["items"] == []
        assert Caller(bank, "李四", AT).get(path).json()["count"]["value"] == 1
    assert Caller(bank, "管理员", AT).get("/contacts/").status_code == 403
