"""The auditor's page: who did what to what, when; what was refused; and whether the trail is whole."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core import trail
from lvzhi.core.action import ACTIONS
from lvzhi.core.models import Seal, TrailLine
from lvzhi.web import trail_words as words
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank, a_full_log, a_log
from tests.scenario import moment
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


def shown(page: str) -> int:
    return len(re.findall("<tr data-item>", page))


def test_an_auditor_finds_who_did_what_to_what(bank: Bank, browser: Browser) -> None:
    log = a_full_log(bank)
    page = browser.sign_in(bank.staff("周审")).get("/trail/").text
    for words_ in ("张三", "李四", "2026-03-02 17:50:00"):
        assert words_ in page
    assert f'href="/logs/{log.pk}/"' in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("by=张三", 1),
        ("by=T0003", 2),
        ("action=work_log.read", 1),
        ("action=work_log.read&by=张三", 0),
        ("at_from=2026-03-02&at_to=2026-03-02&by=李四", 2),
        ("at_from=2026-03-03&at_to=2026-03-05", 0),
        ("about=LOG", 1),
        ("result=refused", 1),
    ],
)
def test_filters(bank: Bank, browser: Browser, query: str, count: int) -> None:
    log = a_full_log(bank)
    browser.sign_in(bank.staff("王丽"))
    browser.get("/trail/")
    page = browser.sign_in(bank.staff("周审")).get(f"/trail/?{query.replace('LOG', log.ref)}").text
    assert shown(page) == count


def test_what_was_refused_is_marked(bank: Bank, browser: Browser) -> None:
    log = a_log(bank.staff("张三"))
    browser.sign_in(bank.staff("王丽"))
    browser.get(f"/logs/{log.pk}/")
    page = browser.sign_in(bank.staff("周审")).get("/trail/?result=refused").text
    assert f"/logs/{log.pk}/" in page
    assert 'class="state state-late"' in page


@pytest.mark.parametrize("path", ["/trail/", "/trail/seals/"])
def test_nobody_else_opens_it(bank: Bank, browser: Browser, path: str) -> None:
    for who in ("张三", "李四", "王五", "吴管"):
        assert browser.sign_in(bank.staff(who)).get(path).status_code == 403, who
    assert browser.sign_in(bank.staff("周审")).get(path).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_lines(bank: Bank, browser: Browser) -> None:
    counts = []
    for who in ("张三", "王丽"):
        a_log(bank.staff(who))
        browser.sign_in(bank.staff("周审"))
        browser.get("/trail/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/trail/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10, counts


def test_a_page_and_its_part_are_the_same(bank: Bank, browser: Browser) -> None:
    a_log(bank.staff("张三"))
    browser.sign_in(bank.staff("周审"))
    part = browser.get("/trail/", headers={"HX-Request": "true", "HX-Target": "list"}).text
    assert part.strip() in browser.get("/trail/").text


def test_a_whole_trail_fits_its_seals(bank: Bank, browser: Browser) -> None:
    a_log(bank.staff("张三"))
    trail.seal(moment("2026-03-02 18:00"))
    a_log(bank.staff("王丽"))
    trail.seal(moment("2026-03-02 18:01"))
    browser.sign_in(bank.staff("周审"))
    page = browser.get("/trail/seals/").text
    assert shown(page) == 2
    assert "state-met" not in page
    page = browser.get("/trail/seals/?check=yes").text
    assert page.count('class="state state-met"') == 2
    assert "notice-met" in page


def test_a_line_that_somebody_changed_is_found_at_its_seal(bank: Bank, browser: Browser) -> None:
    for who, when in (("张三", "2026-03-02 18:00"), ("王丽", "2026-03-02 18:01")):
        a_log(bank.staff(who))
        trail.seal(moment(when))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_trailline DISABLE TRIGGER append_only")
        cursor.execute("UPDATE core_trailline SET by_id = NULL WHERE id = (SELECT min(id) FROM core_trailline)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_trailline ENABLE TRIGGER append_only")
    page = browser.sign_in(bank.staff("周审")).get("/trail/seals/?check=yes").text
    assert "notice-late" in page
    assert page.count('class="state state-late"') == 1
    assert [trail.fits(one) for one in Seal.objects.order_by("last")] == [False, True]


def test_every_action_has_words_on_the_trail() -> None:
    assert set(ACTIONS) <= set(words.ACTIONS), sorted(set(ACTIONS) - set(words.ACTIONS))


def test_a_thing_without_a_page_is_named_all_the_same(bank: Bank, browser: Browser) -> None:
    trail.write("strange.thing", at=NOW, by=bank.staff("张三"), ref="strange/1", detail={"list": [1, 2]})
    trail.write("sign_in", at=NOW)
    page = browser.sign_in(bank.staff("周审")).get("/trail/").text
    assert "strange/1" in page
    assert "strange.thing" in page
    assert TrailLine.objects.filter(by=None).exists()
