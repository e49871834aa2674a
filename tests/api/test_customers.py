"""Customers over the API: what the pages show, masked as there."""

import pytest

from lvzhi.customers.models import Customer
from tests.bank import Bank
from tests.customers.made import a_customer, somebody_there
from tests.web.desk import MONDAY, Desk, team

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/customers/"


@pytest.fixture
def bank() -> Bank:
    return team()


@pytest.fixture
def customer(bank: Bank) -> Customer:
    made = a_customer(
        bank.staff("王五"), bank.staff("张三"), number="C1", phone="13812345678", credit_code="91350100M000100Y43"
    )
    somebody_there(bank.staff("张三"), made, is_first=True)
    return made


def test_the_list_is_filtered_as_on_the_page_and_masked(bank: Bank, customer: Customer) -> None:
    a_customer(bank.staff("王五"), bank.staff("王二"), "示例乙食品有限公司", tier="key")
    desk = Desk(bank, "李四", MONDAY, "09:00")
    answer = desk.get(f"{ADDRESS}?q=jm").json()
    (row,) = answer["items"]
    assert (row["id"], row["name"], row["phone"]) == (customer.pk, customer.name, "138****5678")
    assert answer["count"] == {"value": 1, "capped": False}
    page = desk.get(f"{ADDRESS}?limit=1&sort=-name").json()
    assert page["next"]
    assert desk.get(page["next"]).json()["items"][0]["id"] == customer.pk
    assert desk.get(f"{ADDRESS}?q=x").status_code == 422


def test_one_customer_with_its_people_masked(bank: Bank, customer: Customer) -> None:
    answer = Desk(bank, "张三", MONDAY, "09:00").get(f"{ADDRESS}{customer.pk}/").json()
    assert (answer["number"], answer["tier"], answer["credit_code"]) == ("C1", "core", "91350100M000100Y43")
    assert (answer["phone"], answer["manager"]) == ("138****5678", bank.staff("张三").number)
    assert [(one["name"], one["phone"]) for one in answer["people"]] == [("周经理", "138****5678")]


def test_the_description_names_them(bank: Bank) -> None:
    found = Desk(bank, "张三", MONDAY, "09:00").get("/api/v1/openapi.json").json()["paths"]
    assert {ADDRESS, f"{ADDRESS}{{pk}}/"} <= set(found)


def test_without_a_valid_agreement_there_is_nothing(bank: Bank, customer: Customer) -> None:
    staff = bank.staff("张三")
    staff.cleared_until = None
    staff.save()
    answer = Desk(bank, "张三", MONDAY, "09:00").get(f"{ADDRESS}{customer.pk}/")
    assert answer.status_code in (403, 404)
    assert customer.name not in answer.text
