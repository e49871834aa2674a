"""Leaving and coming back by the actions alone: nobody in two places, nothing without a reason, once only (12.1)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from lvzhi.contacts.actions import change_absence, spot_check
from lvzhi.contacts.models import Absence, Away, Business
from lvzhi.contacts.queries import out_now
from lvzhi.core.clock import date_of
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.records.models import Message
from tests.bank import Bank
from tests.contacts.house import a_customer, a_return, an_outing, said
from tests.scenario import moment

AT = moment("2026-03-02 14:00")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def bank(db: None) -> Bank:
    people = {"张三": "manager", "王二": "manager", "李四": "supervisor", "王五": "department_head"}
    return Bank.of(
        people | {"孙立": {"role": "supervisor", "unit": "二组"}, "外人": {"role": "manager", "unit": "二组"}}
    )


@pytest.fixture
def zhang(bank: Bank) -> Staff:
    return bank.staff("张三")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_the_telephone_comes_with_the_person(bank, zhang):
    absence = an_outing(zhang, AT, a_customer(bank, "示例甲", "张三"))
    assert (absence.person_name, absence.phone) == ("陈会计", "13800005678")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"business": Business.PRIVATE}, "business"),
        ({"purpose": " "}, "purpose"),
        ({"place": ""}, "place"),
        ({"back_by": AT}, "back_by"),
        ({"leaves_at": AT - HOUR}, "late_reason"),
        ({"leaves_at": AT - dt.timedelta(days=8), "late_reason": "忘记"}, "leaves_at"),
        ({"leaves_at": AT + dt.timedelta(days=40), "back_by": AT + dt.timedelta(days=41)}, "leaves_at"),
        ({"place_kind": "customer"}, "prospect"),
        ({"place_kind": "customer", "prospect": "示例新户"}, "person_name"),
        ({"place_kind": "customer", "prospect": "示例新户", "person_name": "王经理"}, "phone"),
    ],
)
def test_what_the_clause_asks_for_is_asked_for(bank, zhang, wrong, field):
    with pytest.raises(ValidationError) as refused:
        an_outing(zhang, AT, **wrong)
    assert field in refused.value.message_dict
    assert not Absence.objects.exists()


def test_a_few_minutes_after_leaving_need_no_reason(bank, zhang):
    assert an_outing(zhang, AT, leaves_at=AT - dt.timedelta(minutes=10)).late_reason == ""
    absence = an_outing(bank.staff("王二"), AT, leaves_at=AT - dt.timedelta(minutes=11), late_reason="急事先走")
    assert absence.late_reason == "急事先走"


def test_nobody_is_in_two_places_and_the_other_entry_is_named(bank, zhang):
    an_outing(zhang, AT, leaves_at=AT + HOUR, back_by=AT + 3 * HOUR)
    with pytest.raises(ValidationError, match="already entered for this time: 示例路1号, 03-02 15:00 – 03-02 17:00"):
        an_outing(zhang, AT)
    an_outing(bank.staff("王二"), AT)
    an_outing(zhang, AT, back_by=AT + HOUR)
    assert Absence.objects.count() == 3


def test_who_has_not_come_back_does_not_leave_again(bank, zhang):
    first = an_outing(zhang, AT)
    with pytest.raises(ValidationError, match="back from the outing before"):
        an_outing(zhang, AT + 3 * HOUR)
    a_return(first, AT + 3 * HOUR)
    an_outing(zhang, AT + 3 * HOUR)


def test_coming_back_later_than_expected_may_not_run_into_the_next_outing(bank, zhang):
    first = an_outing(zhang, AT)
    an_outing(zhang, AT, leaves_at=AT + 3 * HOUR, back_by=AT + 4 * HOUR)
    with pytest.raises(ValidationError, match="already entered for this time"):
        a_return(first, AT + 3 * HOUR + dt.timedelta(minutes=30))


def test_one_goes_only_to_customers_one_may_see(bank, zhang):
    other = a_customer(bank, "示例乙", "外人")
    with pytest.raises(PermissionDenied):
        an_outing(zhang, AT, other)
    with pytest.raises(PermissionDenied):
        an_outing(bank.staff("李四"), AT)


def test_a_change_is_registered_with_its_reason(bank, zhang):
    absence = an_outing(zhang, AT)
    with pytest.raises(ValidationError, match="Say why"):
        change_absence(zhang, at=AT + HOUR, absence=absence, place="示例路9号", reason=" ")
    with pytest.raises(ValidationError, match="what is different"):
        change_absence(zhang, at=AT + HOUR, absence=absence, reason="改")
    with pytest.raises(ValidationError, match="outing of its own"):
        change_absence(zhang, at=AT, absence=absence, back_by=AT + dt.timedelta(days=1), reason="延长")
    change_absence(zhang, at=AT + HOUR, absence=absence, back_by=AT + 4 * HOUR, reason="堵车")
    assert Away.objects.get().during.upper == AT + 4 * HOUR
    with pytest.raises(PermissionDenied):
        change_absence(bank.staff("李四"), at=AT, absence=absence, cancelled=True, reason="不去")


def test_what_is_called_off_frees_the_time_and_owes_nothing(bank, zhang):
    absence = an_outing(zhang, AT, leaves_at=AT + HOUR)
    assert Duty.objects.get(rule="complete_outing").state(AT) == "open"
    change_absence(zhang, at=AT, absence=absence, cancelled=True, reason="对方出差")
    assert Duty.objects.get(rule="complete_outing").state(AT) == "met"
    an_outing(zhang, AT, leaves_at=AT + HOUR)
    with pytest.raises(ValidationError, match="called off"):
        a_return(absence, AT + 2 * HOUR)


def test_one_comes_back_once_oneself_with_a_result_and_not_from_the_future(bank, zhang):
    absence = an_outing(zhang, AT)
    for wrong, words in (({"result": " "}, "what came of it"), ({"goes_home": True}, "do not come back")):
        with pytest.raises(ValidationError, match=words):
            back(absence, zhang, **wrong)
    with pytest.raises(ValidationError, match="still to come"):
        back(absence, zhang, when=AT + 2 * HOUR)
    with pytest.raises(PermissionDenied):
        back(absence, bank.staff("王二"))
    back(absence, zhang, goes_home=True, reason="已到下班时间")
    with pytest.raises(ValidationError, match="entered as back already"):
        back(absence, zhang)


def back(absence, by, when=AT + HOUR, **more):
    from lvzhi.contacts.actions import come_back
    from lvzhi.contacts.saying import Back

    return come_back(by, at=AT + HOUR, absence=absence, back=Back(**({"at": when, "result": "已办妥"} | more)))


def test_a_contact_on_the_way_needs_the_right_to_write_it(bank, zhang):
    """Who only backs a customer up goes along, but writes no contact for its manager (6.6)."""
    customer = a_customer(bank, "示例甲", "张三", backup=bank.staff("王二"))
    absence = an_outing(bank.staff("王二"), AT, customer)
    with pytest.raises(PermissionDenied):
        a_return(absence, AT + HOUR, said(AT))
    a_return(absence, AT + HOUR)


def test_a_spot_check_is_made_once_by_who_answers_for_the_team(bank, zhang):
    absence = an_outing(zhang, AT)
    for who in ("张三", "王二", "孙立"):
        with pytest.raises(PermissionDenied):
            spot_check(bank.staff(who), at=AT, absence=absence, way="电话", finding="true")
    with pytest.raises(ValidationError, match="what differs"):
        spot_check(bank.staff("李四"), at=AT, absence=absence, way="电话", finding="untrue")
    spot_check(bank.staff("李四"), at=AT, absence=absence, way="电话", finding="untrue", remark="不在客户处")
    assert Message.objects.get(kind="absence.checked").to == zhang
    with pytest.raises(ValidationError, match="checked already"):
        spot_check(bank.staff("王五"), at=AT, absence=absence, way="电话", finding="true")


def test_who_is_out_now_is_seen_by_who_answers_for_them(bank, zhang):
    an_outing(zhang, AT)
    an_outing(bank.staff("王二"), AT, leaves_at=AT + HOUR)
    an_outing(bank.staff("外人"), AT)

    def seen(who, at):
        return [one.staff.name for one in out_now(bank.staff(who), at, date_of(at))]

    assert seen("李四", AT) == ["张三"]
    assert seen("李四", AT + HOUR) == ["张三", "王二"]
    assert sorted(seen("王五", AT)) == sorted(["张三", "外人"])
    assert seen("张三", AT) == []
