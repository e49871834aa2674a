"""A file of targets is taken over as a whole or not at all, and the same file again changes nothing (13.2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from lvzhi.core.models import TrailLine
from lvzhi.worklog.actions import import_targets, upload_targets
from lvzhi.worklog.models import Target, TargetImport
from tests.bank import Bank
from tests.core.at_once import at_once
from tests.scenario import moment
from tests.worklog.targets.files import brought, kept, looked

AT = moment("2026-03-02 10:00")
DAY = dt.timedelta(days=1)
MARCH = dt.date(2026, 3, 1)
PEOPLE = {
    "张三": "manager",
    "王二": "manager",
    "外人": {"role": "manager", "unit": "二组"},
    "远处": {"role": "manager", "unit": "示例分行"},
    "旧人": {"role": "manager", "to": dt.date(2026, 2, 11)},
    "李四": "supervisor",
    "赵六": "department_head",
    "钱七": "president",
    "主管部": "supervising",
    "总行": "head_office",
    "审计员": "auditor",
    "管理员": "administrator",
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def bank(db: None) -> Bank:
    return Bank.of(PEOPLE)


@pytest.fixture
def row(bank: Bank) -> dict[str, Any]:
    """A whole row."""
    return whole(bank)


def whole(bank: Bank, who: str = "张三") -> dict[str, Any]:
    return {
        "number": bank.staff(who).number, "month": "2026-03", "measure": "Deposits", "goal": 1500, "actual": 820.5,
    }  # fmt: skip


def everything() -> list[Any]:
    return list(Target.objects.order_by("pk").values())


def test_goals_and_results_come_from_one_file(bank: Bank, row: dict[str, Any]) -> None:
    number = bank.staff("外人").number.lower()
    second = {"number": number, "measure": "中间业务收入", "month": "2026年4月", "goal": "1,200.10"}
    file = brought(bank.staff("赵六"), AT, row, second)
    assert file.counts == {"targets": {"new": 2, "changed": 0, "ended": 0, "same": 0}}
    assert file.done_at == AT
    one, other = Target.objects.order_by("month")
    assert (one.owner, one.month, one.measure) == (bank.staff("张三"), MARCH, "deposits")
    assert (one.goal, one.actual, one.brought_by) == (Decimal("1500.00"), Decimal("820.50"), file)
    assert one.rate == Decimal("54.7")
    assert (other.owner, other.month, other.measure) == (bank.staff("外人"), dt.date(2026, 4, 1), "fees")
    assert (other.goal, other.actual, other.rate) == (Decimal("1200.10"), None, None)
    assert TrailLine.objects.get(action="targets.import").ref == file.ref
    assert TrailLine.objects.filter(action="targets.upload", ref=file.ref).exists()


def test_the_same_file_again_changes_nothing(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    brought(lead, AT, row)
    before = everything()
    plan = looked(lead, AT + DAY, row)
    assert not plan.problems
    assert not plan.does_something
    assert plan.targets.same == 1
    brought(lead, AT + DAY, row)
    assert everything() == before


def test_what_differs_is_changed_and_empty_cells_change_nothing(bank: Bank, row: dict[str, Any]) -> None:
    lead, above = bank.staff("赵六"), bank.staff("钱七")
    brought(lead, AT, row, row | {"measure": "Loans"})
    result = row | {"goal": None, "actual": "1,600.00"}
    plan = looked(above, AT, result)
    assert [(c.name, c.column.key, c.before_words, c.after_words) for c in plan.targets.changes] == [
        (f"{bank.staff('张三').number} 张三 · 2026-03 · Deposits", "actual", "820.50", "1,600.00")
    ]
    last = brought(above, AT, result)
    assert last.counts["targets"] == {"new": 0, "changed": 1, "ended": 0, "same": 0}
    one = Target.objects.get(measure="deposits")
    assert (one.goal, one.actual, one.brought_by) == (1500, 1600, last)
    assert Target.objects.get(measure="loans").brought_by != last


def test_nothing_reached_is_a_result(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    brought(lead, AT, row | {"goal": 0, "actual": None})
    assert looked(lead, AT, row | {"goal": None, "actual": 0}).targets.counts["changed"] == 1
    brought(lead, AT, row | {"goal": None, "actual": 0})
    one = Target.objects.get()
    assert (one.goal, one.actual, one.rate) == (0, 0, None)


BAD: list[tuple[str, dict[str, Any]]] = [
    ("number", {"number": "NOBODY"}),
    ("number", {"number": None}),
    ("number", {"number": "T0006"}),  # the supervisor is no relationship manager
    ("number", {"number": "T0004"}),  # somebody of another branch
    ("number", {"number": "T0005"}),  # he left in February
    ("number", {"month": "2019-12", "actual": None}),  # before anybody was here
    ("month", {"month": None}),
    ("month", {"month": "2026-13"}),
    ("month", {"month": "2026.1"}),
    ("measure", {"measure": None}),
    ("measure", {"measure": "Luck"}),
    ("goal", {"goal": None}),  # none stands yet
    ("goal", {"goal": -1}),
    ("goal", {"goal": 0.005}),
    ("goal", {"goal": "=1+1"}),
    ("goal", {"goal": 10**16}),
    ("goal", {"measure": "New customers", "goal": 2.5, "actual": 1}),
    ("actual", {"measure": "New customers", "goal": 2, "actual": 1.5}),
    ("actual", {"actual": "-0.01"}),
    ("actual", {"actual": "half"}),
    ("actual", {"month": "2026-04"}),  # still to come
]


@pytest.mark.parametrize(("column", "change"), BAD)
def test_what_is_wrong_is_named_with_its_place(
    bank: Bank, row: dict[str, Any], column: str, change: dict[str, Any]
) -> None:
    lead = bank.staff("赵六")
    rows = [row | {"number": bank.staff("王二").number}, row | change]
    plan = looked(lead, AT, *rows)
    assert [(p.row, p.column.key) for p in plan.problems] == [(3, column)]
    assert all(one.why for one in plan.problems)
    with pytest.raises(ValidationError, match="nothing was taken over"):
        import_targets(lead, at=AT, file=TargetImport.objects.latest("pk"))
    assert everything() == []
    assert TargetImport.objects.latest("pk").done_at is None


def test_every_wrong_cell_of_a_row_is_named(bank: Bank, row: dict[str, Any]) -> None:
    wrong = row | {"number": "NOBODY", "goal": None, "month": "2026-05"}
    plan = looked(bank.staff("赵六"), AT, wrong)
    assert [p.column.key for p in plan.problems] == ["number", "goal", "actual"]


def test_a_target_stands_in_a_file_once(bank: Bank, row: dict[str, Any]) -> None:
    again = row | {"number": row["number"].lower(), "month": dt.date(2026, 3, 31), "measure": "存款"}
    plan = looked(bank.staff("赵六"), AT, row, row | {"measure": "Loans"}, again)
    assert [(p.row, p.column.key, p.why) for p in plan.problems] == [(4, "number", "stands in row 2 already")]


def test_what_was_reached_is_kept_of_who_has_left_since(bank: Bank, row: dict[str, Any]) -> None:
    """The month counts, not the day on which the file comes."""
    gone = row | {"number": bank.staff("旧人").number, "month": "2026-02"}
    brought(bank.staff("赵六"), AT, gone)
    assert Target.objects.get().owner == bank.staff("旧人")


def moved(bank: Bank, to: str, **post: Any) -> dict[str, Any]:
    """The row of somebody who was in the first team until a day in February, and is elsewhere from then on."""
    day = dt.date(2026, 2, 11)
    bank.hire("调动", "manager", to=day)
    bank.hire("调动", unit=to, **{"role": "manager", "from": day} | post)
    return whole(bank, "调动") | {"month": "2026-02"}


def test_who_has_moved_away_since_is_named_and_left_to_the_supervising_department(bank: Bank) -> None:
    """The head would not see what he brought."""
    lead, gone = bank.staff("赵六"), moved(bank, "示例分行")
    plan = looked(lead, AT, whole(bank), gone)
    assert [(p.row, p.column.key) for p in plan.problems] == [(3, "number")]
    assert "调动 has moved to another unit since" in plan.problems[0].why
    brought(bank.staff("主管部"), AT, gone)
    assert not Target.objects.visible_to(lead, AT.date()).exists()


def test_who_has_moved_within_the_department_is_brought_and_seen(bank: Bank) -> None:
    lead = bank.staff("赵六")
    brought(lead, AT, moved(bank, "二组", role="supervisor"))
    assert Target.objects.visible_to(lead, AT.date()).exists()


def test_who_is_about_to_move_away_is_brought_and_seen_until_then(bank: Bank) -> None:
    lead = bank.staff("赵六")
    bank.hire("将调", "manager", to=AT.date() + DAY)
    bank.hire("将调", "manager", "示例分行", **{"from": AT.date() + DAY})
    brought(lead, AT, whole(bank, "将调"))
    assert Target.objects.visible_to(lead, AT.date()).exists()


def test_the_supervising_department_brings_targets_of_the_whole_bank(bank: Bank) -> None:
    brought(bank.staff("主管部"), AT, whole(bank, "张三"), whole(bank, "远处"))
    assert Target.objects.count() == 2
    plan = looked(bank.staff("主管部"), AT, whole(bank, "赵六"))
    assert [p.column.key for p in plan.problems] == ["number"]


def test_who_leads_a_team_here_and_a_department_there_brings_those_of_the_department(bank: Bank) -> None:
    both = bank.hire("孙立", "supervisor")
    bank.hire("孙立", "department_head", unit="二组")
    assert not looked(both, AT, whole(bank, "外人")).problems
    assert looked(both, AT, whole(bank, "张三")).problems


@pytest.mark.parametrize("who", ["张三", "李四", "总行", "审计员", "管理员"])
def test_only_heads_of_departments_those_above_and_the_supervising_department_bring_files(
    bank: Bank, row: dict[str, Any], who: str
) -> None:
    file = kept(bank.staff("赵六"), AT, row)
    with pytest.raises(PermissionDenied):
        import_targets(bank.staff(who), at=AT, file=file)
    with pytest.raises(PermissionDenied):
        upload_targets(bank.staff(who), at=AT, name="x", book={})
    assert everything() == []


def test_a_file_is_taken_over_once_and_old_ones_are_let_go(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    file, left = kept(lead, AT, row), kept(lead, AT, row)
    import_targets(lead, at=AT, file=file)
    with pytest.raises(ValidationError, match="already"):
        import_targets(lead, at=AT, file=file)
    kept(lead, AT + 2 * DAY, row)
    assert not TargetImport.objects.filter(pk=left.pk).exists()
    assert TargetImport.objects.filter(pk=file.pk).exists()


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")

    def statements(year: int, months: int, goal: int) -> int:
        each = [f"{year + n // 12}-{n % 12 + 1:02}" for n in range(months)]
        file = kept(lead, AT, *[row | {"month": month, "goal": goal, "actual": None} for month in each])
        with CaptureQueriesContext(connection) as asked:
            import_targets(lead, at=AT, file=file)
        return len(asked)

    assert statements(2021, 1, 5) == statements(2030, 60, 5)
    assert statements(2021, 1, 6) == statements(2030, 60, 6)


@pytest.mark.django_db(transaction=True, databases=["default", "signin"])
def test_two_files_at_once_are_taken_over_one_after_the_other(transactional_db: None) -> None:
    bank = Bank.of({"张三": "manager", "赵六": "department_head", "钱七": "president"})
    files = [kept(bank.staff(who), AT, whole(bank) | {"goal": goal}) for who, goal in (("赵六", 1000), ("钱七", 2000))]
    said = at_once(*(lambda one=one: import_targets(one.by, at=AT, file=one) for one in files))
    assert sorted(one.counts["targets"]["new"] for one in said) == [0, 1]
    assert sorted(one.counts["targets"]["changed"] for one in said) == [0, 1]
    last = next(one for one in said if one.counts["targets"]["changed"])
    assert Target.objects.get().brought_by == last


@pytest.mark.django_db(transaction=True, databases=["default", "signin"])
def test_one_file_in_two_windows_is_taken_over_once(transactional_db: None) -> None:
    bank = Bank.of({"张三": "manager", "赵六": "department_head"})
    file = kept(bank.staff("赵六"), AT, whole(bank))
    said = at_once(*[lambda: import_targets(bank.staff("赵六"), at=AT, file=file)] * 2)
    assert sorted(type(one).__name__ for one in said) == ["TargetImport", "ValidationError"]
