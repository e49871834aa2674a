"""The list of a register, as somebody at a browser meets it."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import MONDAY, NOW, a_bank, a_full_log, a_log
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


def rows(content: str) -> list[str]:
    """The addresses that the rows open."""
    return re.findall(r'class="cell-link" href="([^"]+)"', content)


def test_one_sees_ones_own_and_opens_them_by_their_first_cell(bank: Bank, browser: Browser) -> None:
    mine, other = a_log(bank.staff("张三")), a_log(bank.staff("王丽"))
    answer = browser.sign_in(bank.staff("张三")).get("/logs/")
    assert rows(answer.text) == [f"/logs/{mine.pk}/"]
    assert f"/logs/{other.pk}/" not in answer.text
    assert browser.get(rows(answer.text)[0]).status_code == 200


def test_who_keeps_logs_begins_one_here_and_nobody_else(bank: Bank, browser: Browser) -> None:
    assert reverse("new_log") in browser.sign_in(bank.staff("张三")).get("/logs/").text
    assert f'href="{reverse("new_log")}"' not in browser.sign_in(bank.staff("周审")).get("/logs/").text


def test_an_empty_list_says_so(bank: Bank, browser: Browser) -> None:
    page = browser.sign_in(bank.staff("王五")).get("/logs/")
    assert "<table" not in page.text
    page = browser.get("/logs/?late=yes")
    assert "<table" not in page.text
    assert 'class="chip"' in page.text


def test_filters_stand_as_chips_that_can_be_taken_away(bank: Bank, browser: Browser) -> None:
    a_log(bank.staff("张三"))
    browser.sign_in(bank.staff("王五"))
    page = browser.get("/logs/?on_from=2026-03-01&owner=张三&sort=owner").text
    chips = re.findall(r'class="chip" href="([^"]+)"', page)
    assert chips == ["?owner=%E5%BC%A0%E4%B8%89&amp;sort=owner", "?on_from=2026-03-01&amp;sort=owner"]
    assert 'value="2026-03-01"' in page


def test_what_is_wrong_with_a_filter_stands_beside_it(bank: Bank, browser: Browser) -> None:
    page = browser.sign_in(bank.staff("王五")).get("/logs/?on_from=gestern")
    assert page.status_code == 200
    assert 'id="filter_on_from_error"' in page.text
    assert 'value="gestern"' in page.text


def test_heads_sort_and_turn_round(bank: Bank, browser: Browser) -> None:
    first, second = a_log(bank.staff("张三")), a_log(bank.staff("张三"), MONDAY + DAY)
    browser.sign_in(bank.staff("王五"))
    page = browser.get("/logs/").text
    assert 'aria-sort="descending"' in page
    up = re.search(r'class="sort" href="([^"]+)"', page)
    assert up is not None
    assert up[1] == "?sort=on"
    page = browser.get(f"/logs/{up[1]}").text
    assert rows(page) == [f"/logs/{first.pk}/", f"/logs/{second.pk}/"]
    assert 'aria-sort="ascending"' in page


def test_pages_go_forward_and_back_and_keep_the_filters(
    bank: Bank, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lvzhi.records.listing.Asked.page.__defaults__", (2,))
    logs = [a_log(bank.staff("张三"), MONDAY + n * DAY) for n in range(4)]
    browser.sign_in(bank.staff("张三"))
    page = browser.get("/logs/?on_from=2026-03-01").text
    assert rows(page) == [f"/logs/{log.pk}/" for log in logs[:1:-1]]
    assert 'rel="prev"' not in page
    onward = re.search(r'rel="next" href="([^"]+)"', page)
    assert onward is not None
    assert "on_from=2026-03-01" in onward[1]
    page = browser.get("/logs/" + onward[1].replace("&amp;", "&")).text
    assert rows(page) == [f"/logs/{log.pk}/" for log in logs[1::-1]]
    assert 'rel="next"' not in page
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert back is not None
    page = browser.get("/logs/" + back[1].replace("&amp;", "&")).text
    assert rows(page) == [f"/logs/{log.pk}/" for log in logs[:1:-1]]


@pytest.mark.parametrize("query", ["", "?late=yes", "?sort=owner&on_from=2026-03-01", "?on_to=x"])
def test_what_htmx_asks_for_is_exactly_that_part_of_the_page(bank: Bank, browser: Browser, query: str) -> None:
    a_log(bank.staff("张三"))
    browser.sign_in(bank.staff("王五"))
    whole = browser.get(f"/logs/{query}").text
    part = browser.get(f"/logs/{query}", headers={"HX-Request": "true", "HX-Target": "list"}).text
    assert part.strip() in whole
    assert "<html" not in part
    before, after = whole.split(part.strip())
    assert 'id="list"' in before
    assert 'class="cell-link"' not in before + after


def test_the_number_of_queries_does_not_grow_with_the_rows(bank: Bank, browser: Browser) -> None:
    counts = []
    for who in ("张三", "王五", "周审"):
        browser.sign_in(bank.staff(who))
        browser.get("/logs/")
        counts.append([])
    for day in range(3):
        a_full_log(bank, MONDAY + day * DAY)
        if day == 1:
            continue
        for number, who in enumerate(("张三", "王五", "周审")):
            browser.sign_in(bank.staff(who))
            browser.get("/logs/")
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get("/logs/")
            counts[number].append(len(asked))
    assert all(one == three for one, three in counts), counts
    assert max(max(pair) for pair in counts) <= 12, counts


@pytest.mark.parametrize("who", ["吴管"])
def test_who_has_no_business_with_logs_is_refused(bank: Bank, browser: Browser, who: str) -> None:
    browser.sign_in(bank.staff(who))
    for path in ("/logs/", "/logs/1/", "/logs/excel/", "/logs/print/?pk=1", "/logs/1/print/"):
        assert browser.get(path).status_code == 403, path


@pytest.mark.parametrize("path", ["/logs/", "/logs/1/", "/logs/excel/", "/logs/print/", "/logs/1/print/"])
def test_without_signing_in_one_comes_to_the_door(bank: Bank, browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
