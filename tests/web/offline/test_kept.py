"""Which forms a phone keeps: those of the way to customers and back, few, and with few questions to the database."""

import datetime as dt
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bank import Bank
from tests.contacts.house import a_customer, an_appointment, an_outing
from tests.web.offline.conftest import Phone
from tests.web.signing.conftest import Clock


def pages(phone: Phone) -> list[str]:
    found: list[str] = phone.ask("/offline/ready/").json()["pages"]
    return found


def test_the_way_to_a_customer_and_back_is_kept(phone: Phone, bank: Bank, time: Clock) -> None:
    customer = a_customer(bank, "示例甲精密制造有限公司", "manager")
    agreed = an_appointment(phone.staff, customer, time.at, starts=time.at + dt.timedelta(hours=20))
    out = an_outing(phone.staff, time.at)
    asked = f"?customer={customer.pk}"
    wanted = {
        "/offline/", "/outings/new/", "/outings/new/?to=prospect", "/contacts/new/", f"/outings/{out.pk}/back/",
        f"/contacts/new/{asked}", f"/outings/new/{asked}", f"/outings/new/{asked}&appointment={agreed.pk}",
    }  # fmt: skip
    found = pages(phone)
    assert wanted <= set(found)
    assert found[1] == f"/outings/{out.pk}/back/", "what is needed next comes first"
    for address in found:
        page = phone.ask(address)
        assert (page.status_code, address) == (200, address)
    for address in (f"/outings/{out.pk}/back/", f"/contacts/new/{asked}", f"/outings/new/{asked}"):
        assert "data-offline=" in phone.ask(address).text


def test_a_form_that_is_kept_knows_which_of_its_times_mean_now(phone: Phone, bank: Bank) -> None:
    customer = a_customer(bank, "示例甲精密制造有限公司", "manager")
    page = phone.ask(f"/outings/new/?customer={customer.pk}").text
    assert page.count("data-now=") == 2
    assert "Written on the phone at {time}, without a network" in page
    assert phone.ask(f"/contacts/new/?customer={customer.pk}").text.count("data-now=") == 1


def test_nothing_of_another_persons_customers_is_kept(phone: Phone, bank: Bank, time: Clock) -> None:
    theirs = a_customer(bank, "示例乙商贸有限公司", "colleague")
    an_appointment(bank.staff("colleague"), theirs, time.at, starts=time.at + dt.timedelta(hours=20))
    assert [one for one in pages(phone) if "customer=" in one] == []


def test_whoever_meets_no_customers_keeps_the_list_alone(phone: Phone, bank: Bank) -> None:
    phone.browser.post("/account/logout/")
    phone.browser.sign_in(bank.staff("administrator"))
    assert pages(phone) == ["/offline/"]


def test_few_questions_however_many_customers(phone: Phone, bank: Bank, time: Clock) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            pages(phone)
        return len(found)

    def more(*names: str) -> None:
        for n, name in enumerate(names):
            customer: Any = a_customer(bank, name, "manager")
            an_appointment(phone.staff, customer, time.at, starts=time.at + dt.timedelta(hours=15 + 2 * n))

    pages(phone)
    more("示例甲")
    one = asked()
    more("示例乙", "示例丙", "示例丁")
    assert asked() == one
    more(*(f"示例{n}号" for n in range(12)))
    assert len(pages(phone)) <= 45
