"""People are entered and appointed; what overlaps is said beside the field; nobody does it for himself."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from lvzhi.core.models import TrailLine
from lvzhi.people.actions import (
    appoint,
    change_staff,
    create_staff,
    end_deputy,
    end_post,
    issue_passwords,
    name_deputy,
    withdraw_deputy,
    withdraw_post,
)
from lvzhi.people.actions.staff import one_time_password
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy, Post, Role, Staff
from lvzhi.people.passwords import check_new
from lvzhi.people.queries import waiting
from tests.bank import Bank

MONDAY = dt.date(2026, 3, 2)
FRIDAY = dt.date(2026, 3, 6)


def wrong(do: Any, *args: Any, **given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as raised:
        do(*args, **given)
    words: dict[str, list[str]] = raised.value.message_dict
    return words


def test_somebody_new_is_found_and_cannot_sign_in_yet(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    staff = create_staff(
        admin, at=at, number=" ｅ０１ ", name="欧阳　修", phone="138 0000 5678", email="a@bank.example"
    )
    staff.refresh_from_db()
    assert (staff.number, staff.name, staff.pinyin, staff.phone) == ("e01", "欧阳修", "ouyangxiu oyx", "13800005678")
    assert not is_password_usable(staff.password)
    assert staff.must_change_password


def test_a_first_password_has_to_be_changed(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    staff = create_staff(admin, at=at, number="E1", name="新人", password="Kx7m-qp49-tn9w")
    assert staff.check_password("Kx7m-qp49-tn9w")
    assert staff.must_change_password
    assert "Kx7m" not in str(TrailLine.objects.get(action="staff.create").detail)


def test_an_employee_number_is_used_once_in_any_case(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    create_staff(admin, at=at, number="E1", name="甲")
    assert wrong(create_staff, admin, at=at, number="e1", name="乙") == {
        "number": ["Somebody else has this employee number."]
    }
    other = bank.staff("张三")
    assert "number" in wrong(change_staff, admin, at=at, staff=other, number="E1", name="张三")


def test_the_same_form_sent_twice_enters_one_person(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    token = uuid.uuid4()
    one = create_staff(admin, at=at, once=token, number="E1", name="甲")
    two = create_staff(admin, at=at, once=token, number="E1", name="甲")
    assert one.pk == two.pk


def test_a_new_name_is_found_by_its_pinyin(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    change_staff(admin, at=at, staff=bank.staff("张三"), number="T1", name="单英")
    assert Staff.objects.get(number="T1").pinyin == "shanying sy"


def test_a_post_lasts_from_a_day_to_a_day(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    post = appoint(
        admin, at=at, staff=bank.staff("张三"), unit=bank.units["二组"], role=Role.MANAGER, first=MONDAY, last=FRIDAY
    )
    post.refresh_from_db()
    days = [MONDAY - dt.timedelta(days=1), MONDAY, FRIDAY, FRIDAY + dt.timedelta(days=1)]
    assert [post.holds_on(day) for day in days] == [False, True, True, False]
    assert [Post.objects.on(day).filter(pk=post.pk).exists() for day in days] == [False, True, True, False]
    assert (post.first, post.last) == (MONDAY, FRIDAY)


def test_what_overlaps_is_said_beside_the_field(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    same = {"staff": bank.staff("张三"), "unit": bank.units["一组"], "role": Role.MANAGER}
    assert wrong(appoint, admin, at=at, **same, first=MONDAY) == {
        "first": ["This person already holds this post here in these days."]
    }
    held = Post.objects.get(staff=bank.staff("张三"))
    end_post(admin, at=at, post=held, last=FRIDAY)
    later = appoint(admin, at=at, **same, first=dt.date(2026, 3, 9))
    assert wrong(end_post, admin, at=at, post=held, last=None) == {
        "last": ["A later post of the same kind here would overlap."]
    }
    assert wrong(end_post, admin, at=at, post=later, last=FRIDAY) == {
        "last": ["The last day lies before the first one."]
    }
    assert wrong(appoint, admin, at=at, **same, first=FRIDAY, last=MONDAY).keys() == {"last"}


@pytest.mark.parametrize("alone", [Role.AUDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("other", [Role.MANAGER, Role.PRESIDENT, Role.SUPERVISING])
def test_who_audits_or_runs_the_system_does_nothing_else(
    bank: Bank, admin: Staff, at: dt.datetime, alone: Role, other: Role
) -> None:
    staff = create_staff(admin, at=at, number="E1", name="甲")
    given = {"staff": staff, "unit": bank.units["总行"]}
    first = appoint(admin, at=at, **given, role=alone, first=MONDAY)
    assert wrong(appoint, admin, at=at, **given, role=other, first=FRIDAY).keys() == {"role"}
    end_post(admin, at=at, post=first, last=FRIDAY)
    appoint(admin, at=at, **given, role=other, first=dt.date(2026, 3, 7))
    assert wrong(end_post, admin, at=at, post=first, last=None).keys() == {"last"}


def test_auditor_and_administrator_are_not_one_person(bank: Bank, admin: Staff) -> None:
    with pytest.raises(IntegrityError, match="holds_no_other_post"), transaction.atomic():
        Post.objects.create(staff=bank.staff("吴十"), unit=bank.units["总行"], role=90, during=lasting(MONDAY, None))


def test_nobody_appoints_himself_or_ends_his_own_post(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        appoint(admin, at=at, staff=admin, unit=bank.units["总行"], role=Role.PRESIDENT, first=MONDAY)
    with pytest.raises(PermissionDenied):
        end_post(admin, at=at, post=Post.objects.get(staff=admin), last=MONDAY)
    with pytest.raises(PermissionDenied):
        appoint(bank.staff("孙八"), at=at, staff=bank.staff("张三"), unit=bank.units["二组"], role=10, first=MONDAY)
    assert TrailLine.objects.filter(result="refused").count() == 3


def test_a_post_ahead_is_taken_back_one_begun_is_ended(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    given = {"staff": bank.staff("张三"), "unit": bank.units["二组"], "role": Role.MANAGER}
    ahead = appoint(admin, at=at, **given, first=dt.date(2026, 4, 1))
    withdraw_post(admin, at=at, post=ahead)
    assert not Post.objects.filter(pk=ahead.pk).exists()
    assert TrailLine.objects.get(action="post.withdraw").ref == ahead.ref
    begun = appoint(admin, at=at, **given, first=MONDAY)
    with pytest.raises(ValidationError, match="has begun"):
        withdraw_post(admin, at=at, post=begun)


@pytest.mark.parametrize(
    ("by", "allowed"),
    [("张三", True), ("李四", True), ("孙八", True), ("周九", False), ("吴十", False), ("丁", False)],
)
def test_the_person_and_who_leads_name_a_deputy(bank: Bank, at: dt.datetime, by: str, allowed: bool) -> None:
    bank.hire("丁", "manager", unit="二组")

    def name() -> Deputy:
        return name_deputy(
            bank.staff(by), at=at, staff=bank.staff("张三"), deputy=bank.staff("丁"), first=MONDAY, reason="休假"
        )

    if allowed:
        found = name()
        assert end_deputy(bank.staff(by), at=at, deputy=found, last=FRIDAY).last == FRIDAY
        return
    with pytest.raises(PermissionDenied):
        name()


def test_a_leader_names_no_deputy_for_a_leader_above(bank: Bank, at: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        name_deputy(bank.staff("李四"), at=at, staff=bank.staff("赵六"), deputy=bank.staff("王五"), first=MONDAY)


def test_one_deputy_at_a_time_and_never_oneself(bank: Bank, at: dt.datetime) -> None:
    me = bank.staff("张三")
    bank.hire("丁", "manager", unit="二组")
    given = {"staff": me, "first": MONDAY}
    assert wrong(name_deputy, me, at=at, **given, deputy=me).keys() == {"deputy"}
    assert wrong(name_deputy, me, at=at, **given, deputy=bank.staff("周九")).keys() == {"deputy"}
    assert wrong(name_deputy, me, at=at, **given, deputy=bank.staff("吴十")).keys() == {"deputy"}
    first = name_deputy(me, at=at, **given, deputy=bank.staff("丁"), last=FRIDAY)
    assert wrong(name_deputy, me, at=at, staff=me, first=FRIDAY, deputy=bank.staff("李四")).keys() == {"first"}
    second = name_deputy(me, at=at, staff=me, first=dt.date(2026, 3, 9), deputy=bank.staff("李四"))
    assert wrong(end_deputy, me, at=at, deputy=first, last=None).keys() == {"last"}
    withdraw_deputy(me, at=at, deputy=second)
    with pytest.raises(ValidationError, match="have begun"):
        withdraw_deputy(me, at=at, deputy=first)


def test_first_passwords_for_those_of_a_unit_who_never_signed_in(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    known = bank.staff("李四")
    Staff.objects.exclude(pk=admin.pk).update(must_change_password=True)
    Staff.objects.filter(pk=known.pk).update(last_login=at)
    Staff.objects.filter(name="王五").update(is_active=False)
    unit = issue_passwords(admin, at=at, unit=bank.units["公司业务部"])
    issued = {staff.name: secret for staff, secret in unit.issued}  # type: ignore[attr-defined]
    assert issued.keys() == {"张三", "赵六"}
    for name, secret in issued.items():
        assert Staff.objects.get(name=name).check_password(secret)
    assert TrailLine.objects.filter(action="password.reset").count() == 2
    assert not any(secret in str(line.detail) for line in TrailLine.objects.all() for secret in issued.values())
    assert waiting(bank.units["公司业务部"], MONDAY).count() == 2


def test_when_all_have_signed_in_there_is_no_list(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    with pytest.raises(ValidationError, match="signed in before"):
        issue_passwords(admin, at=at, unit=bank.units["一组"])


def test_one_time_passwords_pass_the_rules_and_differ(db: None, at: dt.datetime) -> None:
    made = {one_time_password() for _again in range(200)}
    assert len(made) == 200
    staff = Staff(number="E1", name="甲")
    for secret in made:
        check_new(staff, secret, at)
        assert not set(secret) & set("0O1lI")
