"""Two people press at the same moment: one decision stands, the other one is told in words."""

import uuid

import pytest

from lvzhi.records.actions_approvals import decide, withdraw_request
from lvzhi.records.models import Decision, Waiting
from tests.bank import Bank
from tests.core.at_once import at_once
from tests.records.asking import LATER, PEOPLE, D, S, errand, stands_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "signin"])


@pytest.fixture
def bank(transactional_db):
    return Bank.of(PEOPLE)


def test_the_checker_and_his_deputy_press_at_once(bank):
    stands_in(bank.staff("孙立"), bank.staff("李四"))
    asked = errand(bank.staff("张三"), S, D)

    def press(who, approved):
        given = {"approved": approved, "remark": "不行", "once": uuid.uuid4()}
        return decide(bank.staff(who), at=LATER, approval=asked, **given)

    said = at_once(lambda: press("李四", True), lambda: press("孙立", False))
    assert sorted(type(one).__name__ for one in said) == ["Decision", "ValidationError"]
    assert Decision.objects.count() == 1


def test_it_is_taken_back_while_it_is_decided(bank):
    asked = errand(bank.staff("张三"))
    said = at_once(
        lambda: decide(bank.staff("李四"), at=LATER, approval=asked, approved=True),
        lambda: withdraw_request(bank.staff("张三"), at=LATER, approval=asked),
    )
    assert sorted(type(one).__name__ for one in said) == ["Decision", "ValidationError"]
    assert (Decision.objects.count(), Waiting.objects.count()) == (1, 0)
