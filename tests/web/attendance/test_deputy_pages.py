"""B acts for A on the pages while A is on leave: it counts for A, shows both names, and is refused once A is back."""

import datetime as dt

import pytest

from lvzhi.contacts.models import Contact
from lvzhi.core.clock import moment
from lvzhi.records.models import Filing
from tests.attendance.asking import days, granted
from tests.contacts.house import MINUTES, a_customer
from tests.web.desk import MONDAY, TUESDAY, Desk, night, team

CALL = {
    "mode": "call", "purposes": ["needs"], "persons": "陈会计", "minutes": MINUTES, "result": "同意下月开户",
    "next_step": "准备方案",
}  # fmt: skip


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def test_AS_48_a_contact_by_b_for_a_counts_for_a_and_is_refused_once_a_is_back(bank):
    customer = a_customer(bank, "示例甲精密制造", "张三")
    address = f"/contacts/new/?customer={customer.pk}"
    leave = granted(bank, "张三", days("2026-03-03", "2026-03-04"), at=moment(MONDAY, dt.time(9)))
    assert Desk(bank, "王二", MONDAY, "16:00").get(address).status_code == 404  # not yet
    deputy = Desk(bank, "王二", TUESDAY, "10:00")
    sent = deputy.post(address, CALL | {"met_at": "2026-03-03T09:50"})
    contact = Contact.objects.get()
    assert sent.url == f"/contacts/{contact.pk}/"
    assert (contact.owner.name, contact.record.by.name, contact.record.instead_of.name) == ("张三", "王二", "张三")
    assert set(Filing.objects.filter(record=contact.pk).values_list("owner__name", flat=True)) == {"张三"}
    assert "王二 for 张三" in deputy.read(sent.url)
    back = Desk(bank, "张三", TUESDAY, "14:00")
    assert back.post(f"/leave/{leave.pk}/end/", {"back_at": "2026-03-03T13:50"}).status_code == 302
    late = Desk(bank, "王二", TUESDAY, "14:05")
    assert late.get(address).status_code == 404
    assert late.post(address, CALL | {"met_at": "2026-03-03T14:00"}).status_code in (403, 404)
    assert Contact.objects.count() == 1
