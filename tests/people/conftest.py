"""A bank, in English: tests compare words, whatever is translated by now."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from lvzhi.people.models import Staff
from tests.bank import Bank


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def bank(db: None) -> Bank:
    """One of each post where it belongs."""
    return Bank.of(
        {
            "张三": "manager",
            "李四": "supervisor",
            "王五": "business_supervisor",
            "赵六": "department_head",
            "钱七": "vice_president",
            "孙八": "president",
            "周九": "administrator",
            "吴十": "auditor",
        }
    )


@pytest.fixture
def admin(bank: Bank) -> Staff:
    return bank.staff("周九")
