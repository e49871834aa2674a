"""A real server with a branch at work, and browsers for its people. A complaint in the console fails the test."""

import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright
from psycopg.conninfo import make_conninfo

from lvzhi.core.clock import ZONE
from tests.journeys.house import NUMBERS, SECRET, TODAY

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BEGINS = dt.datetime(TODAY.year, TODAY.month, TODAY.day, 17, 30, tzinfo=ZONE)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SMALL, TABLET = {"width": 1280, "height": 720}, {"width": 820, "height": 1180}
EXPECTED = (
    "status of 401",
    "status of 403",
    "status of 404",
    "status of 422",
    "does not conform to the required format",
)
PATIENCE = 10_000  # milliseconds for whatever a page has to do


@dataclass
class Served:
    """The running server, its database and the surroundings in which commands find both."""

    url: str
    database: str
    surroundings: dict[str, str]

    def lvzhi(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "lvzhi.cli.main", *words]
        return subprocess.run(
            command,
            env=self.surroundings | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            cwd=ROOT,
        )

    def ask(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        """What stands in the database, past all pages."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(sql, given).fetchall()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    name, server = f"lvzhi_journeys_{os.getpid()}", os.environ["DATABASE_URL"]
    shift = BEGINS - dt.datetime.now(dt.UTC)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    database, home = make_conninfo(server, dbname=name), tmp_path_factory.mktemp("journeys")
    surroundings = os.environ | {
        "DATABASE_URL": database,
        "LVZHI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LVZHI_TEST_SHIFT": str(shift.total_seconds()),
        "PYTHONPATH": f"{HERE / 'clock'}{os.pathsep}{ROOT}",
    }
    subprocess.run([sys.executable, "-m", "tests.journeys.house"], env=surroundings, check=True, timeout=120, cwd=ROOT)
    try:
        with running(surroundings, home / "server.log") as port:
            yield Served(f"http://localhost:{port}", database, surroundings)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class running:  # noqa: N801 (reads as a word)
    """`lvzhi serve` as long as the block lasts; gives its port."""

    def __init__(self, surroundings: dict[str, str], log: Path) -> None:
        self.surroundings, self.log = surroundings, log

    def __enter__(self) -> int:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "lvzhi.cli.main", "serve", "--port", str(port)]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(command, env=self.surroundings, stdout=out, stderr=out, cwd=ROOT)
        deadline = time.monotonic() + 40
        while not answers(port):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)
        return port

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        said = self.log.read_text()
        assert "Traceback" not in said, said


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/account/login/", timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def program() -> str:
    """Where Chromium is."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="session")
def chromium(player: Playwright, program: str) -> Iterator[Browser]:
    browser = player.chromium.launch(executable_path=program, args=FLAGS)
    yield browser
    browser.close()


class People:
    """Browsers of the branch's people, one each; closed, and looked over for complaints, at the end of a test."""

    def __init__(self, chromium: Browser, served: Served) -> None:
        self.chromium, self.served = chromium, served
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def browser(self, *, phone: bool = False, locale: str = "en-US", **more: Any) -> Page:
        """A browser in which nobody is signed in."""
        given = {"viewport": PHONE if phone else DESK, "has_touch": phone, "locale": locale}
        context = self.chromium.new_context(base_url=self.served.url, **given | more)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self.hear(page, said))
        return page

    def hear(self, page: Page, said: ConsoleMessage) -> None:
        """Errors and warnings. That a form came back, a page is not for one, or a session ended is no complaint."""
        if said.type in ("error", "warning") and not any(words in said.text for words in EXPECTED):
            self.complaints.append(f"{page.url}: {said.text}")

    def sign_in(self, who: str, **how: Any) -> Page:
        page = self.browser(**how)
        enter(page, NUMBERS[who])
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def enter(page: Page, number: str, secret: str = SECRET) -> None:
    """Through the sign-in page to the workbench."""
    page.goto("/account/login/")
    page.fill("input[name=login]", number)
    page.fill("input[name=password]", secret)
    page.click("#sign-in button.button-primary")


@pytest.fixture
def people(chromium: Browser, served: Served) -> Iterator[People]:
    found = People(chromium, served)
    yield found
    found.close()
    assert found.complaints == []


def sideways(page: Page) -> int:
    """By how many pixels a page can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
