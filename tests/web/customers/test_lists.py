"""The list of customers: who sees whom, by which filters; telephones masked; a fixed number of queries."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.customers.models import Customer, Tier
from lvzhi.desk.customer_list import CUSTOMERS
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy
from tests.bank import Bank
from tests.customers.made import a_customer
from tests.scenario import moment
from tests.web.desk import MONDAY, At


def rows(page: str) -> list[str]:
    return re.findall(r'class="cell-link" href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def three(bank: Bank) -> list[Customer]:
    lead = bank.staff("王五")
    found = [
        a_customer(lead, bank.staff("张三"), "示例甲食品有限公司", number="C2", district="城东", phone="13812345678"),
        a_customer(lead, bank.staff("王二"), "示例乙模具有限公司", number="C1", tier=Tier.GENERAL, segment="interbank"),
        a_customer(lead, bank.staff("外人"), "示例丙物流有限公司", number="C3", tier=Tier.KEY),
    ]
    Customer.objects.filter(pk=found[0].pk).update(last_contact_at=moment("2026-02-20 10:00"))
    return found


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("张三", "甲"),
        ("王二", "乙"),
        ("外人", "丙"),
        ("李四", "甲乙"),
        ("孙立", "丙"),
        ("王五", "丙甲乙"),
        ("审计员", "丙甲乙"),
    ],
)
def test_everybody_sees_his_own_in_the_order_of_names(at: At, three: list[Customer], who: str, seen: str) -> None:
    assert [name[2] for name in rows(at(who).read("/customers/"))] == list(seen)


def test_the_backup_and_who_stands_in_see_them_too(bank: Bank, at: At, three: list[Customer]) -> None:
    Customer.objects.filter(number="C1").update(backup=bank.staff("张三"))
    Deputy.objects.create(staff=bank.staff("外人"), deputy=bank.staff("张三"), during=lasting(MONDAY, MONDAY))
    assert len(rows(at("张三").read("/customers/"))) == 3


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("q=模具", "乙"),
        ("q=slj", "甲"),
        ("q=c3", "丙"),
        ("q=示例", "丙甲乙"),
        ("q=有限公司", "丙甲乙"),
        ("q=没有", ""),
        ("tier=core", "甲"),
        ("segment=interbank", "乙"),
        ("district=城东", "甲"),
        ("manager=王二", "乙"),
        ("silent=2026-02-20", "丙乙"),
        ("silent=2026-02-21", "丙甲乙"),
        ("closed=yes", ""),
        ("sort=number", "乙甲丙"),
        ("sort=-name", "乙甲丙"),
        ("sort=-last_contact", "乙丙甲"),
        ("q=示例&tier=key", "丙"),
    ],
)
def test_filters_and_orders(at: At, three: list[Customer], asked: str, seen: str) -> None:
    found = [name[2] for name in rows(at("王五").read(f"/customers/?{asked}"))]
    assert sorted(found) == sorted(seen)
    if "sort" in asked and "last" not in asked:
        assert found == list(seen)


def test_one_character_is_too_little_and_said_so(at: At, three: list[Customer]) -> None:
    assert "field-error" in at("王五").read("/customers/?q=模")


def test_telephones_are_masked(at: At, three: list[Customer]) -> None:
    page = at("张三").read("/customers/")
    assert "138****5678" in page
    assert "13812345678" not in page


def test_closed_ones_are_shown_when_asked_for_alone(at: At, three: list[Customer]) -> None:
    Customer.objects.filter(number="C1").update(closed_on=MONDAY, closed_why="销户")
    assert [name[2] for name in rows(at("李四").read("/customers/"))] == ["甲"]
    assert [name[2] for name in rows(at("李四").read("/customers/?closed=yes"))] == ["乙"]


def test_pages_go_forward_and_back(at: At, three: list[Customer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvzhi.records.listing.Asked.page.__defaults__", (2,))
    for asked in ("?sort=name", "?q=示例"):
        first = at("王五").read(f"/customers/{asked}")
        onward = re.search(r'rel="next" href="([^"]+)"', first)
        assert onward is not None
        second = at("王五").read("/customers/" + onward[1].replace("&amp;", "&"))
        assert [name[2] for name in rows(first) + rows(second)] == list("丙甲乙")
        back = re.search(r'rel="prev" href="([^"]+)"', second)
        assert back is not None
        assert rows(at("王五").read("/customers/" + back[1].replace("&amp;", "&"))) == rows(first)


def test_a_common_word_finds_a_bounded_number(at: At, three: list[Customer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvzhi.web.customers.views.CUSTOMERS", replace(CUSTOMERS, cap=2))
    assert "2+ rows" in at("王五").read("/customers/?q=示例")
    assert "2+ rows" in at("王五").read("/customers/")
    assert "1 rows" in at("王五").read("/customers/?q=食品")


def test_the_number_of_queries_does_not_grow(bank: Bank, at: At) -> None:
    counts = []
    for n in (1, 2, 3):
        a_customer(bank.staff("王五"), bank.staff("张三"), f"示例{n}食品有限公司")
        asked = []
        for who in ("张三", "王五", "审计员"):
            desk = at(who)
            desk.read("/customers/?q=食品")
            for address in ("/customers/", "/customers/?q=食品"):
                with CaptureQueriesContext(connection) as seen:
                    desk.read(address)
                asked.append(len(seen))
        counts.append(asked)
    assert counts[0] == counts[1] == counts[2]


def test_the_part_that_htmx_asks_for_is_the_list_of_the_page(at: At, three: list[Customer]) -> None:
    whole = at("王五").read("/customers/?tier=core")
    part = at("王五").get("/customers/?tier=core", headers={"HX-Request": "true", "HX-Target": "list"}).text
    assert part.strip() in whole
    assert "<html" not in part


def test_the_palette_finds_customers_for_who_may_see_them(at: At, three: list[Customer]) -> None:
    def found(who: str, text: str) -> list[str]:
        return [
            one["label"] for one in at(who).get("/go/find/", data={"q": text}).json() if one["group"] == "Customers"
        ]

    assert found("张三", "食品") == ["示例甲食品有限公司"]
    assert found("李四", "sl") == ["示例甲食品有限公司", "示例乙模具有限公司"]
    assert found("外人", "食品") == []
    assert found("管理员", "食品") == []


def test_a_field_offers_customers_while_one_types(at: At, three: list[Customer]) -> None:
    page = at("张三").get("/customers/find/?customer=食品", headers={"HX-Target": "customers_found"}).text
    assert 'value="C2 示例甲食品有限公司"' in page
    assert "模具" not in at("张三").get("/customers/find/?customer=模具", headers={"HX-Target": "customers_found"}).text
