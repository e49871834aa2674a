"""B stands in for A while A is on leave, from the first day until A is back, not a moment longer (6.6, AS-48)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from lvzhi.people.models import Deputy
from lvzhi.people.queries import stands_in_for
from lvzhi.records.actions_approvals import decide
from lvzhi.records.models import Message
from tests.attendance.asking import PEOPLE, SUNDAY, asked, back, days, fresh, granted
from tests.bank import Bank
from tests.records.asking import errand
from tests.scenario import moment


@pytest.fixture
def bank(db):
    with translation.override("en"):
        yield Bank.of(PEOPLE)


def acts_for(bank, who, at):
    """For whom somebody acts at a moment, by name."""
    names = {one.pk: name for name, one in bank.people.items()}
    return [names[pk] for pk in stands_in_for(fresh(bank.staff(who)), moment(at).date())]


def test_the_deputy_stands_in_on_the_days_of_the_leave(bank):
    granted(bank, "张三", days("2026-03-05", "2026-03-06"))
    said = [
        acts_for(bank, "王二", at)
        for at in ("2026-03-04 23:00", "2026-03-05 08:00", "2026-03-06 18:00", "2026-03-07 08:00")
    ]
    assert said == [[], ["张三"], ["张三"], []]


@pytest.mark.parametrize(("at", "left"), [("2026-03-05 10:00", None), ("2026-03-06 10:00", "2026-03-05")])
def test_with_the_return_standing_in_ends_at_once(bank, at, left):
    leave = granted(bank, "张三", days("2026-03-05", "2026-03-09"))
    assert acts_for(bank, "王二", at) == ["张三"]
    back(bank, leave, at)
    assert acts_for(bank, "王二", at) == []
    last = Deputy.objects.filter(deputy=bank.staff("王二")).first()
    assert (str(last.last) if last else None) == left
    assert Message.objects.get(kind="leave.over").to.name == "王二"


def test_AS_48_the_supervisor_s_deputy_decides_while_he_is_away_and_no_longer_when_he_is_back(bank):
    leave = granted(bank, "李四", days("2026-03-05", "2026-03-06"), deputy="孙立")
    during = moment("2026-03-05 09:00")
    first = errand(bank.staff("张三"), at=during)
    done = decide(fresh(bank.staff("孙立")), at=during, approval=first, approved=True)
    assert (done.record.by.name, done.record.instead_of.name) == ("孙立", "李四")
    back(bank, leave, "2026-03-06 08:00")
    after = moment("2026-03-06 08:01")
    second = errand(bank.staff("张三"), at=after)
    with pytest.raises(PermissionDenied):
        decide(fresh(bank.staff("孙立")), at=after, approval=second, approved=True)
    assert decide(fresh(bank.staff("李四")), at=after, approval=second, approved=True).pk


def test_a_deputy_named_by_hand_for_longer_stays(bank):
    from tests.records.asking import stands_in

    stands_in(bank.staff("王二"), bank.staff("张三"), "2026-03-01", "2026-03-31")
    leave = granted(bank, "张三", days("2026-03-05"))
    back(bank, leave, "2026-03-06 08:00")
    assert acts_for(bank, "王二", "2026-03-06 09:00") == ["张三"]


def test_a_leave_that_is_not_decided_makes_nobody_stand_in(bank):
    asked(bank, "张三", days("2026-03-05"), at=SUNDAY)
    assert acts_for(bank, "王二", "2026-03-05 09:00") == []
