"""A file is taken over as a whole or not at all."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from lvzhi.core.models import TrailLine
from lvzhi.core.sheets.reading import read_book
from lvzhi.core.sheets.template import with_problems
from lvzhi.people.actions import import_people, upload_people
from lvzhi.people.importing.checking import check
from lvzhi.people.importing.columns import SHEETS
from lvzhi.people.models import PeopleImport, Post, Role, Staff, Unit, UnitAncestor
from tests.bank import Bank
from tests.people.looking import FIRST, TEAM, kept, looked, said


def everything() -> tuple[list[Any], ...]:
    """All that an import could have touched."""
    models = (Unit, UnitAncestor, Staff, Post)
    return tuple(list(model.objects.order_by("pk").values()) for model in models)


def test_a_whole_bank_comes_from_one_file(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    units = [TEAM, ("05", "示例新支行", "Sub-branch", "002"), ("0502", "业务部", "Department", "05")]
    people = [("e100", "单　雄信", "138-0000-5678", "x@bank.example"), ("E101", "乙", None, None)]
    posts = [
        ("E100", "0501", "Relationship manager", FIRST, None),
        ("E101", "0502", "Department head", "2026/3/2", "2026.3.31"),
    ]
    file = import_people(admin, at=at, file=kept(admin, at, units, people, posts))
    assert file.counts["units"] == {"new": 3, "changed": 0, "ended": 0, "same": 0}
    assert file.done_at == at
    staff = Staff.objects.get(number="E100")
    assert (staff.name, staff.pinyin, staff.phone) == ("单雄信", "shanxiongxin sxx", "13800005678")
    assert not staff.has_usable_password()
    assert staff.must_change_password
    post = Post.objects.get(staff=staff)
    assert (post.unit.name, post.role, post.first, post.last) == ("三组", Role.MANAGER, FIRST, None)
    assert Post.objects.get(staff__number="E101").last == dt.date(2026, 3, 31)
    assert UnitAncestor.objects.filter(unit__code="0502").count() == 4
    line = TrailLine.objects.get(action="people.import")
    assert (line.by, line.ref) == (admin, file.ref)


def test_the_same_file_again_changes_nothing(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    sheets = {
        "units": [TEAM], "people": [("E1", "甲", "13800005678", None)],
        "posts": [("E1", "0501", "Relationship manager", FIRST, None)],
    }  # fmt: skip
    import_people(admin, at=at, file=kept(admin, at, **sheets))
    before = everything()
    plan = looked(admin, at, **sheets)
    assert not plan.does_something
    assert [part.same for part in plan.parts] == [1, 1, 1]
    import_people(admin, at=at, file=kept(admin, at, **sheets))
    assert everything() == before


def test_what_differs_is_changed_and_empty_cells_change_nothing(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    Staff.objects.filter(number="T0001").update(phone="13800005678", email="a@bank.example")
    plan = looked(
        admin,
        at,
        units=[("006", "第二组", "Team", None)],
        people=[("t0001", "张四", None, "b@bank.example")],
        posts=[
            ("T0002", "005", "RM supervisor", dt.date(2020, 1, 1), dt.date(2026, 3, 31)),
            ("T0002", "006", "RM supervisor", dt.date(2026, 4, 1), None),
        ],
    )
    assert said(plan) == []
    assert [(str(c.title), c.before, c.after) for c in plan.units.changes] == [("Unit name", "二组", "第二组")]
    assert [(str(c.title), c.before_words, c.after_words) for c in plan.staff.changes] == [
        ("Name", "张三", "张四"),
        ("Email", "a@bank.example", "b@bank.example"),
    ]
    assert [(c.name, c.before_words, c.after_words) for c in plan.posts.ended] == [
        ("T0002 李四 · RM supervisor · 一组", "—", "2026-03-31")
    ]
    import_people(admin, at=at, file=PeopleImport.objects.latest("pk"))
    staff = Staff.objects.get(number="T0001")
    assert (staff.name, staff.pinyin, staff.phone, staff.email) == (
        "张四",
        "zhangsi zs",
        "13800005678",
        "b@bank.example",
    )
    assert Unit.objects.get(code="006").parent == bank.units["公司业务部"]
    assert [p.unit.code for p in Post.objects.filter(staff=bank.staff("李四")).order_by("pk")] == ["005", "006"]


def test_units_move_and_the_table_of_ancestors_follows(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    import_people(admin, at=at, file=kept(admin, at, units=[("004", "公司业务部", "Department", "002")]))
    assert UnitAncestor.objects.filter(unit=bank.units["一组"]).count() == 4


def test_a_bad_row_731_among_2000_is_named_and_nothing_is_written(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    people: list[tuple[Any, ...]] = [(f"E{n:05}", f"甲{n}", f"138{n:08}", None) for n in range(2, 2002)]
    people[731 - 2] = ("E00731", "甲731", "no number", None)
    posts = [(one[0], "006", "Relationship manager", FIRST, None) for one in people]
    before = everything()
    file = kept(admin, at, people=people, posts=posts)
    assert everything() == before
    assert said(check(file.rows, admin)) == [("staff", 731, "phone", "“no number” is no telephone number")]
    with pytest.raises(ValidationError, match="1 cell is wrong: nothing was taken over"):
        import_people(admin, at=at, file=file)
    assert everything() == before
    file.refresh_from_db()
    assert file.done_at is None
    file.rows["staff"][731 - 2][1]["phone"] = "13800000731"
    file.save()
    import_people(admin, at=at, file=file)
    assert Staff.objects.filter(number__startswith="E").count() == 2000


def test_only_administrators_bring_files(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    file = kept(admin, at, units=[TEAM])
    with pytest.raises(PermissionDenied):
        import_people(bank.staff("孙八"), at=at, file=file)
    with pytest.raises(PermissionDenied):
        upload_people(bank.staff("吴十"), at=at, name="x", book={})
    assert not PeopleImport.objects.visible_to(bank.staff("孙八"), FIRST).exists()


def test_a_file_is_taken_over_once_and_old_ones_are_let_go(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    file = kept(admin, at, units=[TEAM])
    left = kept(admin, at, units=[("X", "x", "Team", "004")])
    import_people(admin, at=at, file=file)
    with pytest.raises(ValidationError, match="already"):
        import_people(admin, at=at, file=file)
    kept(admin, at + dt.timedelta(days=2), units=[TEAM])
    assert not PeopleImport.objects.filter(pk=left.pk).exists()
    assert PeopleImport.objects.filter(pk=file.pk).exists()


def test_the_number_of_statements_does_not_depend_on_the_number_of_people(
    bank: Bank, admin: Staff, at: dt.datetime
) -> None:
    def statements(start: int, number: int) -> int:
        people = [(f"E{n:05}", "甲", None, None) for n in range(start, start + number)]
        posts = [(one[0], "006", "Relationship manager", FIRST, None) for one in people]
        file = kept(admin, at, people=people, posts=posts)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            import_people(admin, at=at, file=file)
        return len(asked)

    assert statements(0, 3) == statements(1000, 300)


def test_the_file_to_put_right_says_it_beside_each_row_and_comes_back(
    bank: Bank, admin: Staff, at: dt.datetime
) -> None:
    file = kept(
        admin,
        at,
        units=[TEAM, (None,) * 4, ("0502", "四组", "village", "nix")],
        people=[("E1", "=1+1", "x", None)],
        posts=[("E1", "0501", "Relationship manager", FIRST, None)],
    )
    data = with_problems(SHEETS, file.rows, check(file.rows, admin).problems)
    book = load_workbook(io.BytesIO(data))
    assert book["Units"]["A4"].value == "0502"
    assert book["Units"]["E4"].value == "Kind of unit: " + str(check(file.rows, admin).problems[0].why)
    assert book["Units"]["E2"].value is None
    assert book["People"]["B2"].value == "=1+1"
    assert book["People"]["B2"].data_type == "s"
    assert book["People"]["E2"].value.splitlines() == [
        "Name: a formula; paste it as a value",
        "Phone: “x” is no telephone number",
    ]
    book["Units"]["C4"], book["Units"]["D4"] = "Team", "004"
    book["People"]["B2"], book["People"]["C2"] = "甲", None
    out = io.BytesIO()
    book.save(out)
    again = upload_people(admin, at=at, name="x.xlsx", book=read_book(io.BytesIO(out.getvalue()), "x.xlsx", SHEETS))
    import_people(admin, at=at, file=again)
    assert Post.objects.filter(staff__number="E1", unit__code="0501").exists()
