"""What a session costs: somebody signs in, reads the workbench and other pages; CPU of server and database together.

    .venv/bin/python -m benchmarks.requests [managers] [reads]

The server is the product's own (`lvzhi serve`) in a process of its own; its CPU and the database's are read from the
operating system before and after, so client and measurement do not count. Figures stand beside the yardstick.
"""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.engine import file_logs, lay_out, raise_month
from benchmarks.stage import own_database, yardstick

TICK = os.sysconf("SC_CLK_TCK")
PASSWORD = "Lvzhi-measure-2026"
PAGES = ("/", "/logs/", "/reading/", "/regulation/", "/regulation/13/", "/tasks/", "/people/", "/calendar/")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main(managers: int, reads: int) -> None:
    with own_database():
        lay_out(managers)
        month()
        supervisor, manager = passwords(managers)
        unit = yardstick(time.process_time)
        print(f"{managers:,} relationship managers, a month of logs; yardstick {unit * 1000:.0f} ms of CPU\n")
        print(f"{'who':10}{'page':18}{'CPU ms':>8}{'yardsticks':>12}{'p50 ms':>9}{'p95 ms':>9}{'KB':>7}")
        with server() as address:
            for who, number in (("RM", manager), ("lead", supervisor)):
                session(address, who, number, reads, unit)


def session(address: str, who: str, number: str, reads: int, unit: float) -> None:
    """Sign in once, then each page a number of times."""
    before = cpu()
    browser = sign_in(address, number)
    show(who, "sign-in (2 req.)", cpu() - before, unit)
    began_all, total = cpu(), 0
    for page in PAGES:
        if status(browser, address + page) != 200:
            continue
        began, took, size = cpu(), [], 0
        for _ in range(reads):
            start = time.perf_counter()
            size = len(browser.open(address + page).read())
            took.append(time.perf_counter() - start)
        took.sort()
        total += reads
        show(who, page, (cpu() - began) / reads, unit, took[reads // 2], took[int(reads * 0.95)], size)
    show(who, "all pages", (cpu() - began_all) / max(total, 1), unit)


def show(who: str, what: str, seconds: float, unit: float, *more: float) -> None:
    text = f"{who:10}{what:18}{seconds * 1000:>8.1f}{seconds / unit:>12.3f}"
    if more:
        text += f"{more[0] * 1000:>9.1f}{more[1] * 1000:>9.1f}{more[2] / 1024:>7.0f}"
    print(text, flush=True)


def month() -> None:
    """A month of duties and logs, settled."""
    from lvzhi.core.writing import writing
    from lvzhi.duties import engine

    with writing():
        raise_month()
    file_logs()
    with writing():
        engine.settle()


def passwords(managers: int) -> tuple[str, str]:
    """One supervisor and one manager who can sign in."""
    from django.utils import timezone

    from lvzhi.core.writing import writing
    from lvzhi.people.models import Staff

    numbers = (f"S{managers}", "S0")
    with writing():
        for staff in Staff.objects.filter(number__in=numbers):
            staff.set_password(PASSWORD)
            staff.must_change_password, staff.password_set_at = False, timezone.now()
            staff.save()
    return numbers


@contextmanager
def server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "lvzhi.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{address}/account/login/").read()
                break
            except OSError:
                time.sleep(0.3)
        watch(process.pid)
        time.sleep(5)  # the worker's own start is not part of a request
        yield address
    finally:
        process.terminate()
        process.wait(30)


def sign_in(address: str, number: str) -> urllib.request.OpenerDirector:
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{address}/account/login/").read().decode()
    found = CSRF.search(page)
    assert found, "the sign-in page has no token"
    form = {"csrfmiddlewaretoken": found[1], "login": number, "password": PASSWORD}
    request = urllib.request.Request(f"{address}/account/login/", urllib.parse.urlencode(form).encode())
    request.add_header("Referer", f"{address}/account/login/")
    answer = browser.open(request)
    assert "login" not in answer.geturl(), "nobody was signed in"
    return browser


def status(browser: urllib.request.OpenerDirector, url: str) -> int:
    try:
        return browser.open(url).status
    except urllib.error.HTTPError as refused:
        return refused.code


ROOTS: list[int] = []


def watch(process: int) -> None:
    """Count this process and the database's, with all that they start."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    ROOTS[:] = [process, fields_of(backend)[1]]
    connection.close()


def fields_of(pid: int) -> list[int]:
    """Of a process: itself, its parent, its own CPU and that of what it started and saw end, in ticks."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [pid, int(words[1]), int(words[11]) + int(words[12]), int(words[13]) + int(words[14])]


def cpu() -> float:
    """Seconds of CPU used so far by the watched processes and everything below them."""
    every = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            every.append(fields_of(int(path.name)))
        except (OSError, IndexError):
            continue
    inside, size = set(ROOTS), 0
    while size != len(inside):
        size = len(inside)
        inside |= {pid for pid, parent, _own, _ended in every if parent in inside}
    return sum(own + ended for pid, _parent, own, ended in every if pid in inside) / TICK


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [2000, 100][len(numbers) :]))
