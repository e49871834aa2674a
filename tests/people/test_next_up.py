"""Who is next up: the nearest unit upward with a holder of the post; never the person himself; by the day."""

import datetime as dt

import pytest
from django.db.models import F

from lvzhi.people.actions import appoint, change_unit, end_post
from lvzhi.people.directory import ladder, who_answers
from lvzhi.people.models import Post, Role, Staff
from lvzhi.people.queries import answers_for, next_up, next_up_of
from tests.bank import Bank

DAY = dt.date(2026, 3, 2)
S, B, D, V, P = Role.SUPERVISOR, Role.BUSINESS_SUPERVISOR, Role.DEPARTMENT_HEAD, Role.VICE_PRESIDENT, Role.PRESIDENT


def above(bank: Bank, who: str, role: Role, day: dt.date = DAY) -> str | None:
    post = Post.objects.filter(staff=bank.staff(who)).order_by("pk").first()
    assert post is not None
    found = next_up(post, role, day)
    return found.name if found else None


def test_every_rung_of_a_whole_ladder(bank: Bank) -> None:
    assert [above(bank, "张三", role) for role in (S, B, D, V, P)] == ["李四", "王五", "赵六", "钱七", "孙八"]


def test_the_nearest_unit_wins(bank: Bank) -> None:
    bank.hire("远", "supervisor", unit="示例支行")
    bank.hire("近", "supervisor", unit="公司业务部")
    assert above(bank, "张三", S) == "李四"
    bank.hire("丁", "manager", unit="二组")
    assert above(bank, "丁", S) == "近"


def test_another_branch_of_the_tree_never_answers(db: None) -> None:
    bank = Bank.of({"丁": {"role": "manager", "unit": "二组"}, "李四": {"role": "supervisor", "unit": "一组"}})
    assert above(bank, "丁", S) is None


def test_a_small_unit_without_supervisor_asks_the_department_head(db: None) -> None:
    bank = Bank.of({"张三": "manager", "赵六": "department_head", "远": {"role": "supervisor", "unit": "示例支行"}})
    assert above(bank, "张三", S) == "赵六"


def test_in_one_unit_the_supervisor_comes_before_the_department_head(db: None) -> None:
    bank = Bank.of(
        {
            "头": {"role": "department_head", "unit": "公司业务部"},
            "管": {"role": "supervisor", "unit": "公司业务部"},
            "张三": "manager",
        }
    )
    assert above(bank, "张三", S) == "管"


def test_a_supervisor_above_is_passed_by_a_nearer_department_head(db: None) -> None:
    bank = Bank.of({"张三": "manager", "管": {"role": "supervisor", "unit": "示例分行"}, "头": "department_head"})
    assert above(bank, "张三", S) == "头"


@pytest.mark.parametrize(
    ("missing", "asked", "expected"), [("王五", B, "赵六"), ("赵六", D, "钱七"), ("钱七", V, "孙八")]
)
def test_without_a_holder_anywhere_the_nearest_higher_post_answers(
    bank: Bank, missing: str, asked: Role, expected: str
) -> None:
    Post.objects.filter(staff=bank.staff(missing)).delete()
    assert above(bank, "张三", asked) == expected


def test_a_holder_far_above_comes_before_a_higher_post_close_by(bank: Bank) -> None:
    Post.objects.filter(staff=bank.staff("王五")).delete()
    bank.hire("远", "business_supervisor", unit="总行")
    assert above(bank, "张三", B) == "远"


def test_without_supervisor_and_department_head_the_lowest_higher_post_of_the_nearest_unit(db: None) -> None:
    bank = Bank.of({"张三": "manager", "钱七": "vice_president", "孙八": "president"})
    assert above(bank, "张三", S) == "钱七"


def test_nobody_answers_above_the_president(bank: Bank) -> None:
    Post.objects.filter(staff=bank.staff("孙八")).delete()
    assert above(bank, "张三", P) is None


@pytest.mark.parametrize("role", ["head_office", "supervising", "auditor", "administrator"])
def test_posts_outside_the_line_never_answer(db: None, role: str) -> None:
    bank = Bank.of({"张三": "manager", "他": {"role": role, "unit": "公司业务部"}})
    assert [above(bank, "张三", r) for r in (S, B, D, V, P)] == [None] * 5


