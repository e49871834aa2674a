"""What the pages of the working day cost with 10,000, 100,000 and 1,000,000 customers.

    .venv/bin/python -m benchmarks.working_day [customers ...]

For every page: the CPU of server and database together a request, the time that 1, 8 and 32 users wait (p50 and p95),
and beside it the bare statements that the page sends to the database. All in milliseconds and in yardsticks (a loop of
one million steps in Python, timed in the same run), so that runs on different machines compare. Two thousand
relationship managers, a month of contacts, the duties of the half-year. The users share the machine with the server.
Every page is asked for by all threads of the server before it is measured, as a bank's server runs since morning; the
yardstick is timed anew before and after each, as machines swing.
"""

import re
import sys
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from benchmarks.customers import lay_contacts, lay_customers, lay_duties
from benchmarks.engine import lay_out
from benchmarks.requests import PASSWORD, cpu, server, sign_in
from benchmarks.stage import loop, own_database

MANAGERS, READS, USERS = 2000, 100, (1, 8, 32)
SIZES = (10_000, 100_000, 1_000_000)
FIELD = re.compile(r'name="(csrfmiddlewaretoken|once|who)" value="([^"]*)"')
Browser = urllib.request.OpenerDirector


@dataclass(frozen=True)
class Page:
    """What is measured, for whom, by which address; `aim` in milliseconds of CPU."""

    name: str
    who: str
    path: str
    aim: float


def main(sizes: tuple[int, ...]) -> None:
    for many in sizes:
        measure(many)


def measure(many: int) -> None:
    """One size, in a database of its own, or in that of BENCH_DATABASE_URL, which is laid once and measured again."""
    with own_database():
        began = time.perf_counter()
        if not is_laid(many):
            lay(many)
        print(f"\n{many:,} customers, {MANAGERS:,} managers, laid in {time.perf_counter() - began:.0f} s")
        waits = "".join(f"{f'{n} users p50/p95':>18}" for n in USERS)
        print(
            f"{'page':20}{'aim':>5}{'CPU ms':>9}{'yardst. ms':>11}{'ratio':>8}{'queries':>8}{'bare SQL ms':>12}{waits}"
        )
        pages = chosen(many)
        bare = {one.name: bare_sql(one) for one in pages}
        with server() as address:
            signed: dict[str, Browser] = {one.who: sign_in(address, one.who) for one in pages}
            for one in pages:
                show(one, bare[one.name], read(signed[one.who], address + one.path))
            writing = record(signed[pages[0].who], address, many)
            show(Page("record a contact", pages[0].who, "", 5), (0, 0.0), writing, users=(1,))


def is_laid(many: int) -> bool:
    from lvzhi.customers.models import Customer

    return Customer.objects.count() == many


def lay(many: int) -> None:
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from lvzhi.core.clock import today
    from lvzhi.core.writing import writing
    from lvzhi.people.models import Staff

    lay_out(MANAGERS)
    with writing():
        Staff.objects.update(
            password=make_password(PASSWORD), must_change_password=False, password_set_at=timezone.now(),
            cleared_until="2099-12-31",
        )  # fmt: skip
    lay_customers(many)
    lay_contacts(today())
    lay_duties(today())


def chosen(many: int) -> list[Page]:
    """A manager, the supervisor and the department head above, and pages about the manager's customers."""
    manager, lead, head = "S10", f"S{MANAGERS + 1}", f"S{MANAGERS + MANAGERS // 10}"
    mine = many // 2 // MANAGERS * MANAGERS + 10  # a customer of S10
    text = urllib.parse.quote("安邦")
    return [
        Page("workbench", manager, "/", 7),
        Page("list", manager, "/customers/?tier=key&sort=-last", 8),
        Page("list, department", head, "/customers/?tier=key", 8),
        Page("search", head, f"/customers/find/?customer={text}", 6),
        Page("customer", manager, f"/customers/{mine}/", 8),
        Page("team", lead, "/coverage/below/", 8),
        Page("workbench, lead", lead, "/", 7),
    ]


