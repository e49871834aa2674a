"""A bank with customers, in English: tests compare words, whatever is translated by now."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from lvzhi.customers.models import Customer
from tests.bank import Bank
from tests.customers.made import a_customer


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def bank(db: None) -> Bank:
    """Two teams of one department, and everybody who looks from outside."""
    return Bank.of(
        {
            "张三": "manager",
            "王二": "manager",
            "外人": {"role": "manager", "unit": "二组"},
            "李四": "supervisor",
            "孙立": {"role": "supervisor", "unit": "二组"},
            "赵六": "department_head",
            "钱七": "president",
            "主管部": "supervising",
            "总行": "head_office",
            "审计员": "auditor",
            "管理员": "administrator",
        }
    )


@pytest.fixture
def customer(bank: Bank) -> Customer:
    """A customer of 张三, whom 王二 backs up."""
    return a_customer(
        bank.staff("赵六"), bank.staff("张三"), number="C1", phone="13812345678", backup=bank.staff("王二")
    )
