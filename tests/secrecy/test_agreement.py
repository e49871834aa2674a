"""Signing, other words, and who may what, by the actions themselves."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lvzhi.core.params import tried
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.secrecy.actions import confirm_version, decline_version, propose_version, sign_agreement
from lvzhi.secrecy.models import Agreement, AgreementVersion
from lvzhi.secrecy.queries import months_later, party_of, state_of, to_sign
from lvzhi.secrecy.wording import articles, delivered, newest
from tests.bank import Bank
from tests.scenario import moment
from tests.verbs.secrecy import MORE, reworded, signed

pytestmark = pytest.mark.django_db
AT = moment("2026-03-02 09:00")
SINCE = dt.date(2026, 3, 20)


@pytest.fixture
def bank() -> Bank:
    return Bank.of(
        {
            "张三": {"role": "manager", "signed": False},
            "赵六": "supervising",
            "孙七": "supervising",
            "钱行": "president",
            "李四": "supervisor",
            "管理": "administrator",
        }
    )


def proposed(bank: Bank, who: str = "赵六", since: dt.date = SINCE) -> AgreementVersion:
    return propose_version(bank.staff(who), at=AT, since=since, why="补充一条", **MORE)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-03-02", 12, "2027-03-02"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: str, months: int, later: str) -> None:
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_a_signature_holds_for_a_year_and_the_parameter_says_so(bank: Bank) -> None:
    staff = bank.staff("张三")
    assert str(signed(staff, AT).valid_until) == "2027-03-01"
    staff.refresh_from_db()
    assert str(staff.cleared_until) == "2027-03-01"
    with tried({"secrecy.valid_months": 6}):
        assert str(signed(bank.staff("李四"), AT).valid_until) == "2026-09-01"


def test_who_has_signed_can_sign_again_in_the_last_month_only(bank: Bank) -> None:
    staff = bank.staff("张三")
    signed(staff, AT)
    staff.refresh_from_db()
    with pytest.raises(ValidationError, match="signed already"):
        signed(staff, moment("2027-01-29 09:00"))
    assert state_of(staff, dt.date(2027, 1, 29)) == "valid"
    assert state_of(staff, dt.date(2027, 1, 30)) == "ending"
    assert str(signed(staff, moment("2027-01-30 09:00")).valid_until) == "2028-01-29"
    assert Agreement.objects.count() == 2


def test_other_words_by_now_and_nothing_is_signed(bank: Bank) -> None:
    staff, digest = bank.staff("张三"), newest().digest("zh-hans")
    reworded(bank.staff("赵六"), bank.staff("钱行"), AT, SINCE)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        sign_agreement(staff, at=AT, digest=digest)
    assert not Agreement.objects.exists()


def test_an_administrator_signs_nothing(bank: Bank) -> None:
    with pytest.raises(PermissionDenied):
        signed(bank.staff("管理"), AT)


def test_one_signs_with_the_sub_branch_or_with_what_is_above(bank: Bank) -> None:
    assert party_of(bank.units["一组"]).name == "示例支行"
    assert party_of(bank.units["示例分行"]).name == "示例分行"
    assert party_of(bank.units["总行"]).name == "总行"


def test_other_words_take_a_second_person(bank: Bank) -> None:
    version = proposed(bank)
    for who in ("赵六", "张三", "李四", "管理"):
        with pytest.raises(PermissionDenied):
            confirm_version(bank.staff(who), at=AT, version=version)
    confirm_version(bank.staff("孙七"), at=AT, version=version)
    with pytest.raises(ValidationError, match="already decided"):
        confirm_version(bank.staff("钱行"), at=AT, version=version)
    assert newest().number == 2


def test_nobody_but_the_supervising_department_proposes(bank: Bank) -> None:
    for who in ("张三", "李四", "钱行", "管理"):
        with pytest.raises(PermissionDenied):
            proposed(bank, who)


def test_confirmed_words_cut_every_agreement_at_their_day(bank: Bank) -> None:
    signed(bank.staff("张三"), AT)
    reworded(bank.staff("赵六"), bank.staff("钱行"), AT, SINCE)
    until = set(Staff.objects.exclude(name="管理").values_list("cleared_until", flat=True))
    assert until == {SINCE - dt.timedelta(days=1)}
    staff = Staff.objects.get(name="张三")
    words = to_sign(staff, AT.date())
    assert words is not None
    assert words.number == 2
    signed(staff, AT)
    assert str(Staff.objects.get(name="张三").cleared_until) == "2027-03-01"


def test_declined_words_change_nothing(bank: Bank) -> None:
    version = proposed(bank)
    with pytest.raises(ValidationError, match="Say why"):
        decline_version(bank.staff("钱行"), at=AT, version=version)
    decline_version(bank.staff("钱行"), at=AT, version=version, remark="待法务复核")
    assert newest() == delivered("in_office")
    assert str(bank.staff("李四").cleared_until) == "2099-12-31"
    again = proposed(bank)
    assert again.number == 3
    decline_version(bank.staff("赵六"), at=AT, version=again)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"since": dt.date(2026, 3, 8)}, "since"),
        ({"zh": "太短"}, "zh"),
        ({"en": ""}, "en"),
        ({"zh": delivered("in_office").zh, "en": delivered("in_office").en}, "zh"),
    ],
)
def test_what_is_wrong_with_other_words_is_said_beside_them(bank: Bank, given: dict, wrong: str) -> None:
    with pytest.raises(ValidationError) as said:
        propose_version(bank.staff("赵六"), at=AT, **({"since": SINCE, "why": "补充"} | MORE | given))
    assert set(said.value.error_dict) == {wrong}


def test_one_version_waits_at_a_time(bank: Bank) -> None:
    proposed(bank)
    with pytest.raises(ValidationError, match="already waiting"):
        proposed(bank, "孙七")


def test_what_comes_too_late_to_be_read_is_not_confirmed(bank: Bank) -> None:
    version = proposed(bank)
    with pytest.raises(ValidationError, match="too near"):
        confirm_version(bank.staff("钱行"), at=moment("2026-03-14 09:00"), version=version)


def test_who_signs_before_the_night_has_run_has_done_what_was_owed() -> None:
    bank = Bank.of({"张三": {"role": "manager", "from": AT.date(), "signed": False}})
    signed(bank.staff("张三"), moment("2026-03-02 10:00"))
    engine.nightly(dt.date(2026, 3, 3), moment("2026-03-03 00:05"))
    duty = Duty.objects.get(rule="sign_on_joining")
    assert duty.state(moment("2026-03-03 00:05")) == "met"


def test_the_articles_of_a_text_have_their_headings() -> None:
    found = articles(delivered("in_office").zh)
    assert [head[:2] for head, _text in found] == [f"{n}、" for n in "一二三四五六七八九"]
    assert 800 <= len(delivered("in_office").zh) <= 1500
    assert articles("没有标题的一段") == [("", "没有标题的一段")]