def bare_sql(one: Page) -> tuple[int, float]:
    """How many statements the page sends, and the milliseconds they take when nothing but they is sent."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from lvzhi.people.models import Staff

    browser = Client(headers={"host": "localhost"})
    browser.force_login(Staff.objects.get(number=one.who), backend="django.contrib.auth.backends.ModelBackend")
    browser.get(one.path)
    with CaptureQueriesContext(connection) as sent:
        answer = browser.get(one.path)
    assert answer.status_code == 200, (one.path, answer.status_code)
    statements = [query["sql"] for query in sent.captured_queries if query["sql"].startswith(("SELECT", "WITH", "\n"))]
    with connection.cursor() as cursor:
        began = time.perf_counter()
        for _ in range(20):
            for statement in statements:
                cursor.cursor.execute(statement)  # past Django: the statement is complete
                cursor.cursor.fetchall()
        took = (time.perf_counter() - began) / 20
    return len(sent.captured_queries), took * 1000


def read(browser: Browser, url: str) -> Callable[[], Any]:
    def once() -> int:
        with browser.open(url) as answer:
            assert answer.status == 200
            return len(answer.read())

    once()
    return once


def record(browser: Browser, address: str, many: int) -> Callable[[], Any]:
    """Write down a call with one of the own customers, each time another contact."""
    from django.utils import timezone

    mine = many // 2 // MANAGERS * MANAGERS + 10
    url = f"{address}/contacts/new/?customer={mine}"
    page = browser.open(url).read().decode()
    hidden = dict(FIELD.findall(page))
    moment = timezone.localtime().replace(hour=0, minute=1)
    words = {
        "customer": mine, "met_at": moment.strftime("%Y-%m-%dT%H:%M"), "mode": "call", "persons": "示例联系人",
        "purposes": "relation", "minutes": "核对近三个月回款与开票，谈下季度用款安排和结算份额。",
        "result": "约定月底前给出计划",
        "next_step": "发送测算表",
    }  # fmt: skip

    def once() -> None:
        data = urllib.parse.urlencode(hidden | words | {"once": str(uuid.uuid4())}).encode()
        request = urllib.request.Request(url, data, {"Referer": url})
        answer = Staying(browser).open(request)
        assert answer.status == 302, answer.status
        answer.read()

    once()
    return once


class Staying:
    """A browser of somebody signed in that does not go where an answer sends it: the write alone is measured.

    What the next page would have said is forgotten; else it would grow from write to write, as in no real day.
    """

    class Here(urllib.request.HTTPRedirectHandler):
        def http_error_302(self, _request: Any, answer: Any, *_rest: Any) -> Any:
            return answer

    def __init__(self, browser: Browser) -> None:
        jars = [one for one in browser.handlers if isinstance(one, urllib.request.HTTPCookieProcessor)]  # type: ignore[attr-defined]
        self.jar = jars[0].cookiejar
        self.opener = urllib.request.build_opener(*jars, self.Here)

    def open(self, request: urllib.request.Request) -> Any:
        answer = self.opener.open(request)
        for cookie in [one for one in self.jar if one.name == "messages"]:
            self.jar.clear(cookie.domain, cookie.path, cookie.name)
        return answer


def show(one: Page, bare: tuple[int, float], work: Callable[[], Any], users: tuple[int, ...] = USERS) -> None:
    waited(work, max(users))
    before, began = loop(time.process_time), cpu()
    waits = [waited(work, n) for n in users]
    seconds = (cpu() - began) / (READS * len(users))
    unit = (before + loop(time.process_time)) / 2
    text = (
        f"{one.name:20}{one.aim:>5}{seconds * 1000:>9.1f}{unit * 1000:>11.0f}{seconds / unit:>8.3f}{bare[0] or '':>8}"
    )
    text += f"{bare[1]:>12.1f}" if bare[0] else " " * 12
    print(text + "".join(f"{p50 * 1000:>9.0f} /{p95 * 1000:>6.0f} " for p50, p95 in waits), flush=True)


def waited(work: Callable[[], Any], users: int) -> tuple[float, float]:
    """What half of the users and nineteen of twenty wait at most, that many asking at once."""

    def timed(_n: int) -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    with ThreadPoolExecutor(users) as crowd:
        took = sorted(crowd.map(timed, range(READS)))
    return took[READS // 2], took[int(READS * 0.95)]


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
