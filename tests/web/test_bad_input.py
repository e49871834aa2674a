"""Whatever comes in by an address or a form is answered in words: never with an error of the server.

Each page is first opened to learn what it asks of its address and which fields its forms have; then it gets all that
people, browsers and bored visitors send.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from tests.plugins.browsing import Browser
from tests.web.access.addresses import ADDRESSES, address_of, came_to
from tests.web.access.places import NOW, House

ODD = {
    "nothing": "",
    "zero bytes": "a\x00b",
    "emoji": "👩‍💼📈",
    "half a sign": "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "very long": "长" * 20_000,
    "negative": "-1",
    "huge": "9" * 40,
    "just too large": str(2**63),
    "no number": "１２３",
    "no day": "2026-02-30",
    "far day": "9999-12-31",
    "first day": "0001-01-01",
    "a quote": "' OR 1=1 --",
    "a tag": "<script>alert(1)</script>",
    "percent": "%s%%%(x)s{0}{{ 7 * 7 }}",
    "a cursor of something else": "eyJhIjogMX0",
    "lines": "a\r\nb",
}
WORST = ("zero bytes", "very long", "just too large", "far day", "first day")
ACTING = ("administrator", "manager", "supervisor", "department_head", "auditor", "supervising", "nobody")
SKIPPED = {"account_logout"}  # has no field, and ends the session


class Forms(HTMLParser):
    """The forms that a page sends to itself, filled in with something plausible where nothing stands yet."""

    KINDS = {
        "date": "2026-03-05",
        "time": "10:00",
        "number": "1",
        "email": "a@example.com",
        "": "某事一件",
        "text": "某事一件",
    }

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, []
        self.form: dict[str, str] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        about = {name: value or "" for name, value in attrs}
        name, kind = about.get("name", ""), about.get("type", "")
        if tag == "form":
            own = about.get("method") == "post" and about.get("action", "").partition("?")[0] in (
                "",
                self.address,
            )
            self.form = {}
            self.forms += [self.form] if own else []
        elif tag == "option" and self.select and about.get("value"):
            self.form[self.select] = self.form.get(self.select) or about["value"]
        elif tag in ("input", "button") and name:
            self.form.setdefault(name, about.get("value") or self.KINDS.get(kind, ""))
        elif tag in ("textarea", "select") and name:
            self.form.setdefault(name, self.KINDS["text"] if tag == "textarea" else "")
            self.select = name if tag == "select" else ""


def own_form(page: str, address: str) -> dict[str, str]:
    """The largest form that a page sends to its own address, ready to be sent."""
    return max(Forms(page, address).forms, key=len, default={})


@contextmanager
def asked_of_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names that a page looks for in its address."""
    names: set[str] = set()
    with monkeypatch.context() as patch:
        for method in ("get", "getlist", "__getitem__", "__contains__"):
            plain = getattr(QueryDict, method)

            def noting(self: QueryDict, key: Any, *args: Any, plain: Any = plain, **more: Any) -> Any:
                names.add(str(key))
                return plain(self, key, *args, **more)

            patch.setattr(QueryDict, method, noting)
        yield names


def each_alone(names: list[str]) -> Iterator[dict[str, str]]:
    """One field after another with two of the worst values, in turn; all of them on each would take minutes."""
    for n, name in enumerate(names):
        for place in (n, n + 2):
            yield {name: ODD[WORST[place % len(WORST)]]}


def each_everywhere(names: list[str]) -> Iterator[dict[str, str]]:
    """Every odd value in every field: each time all fields have one, and no two fields next to each other the same."""
    values = list(ODD.values())
    for n in range(len(values)):
        yield {name: values[(n + place) % len(values)] for place, name in enumerate(names)}


def who_may(name: str, house: House) -> Browser:
    """Somebody who may open a page, best the one who may do most there."""
    needs, people = ADDRESSES[name].callback.needs, house.people()
    return next(house.browsers[who] for who in ACTING if needs(people[who], NOW.date()))


@pytest.mark.parametrize("name", [name for name in ADDRESSES if name not in SKIPPED])
def test_odd_addresses(name, at_home, monkeypatch):
    browser = who_may(name, at_home)
    with asked_of_address(monkeypatch) as names:
        came_to(name, "GET", browser, at_home)
    for given in each_everywhere(sorted(names)):  # what an address says is looked at part by part
        answer = came_to(name, "GET", browser, at_home, given)
        assert answer.status_code < 500, {k: v[:40] for k, v in given.items()}


@pytest.mark.parametrize("name", [name for name in ADDRESSES if name not in SKIPPED])
def test_odd_forms(name, at_home):
    browser, address = who_may(name, at_home), address_of(name, at_home)
    page = came_to(name, "GET", browser, at_home)
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return
    fields = own_form(page.content.decode(), address)
    alone = [fields | one for one in each_alone(list(fields))]
    for given in [*each_everywhere(list(fields)), *alone]:
        answer = came_to(name, "POST", browser, at_home, given)
        assert answer.status_code < 500, {k: v[:40] for k, v in given.items()}


ODD_KEYS = ("0", "999999999999999999999999", "18446744073709551616")


