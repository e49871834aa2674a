"""Who decides about a request: the next above, never who made it, and whoever stands in for the one who decides."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from lvzhi.core.models import TrailLine
from lvzhi.records.actions_approvals import decide, withdraw_request
from lvzhi.records.approvals import approved, waiting_for
from lvzhi.records.models import Approval, Decision, Message, Record, Waiting
from tests.bank import Bank
from tests.records.asking import AT, LATER, PEOPLE, D, P, S, V, errand, heard, stands_in, vacate, who_may
from tests.scenario import moment


@pytest.fixture
def bank(db):
    with translation.override("en"):
        yield Bank.of(PEOPLE)


def test_the_supervisor_decides_and_both_sides_are_told(bank):
    asked = errand(bank.staff("张三"))
    assert who_may(bank, asked) == {"李四"}
    assert Message.objects.get(kind="approval.asked").to == bank.staff("李四")
    assert not approved(asked.record)
    with heard() as said:
        done = decide(bank.staff("李四"), at=LATER, approval=asked, approved=True, remark="去吧")
    assert said == ["张三 approved"]
    assert (done.final, done.approved, done.record.instead_of, approved(asked.record)) == (True, True, None, True)
    told = Message.objects.get(kind="approval.decided")
    assert (told.to, told.facts["said"], told.facts["by"]) == (bank.staff("张三"), "approved", "李四")
    assert who_may(bank, asked) == set()
    line = TrailLine.objects.get(action="approval.decide")
    assert (line.by, line.ref, line.detail["approval"]) == (bank.staff("李四"), done.ref, asked.ref)


def test_a_chain_is_gone_up_post_by_post(bank):
    asked = errand(bank.staff("张三"), S, D, V)
    for who in ("李四", "王五", "钱七"):
        assert who_may(bank, asked) == {who}
        assert not approved(asked.record)
        decide(bank.staff(who), at=LATER, approval=asked, approved=True)
    assert approved(asked.record)
    assert list(asked.decisions.order_by("position").values_list("role", "final")) == [
        (S, False),
        (D, False),
        (V, True),
    ]
    assert {m.to.name for m in Message.objects.filter(kind="approval.asked")} == {"李四", "王五", "钱七"}


def test_nobody_decides_before_the_turn(bank):
    asked = errand(bank.staff("张三"), S, D)
    with pytest.raises(PermissionDenied):
        decide(bank.staff("王五"), at=LATER, approval=asked, approved=True)
    assert Waiting.objects.get().role == S


def test_declining_needs_a_reason_and_ends_it(bank):
    asked = errand(bank.staff("张三"), S, D)
    with pytest.raises(ValidationError, match="Say why you decline"):
        decide(bank.staff("李四"), at=LATER, approval=asked, approved=False, remark=" ")
    with heard() as said:
        decide(bank.staff("李四"), at=LATER, approval=asked, approved=False, remark="月末人手紧")
    assert said == ["张三 declined"]
    assert not approved(asked.record)
    assert who_may(bank, asked) == set()
    with pytest.raises(ValidationError, match="decided already"):
        decide(bank.staff("李四"), at=LATER, approval=asked, approved=True)


@pytest.mark.parametrize(("who", "expected"), [("李四", "王五"), ("王五", "钱七"), ("钱七", "孙八")])
def test_a_leader_asks_the_next_above_not_a_post_below(bank, who, expected):
    assert who_may(bank, errand(bank.staff(who))) == {expected}


def test_nobody_above_means_that_it_cannot_be_asked(bank):
    with pytest.raises(ValidationError, match="Nobody above"):
        errand(bank.staff("孙八"))
    assert not Record.objects.exists()


def test_maker_and_checker_are_never_one_even_with_two_posts(bank):
    bank.hire("王二", "supervisor", unit="公司业务部")
    bank.hire("王二", "manager", unit="二组")
    vacate(bank, "孙立")
    both = bank.staff("王二")
    asked = errand(both, at=AT)
    assert who_may(bank, asked) == {"王五"}
    with pytest.raises(PermissionDenied):
        decide(both, at=LATER, approval=asked, approved=True)
    assert TrailLine.objects.filter(action="approval.decide", result="refused").exists()


def test_one_person_for_two_posts_in_a_row_decides_once(bank):
    vacate(bank, "李四")
    asked = errand(bank.staff("张三"), S, D, V)
    decide(bank.staff("王五"), at=LATER, approval=asked, approved=True)
    assert who_may(bank, asked) == {"钱七"}
    decide(bank.staff("钱七"), at=LATER, approval=asked, approved=True)
    assert approved(asked.record)


def test_who_decides_is_found_out_when_somebody_looks(bank):
    asked = errand(bank.staff("张三"))
    vacate(bank, "李四")
    assert who_may(bank, asked) == {"王五"}
    bank.hire("新任", "supervisor", unit="一组")
    assert who_may(bank, asked) == {"新任"}


def test_a_deputy_of_the_checker_decides_for_him(bank):
    stands_in(bank.staff("孙立"), bank.staff("李四"))
    asked = errand(bank.staff("张三"))
    assert who_may(bank, asked) == {"李四", "孙立"}
    assert {m.to.name for m in Message.objects.filter(kind="approval.asked")} == {"李四", "孙立"}
    done = decide(bank.staff("孙立"), at=LATER, approval=asked, approved=True)
    assert (done.record.by.name, done.record.instead_of.name) == ("孙立", "李四")
    assert {filing.owner.name for filing in done.record.filings.all()} == {"孙立", "李四"}


def test_a_deputy_whose_days_are_over_decides_no_more(bank):
    stands_in(bank.staff("孙立"), bank.staff("李四"), last="2026-03-02")
    asked = errand(bank.staff("张三"))
    after = moment("2026-03-03 09:00")
    assert who_may(bank, asked, after) == {"李四"}
    with pytest.raises(PermissionDenied):
        decide(bank.staff("孙立"), at=after, approval=asked, approved=True)


def test_a_deputy_never_checks_his_own_request(bank):
    stands_in(bank.staff("王二"), bank.staff("李四"))
    asked = errand(bank.staff("王二"))
    assert who_may(bank, asked) == {"王五"}  # the supervisor is away, and his deputy is the one who asks
    with pytest.raises(PermissionDenied):
        decide(bank.staff("王二"), at=LATER, approval=asked, approved=True)


def test_a_deputy_never_checks_what_his_principal_asks(bank):
    """王二 stands in for 张三 and for the supervisor as well: about 张三 he does not decide."""
    stands_in(bank.staff("王二"), bank.staff("李四"))
    stands_in(bank.staff("王二"), bank.staff("张三"))
    asked = errand(bank.staff("张三"))
    assert who_may(bank, asked) == {"王五"}
    with pytest.raises(PermissionDenied):
        decide(bank.staff("王二"), at=LATER, approval=asked, approved=True)


def test_a_supervisor_who_stands_in_for_who_asks_leaves_it_to_the_next_above(bank):
    stands_in(bank.staff("李四"), bank.staff("张三"))
    asked = errand(bank.staff("张三"))
    assert who_may(bank, asked) == {"王五"}
    with pytest.raises(PermissionDenied):
        decide(bank.staff("李四"), at=LATER, approval=asked, approved=True)


def test_what_b_wrote_for_a_neither_of_them_decides(bank):
    stands_in(bank.staff("孙立"), bank.staff("李四"))
    asked = errand(bank.staff("孙立"), D, instead_of=bank.staff("李四"))
    stands_in(bank.staff("孙立"), bank.staff("王五"))
    assert asked.makers == {bank.staff("孙立").pk, bank.staff("李四").pk}
    assert who_may(bank, asked) == {"钱七"}
    for who in ("孙立", "李四"):
        with pytest.raises(PermissionDenied):
            decide(bank.staff(who), at=LATER, approval=asked, approved=True)


def test_who_asked_takes_it_back_before_the_decision_and_not_after(bank):
    asked = errand(bank.staff("张三"), S, D)
    decide(bank.staff("李四"), at=LATER, approval=asked, approved=True)
    with pytest.raises(PermissionDenied):
        withdraw_request(bank.staff("李四"), at=LATER, approval=asked)
    with heard() as said:
        withdraw_request(bank.staff("张三"), at=LATER, approval=asked, reason="不去了")
    assert said == ["张三 withdrawn"]
    assert not approved(asked.record)
    with pytest.raises(ValidationError, match="decided already"):
        withdraw_request(bank.staff("张三"), at=LATER, approval=asked)


def test_a_retry_does_nothing_new(bank):
    once = uuid.uuid4()
    asked = errand(bank.staff("张三"), S, D)
    first = decide(bank.staff("李四"), at=LATER, approval=asked, approved=True, once=once)
    again = decide(bank.staff("李四"), at=LATER, approval=asked, approved=True, once=once)
    assert first == again
    assert Decision.objects.count() == 1


def test_a_second_press_says_that_it_is_too_late(bank):
    asked = errand(bank.staff("张三"), S, D)
    decide(bank.staff("李四"), at=LATER, approval=asked, approved=True)
    with pytest.raises(ValidationError, match="waits for the next post"):
        decide(bank.staff("李四"), at=LATER, approval=asked, approved=True)


def test_who_sees_a_request(bank):
    asked = errand(bank.staff("张三"))
    day = AT.date()
    seen = {name for name, one in bank.people.items() if Approval.objects.visible_to(one, day).filter(pk=asked.pk)}
    assert seen == {"张三", "李四", "王五", "钱七", "孙八", "吴十"}
    stands_in(bank.staff("孙立"), bank.staff("李四"))
    assert Approval.objects.visible_to(bank.staff("孙立"), day).filter(pk=asked.pk).exists()


def test_the_president_of_a_larger_house_decides_about_one_below(bank):
    bank.hire("周一", "president", unit="示例分行")
    assert who_may(bank, errand(bank.staff("孙八"), P)) == {"周一"}


def test_looking_for_what_waits_costs_the_same_with_one_and_with_many(bank, django_assert_num_queries):
    for number in (1, 3):
        while Approval.objects.count() < number:
            errand(bank.staff("张三"))
        with django_assert_num_queries(2 if number == 1 else 1):  # the first asks for whom he stands in
            assert len(waiting_for(bank.staff("李四"), LATER)) == number
