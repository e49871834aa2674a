"""The tree: made, renamed, moved, closed; never a ring, never two tops."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from lvzhi.core.models import TrailLine
from lvzhi.people.actions import appoint, change_unit, close_unit, create_unit, end_post, reopen_unit
from lvzhi.people.models import Post, Role, Staff, Unit, UnitAncestor
from lvzhi.people.tree import loops
from tests.bank import Bank

LAST = dt.date(2026, 3, 31)


def change(admin: Staff, at: dt.datetime, unit: Unit, **more: Any) -> Unit:
    given = {"code": unit.code, "name": unit.name, "kind": unit.kind, "parent": unit.parent} | more
    return change_unit(admin, at=at, unit=unit, **given)


def above(unit: Unit) -> list[str]:
    return list(UnitAncestor.objects.filter(unit=unit).order_by("-depth").values_list("ancestor__name", flat=True))


def test_a_new_unit_stands_in_the_table_of_ancestors(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    unit = create_unit(admin, at=at, code=" ７00a ", name=" 三　组 ", kind="team", parent=bank.units["公司业务部"])
    assert (unit.code, unit.name) == ("700A", "三组")
    assert above(unit) == ["总行", "示例分行", "示例支行", "公司业务部", "三组"]
    line = TrailLine.objects.get(action="unit.create")
    assert (line.by, line.ref, line.at) == (admin, unit.ref, at)


def test_moving_takes_everything_below_along(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    change(admin, at, bank.units["公司业务部"], parent=bank.units["示例分行"], name="公司部")
    assert above(bank.units["一组"]) == ["总行", "示例分行", "公司部", "一组"]
    assert UnitAncestor.objects.filter(ancestor=bank.units["示例支行"]).count() == 1


@pytest.mark.parametrize("target", ["一组", "公司业务部", "示例支行"])
def test_a_unit_cannot_hang_from_itself(bank: Bank, admin: Staff, at: dt.datetime, target: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        change(admin, at, bank.units["示例支行"], parent=bank.units[target])
    assert target in wrong.value.message_dict["parent"][0]
    assert "示例支行" in wrong.value.message_dict["parent"][0]
    bank.units["示例支行"].refresh_from_db()
    assert bank.units["示例支行"].parent == bank.units["示例分行"]


def test_a_code_is_used_once(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    with pytest.raises(ValidationError) as wrong:
        create_unit(admin, at=at, code="001", name="x", kind="team", parent=bank.units["公司业务部"])
    assert wrong.value.message_dict == {"code": ["Another unit has this code."]}


def test_one_unit_stands_at_the_top(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    with pytest.raises(ValidationError) as wrong:
        create_unit(admin, at=at, code="X", name="x", kind="head_office", parent=None)
    assert "parent" in wrong.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(code="X", name="x", kind="head_office")


@pytest.mark.parametrize(
    ("kind", "under", "fits"),
    [
        ("branch", "一组", False), ("sub_branch", "公司业务部", False), ("department", "一组", False),
        ("branch", "示例分行", True), ("department", "总行", True), ("team", "示例支行", True), ("team", "一组", True),
    ],
)  # fmt: skip
def test_the_smaller_hangs_from_the_larger(
    bank: Bank, admin: Staff, at: dt.datetime, kind: str, under: str, fits: bool
) -> None:
    def make() -> None:
        create_unit(admin, at=at, code="X", name="x", kind=kind, parent=bank.units[under])

    if fits:
        make()
        return
    with pytest.raises(ValidationError, match="cannot belong"):
        make()


def test_a_unit_with_larger_ones_below_cannot_become_a_team(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    with pytest.raises(ValidationError) as wrong:
        change(admin, at, bank.units["示例分行"], kind="team")
    assert "kind" in wrong.value.message_dict


def test_only_administrators_shape_the_tree(bank: Bank, at: dt.datetime) -> None:
    for name in ("张三", "孙八", "吴十"):
        with pytest.raises(PermissionDenied):
            create_unit(bank.staff(name), at=at, code="X", name="x", kind="team", parent=bank.units["一组"])
    assert not Unit.objects.filter(code="X").exists()


def test_a_unit_closes_when_nobody_and_nothing_is_left(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    with pytest.raises(ValidationError, match="一组 still belongs to it"):
        close_unit(admin, at=at, unit=bank.units["公司业务部"], last=LAST)
    with pytest.raises(ValidationError, match="2 posts go on"):
        close_unit(admin, at=at, unit=bank.units["一组"], last=LAST)
    for post in Post.objects.filter(unit=bank.units["一组"]):
        end_post(admin, at=at, post=post, last=LAST)
    unit = close_unit(admin, at=at, unit=bank.units["一组"], last=LAST)
    assert unit.closed_on == dt.date(2026, 4, 1)
    assert unit in Unit.objects.standing(LAST)
    assert unit not in Unit.objects.standing(dt.date(2026, 4, 1))


def test_nobody_is_appointed_beyond_the_last_day(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    unit = close_unit(admin, at=at, unit=bank.units["二组"], last=LAST)
    staff, first = bank.staff("张三"), dt.date(2026, 3, 2)
    for last, field in ((None, "unit"), (dt.date(2026, 4, 1), "last")):
        with pytest.raises(ValidationError) as wrong:
            appoint(admin, at=at, staff=staff, unit=unit, role=Role.MANAGER, first=first, last=last)
        assert field in wrong.value.message_dict
    post = appoint(admin, at=at, staff=staff, unit=unit, role=Role.MANAGER, first=first, last=LAST)
    with pytest.raises(ValidationError):
        end_post(admin, at=at, post=post, last=dt.date(2026, 4, 1))


def test_a_closed_unit_holds_none_and_can_be_kept_open(bank: Bank, admin: Staff, at: dt.datetime) -> None:
    close_unit(admin, at=at, unit=bank.units["二组"], last=LAST)
    with pytest.raises(ValidationError, match="is closed"):
        change(admin, at, bank.units["一组"], parent=bank.units["二组"])
    assert reopen_unit(admin, at=at, unit=bank.units["二组"]).closed_on is None
    change(admin, at, bank.units["一组"], parent=bank.units["二组"])


@pytest.mark.parametrize(
    ("parents", "found"),
    [
        ({"a": None, "b": "a", "c": "b"}, {}),
        ({"a": "a"}, {"a": ["a", "a"]}),
        ({"a": "b", "b": "a", "c": "a"}, {"a": ["a", "b", "a"], "b": ["b", "a", "b"]}),
        ({"t": None, "x": "y", "y": "z", "z": "x"}, {"x": list("xyzx"), "y": list("yzxy"), "z": list("zxyz")}),
        ({"a": "missing"}, {}),
    ],
)
def test_rings_are_found_with_the_way_round(parents: dict[str, str | None], found: dict[str, list[str]]) -> None:
    assert loops(parents, parents) == found


def test_a_long_chain_of_units_is_walked_once() -> None:
    parents: dict[str, str | None] = {str(n): str(n - 1) if n else None for n in range(20_000)}
    assert loops(parents, parents) == {}


def test_two_moves_at_once_make_no_ring(guarded: None, at: dt.datetime) -> None:
    """A under B while B goes under A: the second one waits, looks, and is refused."""
    with transaction.atomic():
        connection.cursor().execute("SET TRANSACTION READ WRITE")
        bank = Bank.of({"周九": "administrator"})
    admin, one, two = bank.staff("周九"), bank.units["一组"], bank.units["二组"]
    said: list[str] = []
    begin = threading.Barrier(2)

    def move(unit: Unit, parent: Unit) -> None:
        begin.wait()
        try:
            change(admin, at, unit, parent=parent)
            said.append("moved")
        except ValidationError:
            said.append("refused")
        finally:
            connection.close()

    movers = [threading.Thread(target=move, args=pair) for pair in ((one, two), (two, one))]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()
    assert sorted(said) == ["moved", "refused"]
    assert UnitAncestor.objects.filter(unit=one).count() + UnitAncestor.objects.filter(unit=two).count() == 11
