"""A bank whose administrator and manager sit at a browser that speaks English."""

import pytest
from django.conf import settings

from lvzhi.people.models import Staff
from tests.bank import Bank
from tests.plugins.browsing import Browser


@pytest.fixture
def bank(db: None) -> Bank:
    made = Bank.of(
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
    for staff in made.people.values():
        Staff.objects.filter(pk=staff.pk).update(phone=f"1380000{staff.number[1:]}")
    return made


def at_desk(staff: Staff) -> Browser:
    browser = Browser()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser.sign_in(staff)


@pytest.fixture
def runs(bank: Bank) -> Browser:
    """The administrator."""
    return at_desk(bank.staff("周九"))


@pytest.fixture
def works(bank: Bank) -> Browser:
    """The relationship manager."""
    return at_desk(bank.staff("张三"))