@pytest.mark.parametrize("name", [name for name, one in ADDRESSES.items() if one.pattern.converters])
def test_odd_keys(name, at_home):
    """A number in the address that no row has, or that no column could hold."""
    part = list(ADDRESSES[name].pattern.converters)[-1]
    usual = address_of(name, at_home)
    known = {
        "code": "13",
        "key": "worklog.late_days",
        "provider_id": "bank",
        "rest": "nowhere/",
        "year": "2026",
    }
    browser = who_may(name, at_home)
    for key in [*ODD_KEYS, "13.99", "%00", "👩", "长" * 500] if part in known else ODD_KEYS:
        number = next(filter(str.isdecimal, reversed(usual.split("/"))), "")
        address = usual.replace(known.get(part, number), key)
        for answer in (browser.get(address), browser.post(address, {})):
            assert answer.status_code < 500, (address[:80], answer.status_code)


# What a person types is not lost, and the word about it stands beside it


def manager(house: House) -> Browser:
    return house.browsers["manager"]


LOG = {"done": "走访示例客户", "plan-count": "1", "plan-0-text": "整理资料", "difficulties-count": "1",
       "difficulties-0-text": "评估报告未出", "lines-count": "1", "lines-0-starts": "10:00", "lines-0-ends": "09:00",
       "lines-0-work": "care", "lines-0-content": "回访"}  # fmt: skip


def test_what_was_typed_stays_and_the_word_stands_beside_it(at_home):
    answer = manager(at_home).post("/logs/new/?on=2026-03-03", LOG)
    page = answer.content.decode()
    assert answer.status_code == 422
    for typed in ("走访示例客户", "整理资料", "评估报告未出", "回访"):
        assert typed in page
    row = page[page.index('name="lines-0-ends"') :]
    assert "This is before it began." in row[: row.index('name="lines-0-work"')]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("done", "长" * 4001, "4000"),
        ("done", "a\x00b", "Null characters"),
        ("plan-0-text", "长" * 201, "200"),
        ("difficulties-0-text", "长" * 501, "500"),
        ("lines-0-starts", "25:99", "time"),
        ("lines-0-work", "nothing", "choice"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(at_home, field, value, words):
    page = manager(at_home).post("/logs/new/?on=2026-03-03", LOG | {field: value}).content.decode()
    beside = page[page.index(f'name="{field}"') :]
    error = beside[: beside.find('name="', 10)] if 'name="' in beside[10:] else beside
    assert "field-error" in error
    assert words in error


def test_emoji_and_rare_signs_are_kept_as_typed(at_home):
    said = LOG | {"lines-0-ends": "11:00", "done": "👩‍💼 与𠮷野家洽谈 ①", "outcome": ""}
    answer = send_whole(at_home, said)
    assert answer.status_code == 302, answer.content.decode()
    assert "👩‍💼 与𠮷野家洽谈 ①" in manager(at_home).get(answer["Location"]).content.decode()


def send_whole(house: House, said: dict[str, Any]) -> Any:
    """With an answer to each thing planned last time."""
    page = manager(house).get("/logs/new/?on=2026-03-03").content.decode()
    fields = own_form(page, "/logs/new/")
    outcomes = {name: "done" for name in fields if name.startswith("outcome-") and name.endswith("-result")}
    return manager(house).post("/logs/new/?on=2026-03-03", said | outcomes)


def test_two_tabs_hand_in_two_texts_and_none_is_lost(at_home):
    """The second text is offered as a note to the log that stands."""
    whole = LOG | {"lines-0-ends": "11:00"}
    first = send_whole(at_home, whole)
    assert first.status_code == 302
    second = manager(at_home).post("/logs/new/?on=2026-03-03", whole | {"done": "另一页写的内容"})
    assert second.status_code == 422
    assert "另一页写的内容" in second.content.decode()
    assert at_home.staff.work_logs.count() == 2  # that of Monday, and one of today


def test_a_double_click_is_one_comment(at_home):
    browser = at_home.browsers["supervisor"]
    address = f"/logs/{at_home.log.pk}/comments/"
    form = own_form(browser.get(address).content.decode(), address) | {"text": "请补充回款日期"}
    answers = [browser.post(address, form) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert at_home.log.comments.count() == 1


def test_a_file_that_is_too_large_is_refused_beside_its_field(at_home):
    large = SimpleUploadedFile("录像.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (40 * 1024 * 1024))
    answer = send_whole(at_home, LOG | {"lines-0-ends": "11:00", "files": large})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "录像.png" in page[page.index('type="file"') :]
    assert "走访示例客户" in page


def test_a_form_larger_than_any_form_is_refused_in_words(at_home):
    answer = manager(at_home).post("/logs/new/?on=2026-03-03", {"done": "长" * (6 * 1024 * 1024 // 3)})
    assert answer.status_code == 413
    assert b"<h1>" in answer.content


def test_a_session_that_ends_in_the_middle_keeps_what_was_typed(at_home):
    browser = Browser()
    browser.cookies = SimpleCookie({name: kept.value for name, kept in manager(at_home).cookies.items()})
    form = own_form(browser.get("/logs/new/?on=2026-03-03").content.decode(), "/logs/new/") | LOG
    browser.cookies[next(name for name in browser.cookies if "session" in name)] = "gone"
    sent = browser.post("/logs/new/?on=2026-03-03", form)
    assert sent["Location"].startswith(reverse("account_login"))
    assert "What you typed is kept" in browser.get(sent["Location"]).content.decode()
    browser.sign_in(at_home.staff)
    page = browser.get("/logs/new/?on=2026-03-03").content.decode()
    assert "走访示例客户" in page
    assert "评估报告未出" in page


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"on": 1}', b'{"on": "2026-03-03", "done": "\\u0000"}', b"\xff\xfe"]
)
def test_the_api_says_what_it_cannot_read(at_home, body):
    answer = manager(at_home).post("/api/v1/work-logs/", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"].startswith("application/json")