def test_never_the_person_himself(db: None) -> None:
    bank = Bank.of({"张三": "manager", "赵六": "department_head"})
    bank.hire("张三", "supervisor", unit="一组")
    assert above(bank, "张三", S) == "赵六"
    assert above(bank, "赵六", D) is None


def test_a_manager_who_leads_elsewhere_is_not_above_himself_there(bank: Bank) -> None:
    bank.hire("张三", "department_head", unit="示例支行")
    assert above(bank, "张三", D) == "赵六"


def test_a_vacancy_is_by_the_day(db: None) -> None:
    first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 6)
    bank = Bank.of(
        {"张三": "manager", "李四": {"role": "supervisor", "from": first, "to": last}, "赵六": "department_head"}
    )
    days = [dt.date(2026, 3, n) for n in (1, 2, 5, 6)]
    assert [above(bank, "张三", S, day) for day in days] == ["赵六", "李四", "李四", "赵六"]


def test_of_two_holders_one_answers_and_always_the_same(bank: Bank) -> None:
    bank.hire("李二", "supervisor")
    assert {above(bank, "张三", S) for _again in range(3)} == {"李四"}
    assert above(bank, "李四", S) == "李二"


def test_a_moved_unit_takes_its_people_along(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    bank.hire("新", "supervisor", unit="示例分行")
    Post.objects.filter(staff=bank.staff("李四")).delete()
    assert above(bank, "张三", S) == "赵六"
    unit = bank.units["一组"]
    change_unit(admin, at=at, unit=unit, code=unit.code, name=unit.name, kind=unit.kind, parent=bank.units["示例分行"])
    assert above(bank, "张三", S) == "新"


def test_many_are_found_by_one_statement(bank: Bank, django_assert_num_queries: object) -> None:
    for n in range(20):
        bank.hire(f"经理{n}", "manager", unit="二组" if n % 2 else "一组")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = set(Post.objects.filter(role=Role.MANAGER).values_list(next_up_of(F("unit"), F("staff"), S, DAY)))
    assert found == {(bank.staff("李四").pk,), (bank.staff("赵六").pk,)}


def test_the_ladder_names_each_person_once_with_the_posts_answered_for(bank: Bank, admin: Staff) -> None:
    Post.objects.filter(staff__name__in=["李四", "王五"]).delete()
    ((post, rungs),) = ladder(bank.staff("张三"), DAY)
    assert post.unit.name == "一组"
    assert [(r.staff.name, [r.role, *r.stands_for]) for r in rungs] == [
        ("赵六", [S, B, D]),
        ("钱七", [V]),
        ("孙八", [P]),
    ]
    assert [r.post.role for r in rungs if r.post] == [D, V, P]
    assert ladder(bank.staff("孙八"), DAY) == []


def test_a_unit_shows_who_answers_for_whoever_works_there(bank: Bank) -> None:
    assert [r.staff.name for r in who_answers(bank.units["二组"], DAY)] == ["赵六", "王五", "赵六", "钱七", "孙八"]
    assert who_answers(bank.units["总行"], DAY) == []


def test_who_answers_for_whom(bank: Bank) -> None:
    line = ["张三", "李四", "王五", "赵六", "钱七", "孙八"]
    for low, one in enumerate(line):
        for high, other in enumerate(line):
            assert answers_for(bank.staff(other), bank.staff(one), DAY) is (high > low), (one, other)
    bank.hire("丁", "manager", unit="二组")
    assert not answers_for(bank.staff("李四"), bank.staff("丁"), DAY)
    assert not answers_for(bank.staff("周九"), bank.staff("张三"), DAY)


def test_a_post_from_tomorrow_answers_from_tomorrow(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    post = Post.objects.get(staff=bank.staff("李四"))
    end_post(admin, at=at, post=post, last=DAY)
    appoint(
        admin, at=at, staff=bank.staff("王五"), unit=bank.units["一组"], role=S, first=dt.date(2026, 3, 3)
    )  # fmt: skip
    assert above(bank, "张三", S) == "李四"
    assert above(bank, "张三", S, dt.date(2026, 3, 3)) == "王五"
