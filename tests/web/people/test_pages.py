"""The list with its tree, one unit, one person: what is shown, to whom, on which day, at what cost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.clock import today
from lvzhi.people.actions import appoint, close_unit, end_post, name_deputy
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy, Post, Role, Staff, Unit
from lvzhi.people.names import name_key
from lvzhi.people.sql import rebuild_ancestors
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.people.conftest import at_desk

PARTS = {"main": "HTTP_HX_TARGET", "found": "HTTP_HX_TARGET"}


def shown(browser: Browser, path: str, **headers: str) -> str:
    answer = browser.get(path, **headers)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def names(html: str) -> list[str]:
    return re.findall(r'class="cell-link" href="/people/\d+/[^"]*">([^<]+)<', html)


def hire_many(bank: Bank, number: int, unit: str = "二组") -> None:
    people = [Staff(number=f"M{n:04}", name=f"多{n:04}", pinyin=f"duo{n:04}") for n in range(number)]
    Staff.objects.bulk_create(people)
    during = lasting(dt.date(2020, 1, 1), None)
    Post.objects.bulk_create(Post(staff=s, unit=bank.units[unit], role=Role.MANAGER, during=during) for s in people)


def statements(browser: Browser, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_everybody_by_name_in_chinese_order_with_masked_numbers(works: Browser, bank: Bank) -> None:
    html = shown(works, "/people/")
    assert names(html) == ["李四", "钱七", "孙八", "王五", "吴十", "张三", "赵六", "周九"]
    assert "138****0001" in html
    assert "13800000001" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zhang", ["张三"]), ("q=ZS", ["张三"]), ("q=三", ["张三"]), ("q=T0002", ["李四"]), ("q=nobody", []),
        ("role=20", ["李四"]), ("role=999", 8), ("role=x", 8), ("state=locked", 8), ("on=2019-01-01", []), ("on=x", 8),
        ("q=%00", 8), ("unit=x", 8),
    ],
)  # fmt: skip
def test_what_narrows_the_list(works: Browser, bank: Bank, query: str, found: Any) -> None:
    got = names(shown(works, f"/people/?{query}"))
    assert (len(got) if isinstance(found, int) else got) == found


def test_a_unit_shows_its_people_and_those_below(works: Browser, bank: Bank) -> None:
    assert names(shown(works, f"/people/?unit={bank.units['公司业务部'].pk}")) == ["李四", "王五", "张三", "赵六"]
    assert names(shown(works, f"/people/?unit={bank.units['一组'].pk}")) == ["李四", "张三"]
    assert works.get("/people/?unit=999999").status_code == 404


def test_the_tree_opens_level_by_level_without_a_script(works: Browser, bank: Bank) -> None:
    html = shown(works, "/people/")
    assert ">示例分行<" in html
    assert ">示例支行<" not in html
    link = re.search(r'href="(/people/\?unit=\d+)"[^>]*id="main-u\d+"[^>]*>\s*<span class="tree-name">示例分行', html)
    assert link
    assert ">示例支行<" in shown(works, link[1])
    leaf = shown(works, f"/people/?unit={bank.units['一组'].pk}")
    assert ">二组<" in leaf  # among its neighbours
    assert len(re.findall(r'aria-current="true">\s*<span class="tree-name">一组', leaf)) == 2  # desk and phone


@pytest.mark.parametrize("part", ["main", "found"])
@pytest.mark.parametrize("query", ["", "?q=zhang", "?role=20"])
def test_a_part_is_what_the_whole_page_holds(works: Browser, bank: Bank, part: str, query: str) -> None:
    def lines(html: str) -> list[str]:
        return [line.strip() for line in html.splitlines() if line.strip()]

    whole = lines(shown(works, f"/people/{query}"))
    piece = lines(shown(works, f"/people/{query}", HTTP_HX_REQUEST="true", HTTP_HX_TARGET=part))
    assert piece
    assert "\n".join(piece) in "\n".join(whole)


def test_long_lists_go_by_pages_and_lose_nobody(runs: Browser, bank: Bank) -> None:
    hire_many(bank, 120)
    path, seen, pages = "/people/", list[str](), 0
    while path:
        html = shown(runs, path)
        seen += names(html)
        pages += 1
        more = re.search(r'rel="next" href="([^"]+)"', html)
        path = more[1].replace("&amp;", "&") if more else ""
    assert pages == 3
    assert len(seen) == len(set(seen)) == 128
    assert runs.get("/people/?page=rubbish").status_code == 404


def test_administrators_alone_see_who_has_no_post_or_is_locked(runs: Browser, works: Browser, bank: Bank) -> None:
    Staff.objects.create(number="N1", name="新来", pinyin="xinlai xl")
    Staff.objects.filter(name="李四").update(is_active=False)
    assert names(shown(runs, "/people/?state=without")) == ["新来"]
    assert names(shown(runs, "/people/?state=locked")) == ["李四"]
    assert "state=" not in shown(works, "/people/")
    assert len(names(shown(works, "/people/?state=without"))) == 8


def test_the_cost_of_a_page_does_not_depend_on_the_rows(runs: Browser, bank: Bank) -> None:
    team, person = bank.units["二组"].pk, bank.staff("孙八").pk
    paths = ["/people/", f"/people/?unit={team}", "/people/?q=duo", f"/people/units/{team}/", f"/people/{person}/",
             "/people/find/?q=duo"]  # fmt: skip
    hire_many(bank, 1)
    few = [statements(runs, path) for path in paths]
    people = [Staff(number=f"L{n}", name=f"多{n}", pinyin=f"duo{n}") for n in range(40)]
    Staff.objects.bulk_create(people)
    during = lasting(dt.date(2021, 1, 1), None)
    for unit in ("二组", "一组"):
        Post.objects.bulk_create(Post(staff=s, unit=bank.units[unit], role=Role.MANAGER, during=during) for s in people)
    Unit.objects.bulk_create(
        Unit(code=f"9{n}", name=f"小组{n}", kind="team", parent=bank.units["公司业务部"]) for n in range(9)
    )
    rebuild_ancestors()
    assert [statements(runs, path) for path in paths] == few


def test_who_holds_no_post_any_more_sees_nobody(bank: Bank) -> None:
    left = Staff.objects.create(number="X1", name="走了", must_change_password=False)
    browser = at_desk(left)
    assert browser.get("/people/").status_code == 403
    assert browser.get(f"/people/{bank.staff('张三').pk}/").status_code == 403


def test_one_person_with_posts_in_time_and_who_is_above(works: Browser, bank: Bank, at: dt.datetime) -> None:
    admin, me = bank.staff("周九"), bank.staff("张三")
    appoint(admin, at=at, staff=me, unit=bank.units["二组"], role=Role.SUPERVISOR, first=dt.date(2099, 1, 1))
    end_post(admin, at=at, post=Post.objects.get(staff=me, unit=bank.units["一组"]), last=dt.date(2098, 12, 31))
    html = shown(works, f"/people/{me.pk}/")
    assert "13800000001" in html
    assert [re.findall(r"span-(now|ahead|past)", html)][0] == ["now", "ahead"]
    assert "2020-01-01 – 2098-12-31" in html
    assert "from 2099-01-01 on" in html
    ladder = html[html.index('id="above"') :]
    assert re.findall(r'<a href="/people/\d+/">([^<]+)</a>', ladder) == ["李四", "王五", "赵六", "钱七", "孙八"]
    assert "Appoint" not in html
    assert "Name a deputy" in html


def test_the_past_can_be_looked_at(works: Browser, bank: Bank, at: dt.datetime) -> None:
    end_post(bank.staff("周九"), at=at, post=Post.objects.get(staff=bank.staff("李四")), last=dt.date(2026, 3, 1))
    me = bank.staff("张三").pk
    assert "李四" not in shown(works, f"/people/{me}/")
    then = shown(works, f"/people/{me}/?on=2026-03-01")
    assert "李四" in then
    assert "Back to today" in then


def test_a_leader_sees_who_is_below_and_deputies_both_ways(bank: Bank, at: dt.datetime) -> None:
    head = bank.staff("赵六")
    name_deputy(
        head, at=at, staff=bank.staff("张三"), deputy=bank.staff("李四"), first=dt.date(2026, 1, 1), reason="休假"
    )
    html = shown(at_desk(head), f"/people/{head.pk}/")
    below = html[html.index('id="below"') : html.index('id="aside"')]
    assert re.findall(r'<a href="/people/\d+/">([^<]+)</a>', below) == ["王五", "李四", "张三"]
    theirs = shown(at_desk(head), f"/people/{bank.staff('张三').pk}/")
    assert "stands in for 张三" in theirs
    assert "休假" in theirs
    assert f"/people/deputies/{Deputy.objects.get().pk}/" in theirs
    assert "stands in for" in shown(at_desk(head), f"/people/{bank.staff('李四').pk}/")


def test_one_unit(works: Browser, runs: Browser, bank: Bank, at: dt.datetime) -> None:
    unit = bank.units["公司业务部"]
    html = shown(works, f"/people/units/{unit.pk}/")
    assert names(html) == ["赵六", "王五"]
    assert "4 people with the units below" in html
    assert ">一组<" in html
    assert "Rename or move" not in html
    assert "Rename or move" in shown(runs, f"/people/units/{unit.pk}/")
    empty = bank.units["二组"]
    close_unit(bank.staff("周九"), at=at, unit=empty, last=today())
    assert "is closed from" in shown(works, f"/people/units/{empty.pk}/")
    assert ">二组<" not in shown(works, f"/people/units/{unit.pk}/?on=2099-01-01")
    assert works.get("/people/units/999999/").status_code == 404


def test_what_a_field_offers_while_one_types(works: Browser, bank: Bank) -> None:
    staff = shown(works, "/people/find/?deputy=zs", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="people_found")
    assert re.findall(r'<option value="([^"]+)"', staff) == ["T0001 张三"]
    units = shown(works, "/people/find/?unit=组", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="units_found")
    assert re.findall(r'<option value="([^"]+)"', units) == ["005 一组", "006 二组"]
    assert shown(works, "/people/find/?q=", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="people_found").strip() == ""
    assert "张三" in shown(works, "/people/find/?q=zhang")


def test_a_name_with_markup_stays_a_name(works: Browser, bank: Bank) -> None:
    name = "<b>张"
    Staff.objects.filter(name="张三").update(name=name, pinyin=name_key(name))
    assert "<b>张" not in shown(works, "/people/")
    assert "&lt;b&gt;张" in shown(works, f"/people/{bank.staff('张三').pk}/")


def test_who_runs_or_audits_sees_what_was_done(runs: Browser, works: Browser, bank: Bank, at: dt.datetime) -> None:
    me = bank.staff("张三")
    appoint(bank.staff("周九"), at=at, staff=me, unit=bank.units["二组"], role=Role.MANAGER, first=today())
    path = f"/people/{me.pk}/"
    for browser in (runs, at_desk(bank.staff("吴十"))):
        assert re.search(r'class="trail-at">2026-03-02.*?周九.*?began a post', shown(browser, path), re.DOTALL)
    assert "began a post" not in shown(works, path)
