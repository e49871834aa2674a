"""A question to a list: what it finds, how it says what it looks for, and what it does with nonsense."""

import datetime as dt
from typing import Any

import pytest

from lvzhi.records import listing
from lvzhi.records.filters import Scope
from lvzhi.records.listing import Asked
from lvzhi.worklog.models import WorkLog
from lvzhi.worklog.register import WORK_LOGS
from tests.bank import Bank
from tests.records.logs import MONDAY, a_bank, a_full_log, a_log
from tests.scenario import moment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


@pytest.fixture
def bank() -> Bank:
    """Three logs of 张三, Tuesday's late, Monday's with a difficulty, read; one of 王丽."""
    bank = a_bank()
    for name, pinyin in {"张三": "zhangsan", "王丽": "wangli"}.items():
        type(bank.staff(name)).objects.filter(pk=bank.staff(name).pk).update(pinyin=pinyin)
    a_full_log(bank)
    a_log(bank.staff("张三"), MONDAY + DAY, at=moment("2026-03-04 08:30"), late_reason="在外出差")
    a_log(bank.staff("张三"), MONDAY + 2 * DAY)
    a_log(bank.staff("王丽"), MONDAY, done="整理授信材料，拜访示例乙贸易")
    return bank


def ask(bank: Bank, who: str, day: dt.date = FRIDAY, **given: Any) -> Asked[WorkLog]:
    return WORK_LOGS.listing.ask(Scope(bank.staff(who), day), {name: str(value) for name, value in given.items()})


def found(asked: Asked[WorkLog]) -> list[str]:
    return [f"{log.owner.name} {log.on:%d}" for log in asked.page().rows]


@pytest.mark.parametrize(
    ("who", "given", "wanted"),
    [
        ("张三", {}, ["张三 04", "张三 03", "张三 02"]),
        ("李四", {}, ["张三 04", "张三 03", "张三 02"]),
        ("赵六", {}, ["王丽 02"]),
        ("王五", {"sort": "on"}, ["张三 02", "王丽 02", "张三 03", "张三 04"]),
        ("王五", {"sort": "owner"}, ["王丽 02", "张三 02", "张三 03", "张三 04"]),
        ("王五", {"sort": "-handed_in"}, ["张三 04", "张三 03", "王丽 02", "张三 02"]),
        ("周审", {"on_from": "2026-03-03"}, ["张三 04", "张三 03"]),
        ("周审", {"on_to": "2026-03-02", "owner": "wang"}, ["王丽 02"]),
        ("周审", {"owner": "张"}, ["张三 04", "张三 03", "张三 02"]),
        ("周审", {"owner": "T0002"}, ["王丽 02"]),
        ("周审", {"owner": "nobody"}, []),
        ("周审", {"late": "yes"}, ["张三 03"]),
        ("周审", {"late": "no", "owner": "张三"}, ["张三 04", "张三 02"]),
        ("周审", {"difficulty": "yes"}, ["张三 02"]),
        ("周审", {"read": "no"}, ["张三 04", "张三 03", "王丽 02"]),
        ("周审", {"work": "marketing", "owner": "王丽"}, ["王丽 02"]),
        ("周审", {"work": "collection"}, []),
        ("周审", {"q": "评估报告"}, ["张三 02"]),
        ("周审", {"q": "示例乙贸易"}, ["王丽 02"]),
        ("周审", {"q": "100%_"}, []),
    ],
)  # fmt: skip
def test_filters_and_order(bank: Bank, who: str, given: dict[str, str], wanted: list[str]) -> None:
    assert found(ask(bank, who, **given)) == wanted


def test_a_unit_stands_for_everything_under_it(bank: Bank) -> None:
    department, team = bank.units["公司业务部"].pk, bank.units["二组"].pk
    assert len(found(ask(bank, "周审", unit=department))) == 4
    assert found(ask(bank, "周审", unit=team)) == ["王丽 02"]
    assert found(ask(bank, "王五", unit=team)) == ["王丽 02"]


