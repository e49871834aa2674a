"""A customer is found by two characters, pinyin, initials, number and credit code, by whoever may see it."""

import datetime as dt

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from lvzhi.customers.models import Customer
from lvzhi.customers.queries import customers_called
from lvzhi.customers.search import Findable, called
from tests.bank import Bank
from tests.customers.made import a_customer

DAY = dt.date(2026, 3, 2)
PRECISION, BANK, SCHOOL, LATIN = (
    "示例甲精密制造有限公司",
    "重庆示例银行股份有限公司",
    "示例（城东）职业技术学院",
    "示例ABC科技集团公司",
)


@pytest.fixture
def customers(bank: Bank) -> Bank:
    lead, manager = bank.staff("赵六"), bank.staff("张三")
    a_customer(lead, manager, PRECISION, number="C0000001", credit_code="91350100M000100Y43", short_name="甲精密")
    a_customer(lead, manager, BANK, number="C0000002", short_name="重银")
    a_customer(lead, manager, SCHOOL, number="J0000003")
    a_customer(lead, manager, LATIN, number="C0000104")
    return bank


def found(bank: Bank, text: str, who: str = "张三") -> list[str]:
    return [one.name for one in customers_called(bank.staff(who), DAY, text, 8)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("精密", [PRECISION]),
        ("甲精密制", [PRECISION]),
        ("示例甲精密制造有限公司", [PRECISION]),
        ("银行", [BANK]),
        ("重银", [BANK]),  # by its short name alone
        ("城东职业", [SCHOOL]),  # brackets do not count
        ("职业 城东", [SCHOOL]),
        ("精 制造", [PRECISION]),
        ("jingmi", [PRECISION]),
        ("JingMiZhiZao", [PRECISION]),
        ("jing", [PRECISION]),
        ("jm", [PRECISION]),
        ("jmzz", [PRECISION]),
        ("sljjmzz", [PRECISION]),
        ("chongqing", [BANK]),  # not zhongqing
        ("yinhang", [BANK]),  # not yinxing
        ("abc", [LATIN]),
        ("ａｂｃ科技", [LATIN]),
        ("示例kj", [LATIN]),
        ("91350100M0", [PRECISION]),
        ("91350100m000100y43", [PRECISION]),
        ("c00000", [PRECISION, BANK]),
        ("j0000003", [SCHOOL]),
        ("密精", []),
        ("gongsi", []),
        ("精", []),
        ("j", []),
        ("%_", []),
        ("", []),
    ],
)
def test_found_as_one_types(customers: Bank, text: str, names: list[str]) -> None:
    assert sorted(found(customers, text)) == sorted(names)


def test_a_legal_form_alone_finds_some_and_no_more_than_asked_for(customers: Bank) -> None:
    assert set(found(customers, "有限公司")) == {PRECISION, BANK}
    assert len(customers_called(customers.staff("张三"), DAY, "示例", 2)) == 2


def test_whose_name_begins_so_stands_first(customers: Bank) -> None:
    lead, manager = customers.staff("赵六"), customers.staff("张三")
    a_customer(lead, manager, "安达精密机械有限公司")
    assert found(customers, "精密") == ["安达精密机械有限公司", PRECISION]  # by pinyin
    a_customer(lead, manager, "精密之星有限公司")
    assert found(customers, "精密")[0] == "精密之星有限公司"


def test_a_changed_name_is_found_and_the_old_one_no_more(customers: Bank) -> None:
    one = Customer.objects.get(number="C0000001")
    keyed = Findable.of("示例乙模具有限公司", "")
    Customer.objects.filter(pk=one.pk).update(name="示例乙模具有限公司", pinyin=keyed.key, pieces=keyed.pieces)
    assert found(customers, "模具") == ["示例乙模具有限公司"]
    assert found(customers, "精密") == []


@pytest.mark.parametrize("who", ["外人", "孙立", "总行", "管理员"])
def test_nobody_finds_what_he_may_not_see(customers: Bank, who: str) -> None:
    assert found(customers, "示例", who) == []


@pytest.mark.parametrize("who", ["张三", "李四", "赵六", "钱七", "主管部", "审计员"])
def test_who_may_see_finds(customers: Bank, who: str) -> None:
    assert len(found(customers, "示例", who)) == 4


def test_without_a_valid_agreement_nobody_finds_anything(customers: Bank) -> None:
    staff = customers.staff("钱七")
    staff.cleared_until = DAY - dt.timedelta(days=1)
    assert customers_called(staff, DAY, "示例", 8) == []
    staff.cleared_until = None
    assert customers_called(staff, DAY, "示例", 8) == []


def test_a_closed_customer_is_not_offered(customers: Bank) -> None:
    Customer.objects.filter(number="C0000001").update(closed_on=DAY, closed_why="销户")
    assert found(customers, "精密") == []


def test_the_pieces_of_a_name_are_few_and_leave_the_legal_form_out() -> None:
    one = Findable.of(PRECISION, "甲精密")
    assert one.key == "shilijiajingmizhizaoyouxiangongsi sljjmzzyxgs"
    assert {"示例", "例甲", "精密", "jing", "jm", "jmzz", "sljj", "shil"} <= set(one.pieces)
    assert not {"有限", "公司", "gong", "yxgs"} & set(one.pieces)
    assert len(one.pieces) == len(set(one.pieces)) < 50


@given(st.text(alphabet=st.characters(exclude_characters="\x00"), max_size=60))
def test_nothing_typed_breaks_the_search(text: str) -> None:
    str(Customer.objects.filter(called(text) or Q(pk=None)).query)


@given(st.text(alphabet="示例精密abcＡ（） 1有限公司", min_size=2, max_size=100))
def test_any_name_can_be_kept(name: str) -> None:
    one = Findable.of(name)
    assert len(one.key) <= 120
    assert all(2 <= len(piece) <= 4 for piece in one.pieces)
