"""How far targets are reached: one's own, one's teams', with the rate; and what to do where there are none (13.2)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lvzhi.core.clock import moment
from lvzhi.desk.targets import Reached, targets_of, team_by_team, together
from lvzhi.web.words import percent
from lvzhi.worklog.models import Target, TargetImport
from tests.bank import Bank
from tests.web.desk import MONDAY, At

LIST = "/targets/"
MARCH = dt.date(2026, 3, 1)
EIGHT = moment(MONDAY, dt.time(8))


def a_target(bank: Bank, who: str, measure: str = "deposits", goal: Any = 1000, **more: Any) -> Target:
    file, _made = TargetImport.objects.get_or_create(by=bank.staff("王五"), name="目标.xlsx", at=EIGHT)
    return Target.objects.create(
        owner=bank.staff(who), measure=measure, goal=goal, brought_by=file, **{"month": MARCH} | more
    )


@pytest.fixture
def some(bank: Bank) -> None:
    """Two people of the first team and one of the second."""
    a_target(bank, "张三", actual=Decimal("500.50"))
    a_target(bank, "张三", "new", goal=4, actual=5)
    a_target(bank, "王二", goal=500, actual=None)
    a_target(bank, "外人", goal=200, actual=100)
    a_target(bank, "外人", month=dt.date(2026, 2, 1), actual=999)


@pytest.mark.usefixtures("some")
def test_a_relationship_manager_sees_his_own_alone(at: At) -> None:
    page = at("张三").read(LIST)
    assert "50.0% · 500.50 / 1,000.00" in page
    assert "125.0% · 5 / 4" in page
    assert "Team by team" not in page
    assert 'name="unit"' not in page
    assert "王二" not in page
    assert "外人" not in page


@pytest.mark.usefixtures("some")
def test_a_supervisor_sees_the_team_person_by_person_and_its_sum(at: At) -> None:
    page = at("李四").read(LIST)
    assert "33.3% · 500.50 / 1,500.00" in page
    assert "50.0% · 500.50 / 1,000.00" in page
    assert "— / 500.00" in page
    assert "1 target has no result yet" in page
    assert "外人" not in page
    assert "2 rows" in page


@pytest.mark.usefixtures("some")
def test_a_department_head_sees_each_team_and_all_together(bank: Bank, at: At) -> None:
    page = at("王五").read(LIST)
    assert "600.50 / 1,700.00" in page
    assert "35.3%" in page
    assert "50.0% · 100.00 / 200.00" in page
    assert page.index("一组") < page.index("二组")
    assert "999.00" not in page
    one = at("王五").read(f"{LIST}?month=2026-03&unit={bank.units['二组'].pk}")
    assert "张三" not in one
    assert "50.0% · 100.00 / 200.00" in one
    assert "99.9% · 999.00 / 1,000.00" in at("王五").read(f"{LIST}?month=2026-02")


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("query", ["month=2026-3", "month=soon", "month=0001-01", "unit=x", "unit=99999", "after=x"])
def test_what_the_address_does_not_name_rightly_counts_as_not_said(at: At, query: str) -> None:
    assert "600.50 / 1,700.00" in at("王五").read(f"{LIST}?{query}")


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("who", ["主管部", "审计员", "钱七"])
def test_who_inspects_and_who_stands_above_sees_them_all(at: At, who: str) -> None:
    assert "600.50 / 1,700.00" in at(who).read(LIST)


@pytest.mark.parametrize("who", ["管理员", "总行"])
def test_who_has_nothing_to_do_with_logs_sees_no_targets(at: At, who: str) -> None:
    assert at(who).get(LIST).status_code == 403


def test_a_list_without_targets_says_what_to_do_next(at: At) -> None:
    head = at("王五").read(LIST)
    assert "No target of 2026-03 is here." in head
    assert 'href="/targets/import/"' in head
    assert 'href="/targets/import/template/"' in head
    own = at("张三").read(LIST)
    assert "The department head or the supervising department brings them" in own
    assert "/targets/import/" not in own


def test_a_target_counts_where_its_owner_worked_in_that_month(bank: Bank) -> None:
    """Who changes the team in the month counts in the new one; what was reached before stays with the old one."""
    moved = bank.hire("赵新", "manager", **{"from": dt.date(2026, 1, 1), "to": dt.date(2026, 3, 11)})
    bank.hire("赵新", "manager", unit="二组", **{"from": dt.date(2026, 3, 11)})
    a_target(bank, "赵新", actual=1)
    a_target(bank, "赵新", month=dt.date(2026, 2, 1), actual=1)
    where = {
        month: [team.unit for team in team_by_team(targets_of(bank.staff("王五"), EIGHT, month))]
        for month in (MARCH, dt.date(2026, 2, 1))
    }
    assert where == {MARCH: [bank.units["二组"]], dt.date(2026, 2, 1): [bank.units["一组"]]}
    assert moved.targets.count() == 2


@pytest.mark.usefixtures("some")
def test_the_sums_of_teams_are_the_sums_of_their_people(bank: Bank) -> None:
    teams = team_by_team(targets_of(bank.staff("王五"), EIGHT, MARCH))
    assert {team.unit: list(team.sums.values()) for team in teams} == {
        bank.units["一组"]: [
            Reached("deposits", Decimal(1500), Decimal("500.50"), 1),
            Reached("new", Decimal(4), Decimal(5), 0),
        ],
        bank.units["二组"]: [Reached("deposits", Decimal(200), Decimal(100), 0)],
    }
    assert together(teams) == [
        Reached("deposits", Decimal(1700), Decimal("600.50"), 1),
        Reached("new", Decimal(4), Decimal(5), 0),
    ]


def test_a_rate_never_looks_higher_than_it_is() -> None:
    assert [percent(Decimal(one)) for one in ("99.99", "100", "0", "33.3333", "250.05")] == [
        "99.9%", "100.0%", "0.0%", "33.3%", "250.0%",
    ]  # fmt: skip
    assert percent(None) == "—"


def test_long_lists_come_page_by_page(bank: Bank, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvzhi.desk.targets.PEOPLE", 2)
    for who in ("张三", "王二", "外人"):
        a_target(bank, who)
    first = at("王五").read(LIST)
    assert "3 rows" in first
    assert "张三" not in first  # by pinyin: 外人, 王二, 张三
    place = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = at("王五").read(place)
    assert "张三" in second
    assert "王二" not in second


def test_the_number_of_queries_does_not_depend_on_the_number_of_people(
    bank: Bank, at: At, django_assert_max_num_queries: Any
) -> None:
    def queries(*people: str) -> int:
        for who in people:
            for measure in ("deposits", "loans"):
                a_target(bank, who, measure)
        at("王五").read(LIST)
        with django_assert_max_num_queries(30) as counted:
            at("王五").read(LIST)
        return len(counted)

    assert queries("张三") == queries("王二", "外人")


@pytest.mark.usefixtures("some")
def test_the_list_stands_beside_the_logs_and_the_reports(at: At) -> None:
    for page in ("/logs/", "/reports/", LIST):
        shown = at("李四").read(page)
        assert all(f'href="{one}"' in shown for one in ("/logs/", "/reports/", LIST))