def test_who_sees_own_rows_alone_is_not_asked_whose(bank: Bank) -> None:
    assert {"owner", "unit"}.isdisjoint(ask(bank, "张三").form.fields)
    assert {"owner", "unit"} <= set(ask(bank, "李四").form.fields)
    assert "unit" not in [column.name for column in ask(bank, "张三").columns]


def test_a_filter_that_is_named_but_not_offered_is_not_ignored(bank: Bank) -> None:
    assert found(ask(bank, "张三", owner="王丽")) == []
    assert ask(bank, "张三", unit=bank.units["二组"].pk).form.errors


def test_chips_say_what_is_asked_and_how_to_undo_it(bank: Bank) -> None:
    asked = ask(bank, "王五", on_from="2026-03-01", on_to="2026-03-31", late="yes", sort="on")
    assert [chip.words for chip in asked.chips()][0:1] == ["2026-03-01 – 2026-03-31"]
    assert asked.query("late") == "?on_from=2026-03-01&on_to=2026-03-31&sort=on"
    assert asked.query("on_from", "on_to") == "?late=yes&sort=on"
    assert ask(bank, "王五").query() == "?"


def test_a_question_without_an_index_looks_through_the_newest_rows_and_says_since_when(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = ask(bank, "周审", q="走访")
    assert (found(everything), everything.since) == (["张三 04", "张三 03", "张三 02"], None)
    monkeypatch.setattr(listing, "REACH", 2)
    newest = ask(bank, "周审", q="走访")
    assert (found(newest), newest.since) == (["张三 04", "张三 03"], MONDAY + DAY)
    assert newest.count().value == 2


def test_what_an_index_answers_reaches_every_row(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "REACH", 2)
    late = ask(bank, "周审", late="yes", on_from="2020-01-01")
    assert (found(late), late.since) == (["张三 03"], None)


def test_the_newest_rows_are_those_that_the_indexed_filters_leave(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are Monday's: asked for Monday alone, or for one person, the words are looked for further back."""
    monkeypatch.setattr(listing, "REACH", 2)
    monday = ask(bank, "周审", q="走访", on_to=MONDAY)
    assert (found(monday), monday.since) == (["张三 02"], MONDAY)
    hers = ask(bank, "周审", q="示例乙贸易", owner="王丽")
    assert (found(hers), hers.since) == (["王丽 02"], None)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"on_from": "tomorrow"}, "on_from"),
        ({"on_from": "2026-03-03", "on_to": "2026-03-02"}, "on_to"),
        ({"late": "perhaps"}, "late"),
        ({"unit": "999"}, "unit"),
        ({"unit": "x"}, "unit"),
        ({"q": "长" * 100}, "q"),
        ({"owner": "a\x00"}, "owner"),
    ],
)
def test_nonsense_is_said_beside_its_field_and_not_asked(bank: Bank, given: dict[str, str], wrong: str) -> None:
    asked = ask(bank, "周审", **given)
    assert list(asked.form.errors) == [wrong]
    assert asked.page().rows


@pytest.mark.parametrize("given", [{"sort": "done"}, {"sort": "--on"}, {"sort": "x"}, {"place": "x"}, {"place": "é"}])
def test_an_order_or_a_place_that_is_none_leads_to_the_first_page(bank: Bank, given: dict[str, str]) -> None:
    assert found(ask(bank, "张三", **given)) == ["张三 04", "张三 03", "张三 02"]


def test_pages_follow_each_other_in_every_order(bank: Bank) -> None:
    for sort in ("on", "-on", "owner", "-owner", "handed_in", "-handed_in"):
        whole = found(ask(bank, "周审", sort=sort))
        seen, place = [], ""
        while True:
            asked = ask(bank, "周审", sort=sort, place=place)
            page = asked.page(size=1)
            seen += [f"{log.owner.name} {log.on:%d}" for log in page.rows]
            if page.after is None:
                break
            place = page.after
        assert seen == whole
