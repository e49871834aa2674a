"""Whatever is wrong in a file is named with sheet, row, column and reason."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from lvzhi.people.actions import close_unit, import_people
from lvzhi.people.importing.checking import check
from lvzhi.people.models import Role, Staff
from tests.bank import Bank
from tests.people.files import Lines
from tests.people.looking import FIRST, kept, looked, said

WRONG = [
    ("units", 2, "parent", "no unit has the code NIX"),
    ("units", 3, "code", "stands in row 2 already"),
    ("units", 4, "parent", "A unit of the kind “Branch” cannot belong to one of the kind “Department”."),
    ("units", 5, "name", "is empty"),
    ("units", 6, "parent", "only one unit stands at the top, and that is 001 总行"),
    ("units", 7, "code", "is empty"),
    ("staff", 3, "number", "stands in row 2 already"),
    ("staff", 4, "name", "a formula; paste it as a value"),
    ("staff", 5, "name", "an error of Excel: #N/A"),
    ("staff", 5, "email", "“x” is no e-mail address"),
    ("posts", 2, "first", "“31.12.2026” is no date; write it like 2026-03-02"),
    ("posts", 3, "number", "nobody has the number E9"),
    ("posts", 4, "unit", "no unit has the code 999"),
    ("posts", 5, "last", "lies before the first day"),
    (
        "posts", 6, "role",
        "“Boss” is none of: {roles}",
    ),
    ("posts", 8, "number", "stands in row 7 already"),
]  # fmt: skip


def test_every_wrong_thing_at_its_place(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    plan = looked(
        admin,
        at,
        units=[
            ("0501", "三组", "Team", "nix"),
            ("0501", "again", "Team", "004"),
            ("0502", "x", "Branch", "004"),
            ("0503", "", "Team", "004"),
            ("0504", "top", "Head office", None),
            ("", "no code", "Team", "004"),
        ],
        people=[
            ("E1", "甲", None, None),
            ("e1", "乙", None, None),
            ("E2", "=B2", None, None),
            ("E3", "#N/A", None, "x"),
        ],
        posts=[
            ("E1", "006", "Relationship manager", "31.12.2026", None),
            ("E9", "006", "Relationship manager", FIRST, None),
            ("E1", "999", "Relationship manager", FIRST, None),
            ("E1", "006", "Relationship manager", FIRST, dt.date(2026, 3, 1)),
            ("E1", "006", "Boss", FIRST, None),
            ("E1", "006", "Auditor", FIRST, None),
            ("E1", "006", "Auditor", FIRST, None),
        ],
    )
    roles = ", ".join(str(role.label) for role in Role)
    assert said(plan) == [(*place, why.format(roles=roles)) for *place, why in WRONG]


def test_rows_about_a_bad_one_are_not_wrong_because_of_it(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    plan = looked(
        admin,
        at,
        units=[("07", "x", "village", "002"), ("0701", "y", "Team", "07")],
        people=[("E1", "", None, None)],
        posts=[("E1", "0701", "Relationship manager", FIRST, None)],
    )
    assert [(sheet, row) for sheet, row, _column, _why in said(plan)] == [("units", 2), ("staff", 2)]


def test_units_that_hang_from_each_other_are_named_with_the_way_round(
    bank: Bank, admin: Staff, at: dt.datetime
) -> None:
    plan = looked(
        admin,
        at,
        units=[("A", "a", "Team", "B"), ("B", "b", "Team", "C"), ("C", "c", "Team", "A"), ("D", "d", "Team", "C")],
    )
    assert [(row, why) for _sheet, row, _column, why in said(plan)] == [
        (2, "the units hang from each other: A → B → C → A"),
        (3, "the units hang from each other: B → C → A → B"),
        (4, "the units hang from each other: C → A → B → C"),
    ]
    plan = looked(admin, at, units=[("004", "公司业务部", "Team", "005")])
    assert said(plan)[0][3] == "the units hang from each other: 004 → 005 → 004"


@pytest.mark.parametrize(
    ("posts", "rows"),
    [
        ([("T0001", "005", "Relationship manager", FIRST, None)], [2]),
        ([("E1", "005", "RM supervisor", FIRST, None), ("E1", "005", "RM supervisor", dt.date(2026, 4, 1), None)], [3]),
        ([("E1", "005", "RM supervisor", FIRST, FIRST), ("E1", "005", "RM supervisor", dt.date(2026, 3, 3), None)], []),
        ([("T0001", "005", "Auditor", FIRST, None)], [2]),
        ([("E1", "005", "Auditor", FIRST, None), ("E1", "005", "Administrator", FIRST, None)], [3]),
        ([("T0008", "005", "Relationship manager", FIRST, None)], [2]),
        (
            [
                ("T0008", "001", "Auditor", dt.date(2020, 1, 1), dt.date(2026, 3, 1)),
                ("T0008", "005", "Relationship manager", FIRST, None),
            ],
            [],
        ),
        ([("E1", "005", "Relationship manager", FIRST, None), ("E1", "006", "Relationship manager", FIRST, None)], []),
    ],
)
def test_posts_that_cannot_stand_beside_each_other(
    bank: Bank, admin: Staff, at: dt.datetime, posts: Lines, rows: list[int]
) -> None:
    file = kept(admin, at, people=[("E1", "甲", None, None)], posts=posts)
    assert [p.row for p in check(file.rows, admin).problems] == rows
    if not rows:
        import_people(admin, at=at, file=file)


def test_nobody_appoints_himself_by_file(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    end = dt.date(2026, 3, 31)
    plan = looked(admin, at, posts=[(admin.number, "001", "Administrator", dt.date(2020, 1, 1), end)])
    assert said(plan) == [("posts", 2, "number", "nobody appoints himself; another administrator can")]


def test_a_closed_unit_takes_nobody(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    close_unit(admin, at=at, unit=bank.units["二组"], last=dt.date(2026, 3, 31))
    plan = looked(
        admin,
        at,
        units=[("0601", "x", "Team", "006")],
        people=[("E1", "甲", None, None)],
        posts=[
            ("E1", "006", "RM supervisor", FIRST, None),
            ("E1", "006", "Department head", FIRST, dt.date(2026, 3, 31)),
        ],
    )
    assert [(sheet, row) for sheet, row, _column, _why in said(plan)] == [("units", 2), ("posts", 2)]


def test_it_is_checked_again_as_things_are_when_it_is_taken_over(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    file = kept(admin, at, units=[("0601", "x", "Team", "006")])
    assert check(file.rows, admin).problems == []
    close_unit(admin, at=at, unit=bank.units["二组"], last=dt.date(2026, 3, 1))
    with pytest.raises(ValidationError, match="nothing was taken over"):
        import_people(admin, at=at, file=file)
