"""What lets a phone begin without a network: the worker, the manifest, what it has to know, the list of what waits."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from lvzhi.core.models import ParameterValue
from lvzhi.people.models import Staff
from lvzhi.web.offline.files import PAPER
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.offline.conftest import Phone
from tests.web.signing.conftest import Clock, enter

STATIC = Path("lvzhi/web/static")


def asset(address: str) -> str:
    """The file behind an address of style, script or picture."""
    assert address.startswith(settings.STATIC_URL)
    return address.removeprefix(settings.STATIC_URL)


def told(browser: Browser) -> dict[str, Any]:
    """What the service worker is told."""
    text = browser.get("/sw.js").text
    said: dict[str, Any] = json.loads(text[text.index("serve(") + 6 : text.rindex(")")])
    return said


def test_the_worker_is_a_script_at_the_root_with_the_version_of_the_files(browser: Browser, db: None) -> None:
    answer = browser.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert f'import {{ serve }} from "{settings.STATIC_URL}js/offline/worker.js";' in answer.text
    assert told(browser)["version"] in settings.STATIC_URL
    assert finders.find("js/offline/worker.js")


def test_every_file_that_the_worker_keeps_is_there(browser: Browser, db: None) -> None:
    shell = told(browser)["shell"]
    assert [one for one in shell if not finders.find(asset(one))] == []
    assert sum(Path(finders.find(asset(one)) or "").stat().st_size for one in shell) < 600_000


@pytest.mark.parametrize("address", ["/offline/", "/offline/lost/"])
def test_the_worker_keeps_what_a_page_is_made_of(phone: Phone, address: str) -> None:
    browser = phone.browser if address == "/offline/" else Browser()
    page = browser.get(address).text
    used = {one for one in re.findall(r'(?:src|href)="(/static/[^"#]+)', page) if "vendor/icons" not in one}
    known = set(told(phone.browser)["shell"])
    assert len(used) > 8
    assert {one for one in used if one not in known} == set()


def test_a_script_imports_only_what_the_worker_keeps() -> None:
    scripts = list((STATIC / "js").rglob("*.js"))
    found = [
        (path / ".." / name).resolve()
        for path in scripts
        for name in re.findall(r'(?:from|import|import\() ?"(\.[^"]+)"', path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 20
    assert [str(path) for path in found if not path.exists()] == []


def test_without_anything_else_a_phone_shows_a_page_that_names_nobody(phone: Phone) -> None:
    for browser in (Browser(), phone.browser):
        page = browser.get("/offline/lost/")
        assert page.status_code == 200
        assert "The server cannot be reached" in page.text
        assert phone.staff.name not in page.text


def test_the_manifest_lets_a_phone_install_it(browser: Browser, db: None) -> None:
    answer = browser.get("/manifest.webmanifest", headers={"Accept-Language": "zh-CN"})
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["lang"]) == ("履职台", "zh-hans")
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert [icon["src"] for icon in said["icons"] if not finders.find(asset(icon["src"]))] == []
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in said["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in said["icons"])


def test_the_colours_outside_the_page_are_those_of_the_page(phone: Phone) -> None:
    light, dark = re.findall(r"--paper: (#\w+);", (STATIC / "css/tokens.css").read_text(encoding="utf-8"))
    assert {"light": light, "dark": dark} == PAPER
    for page in (phone.browser.get("/").text, Browser().get("/account/login/").text):
        assert re.findall(r'<meta name="theme-color" content="(#\w+)"', page) == [light, dark]
        assert '<link rel="manifest" href="/manifest.webmanifest">' in page


def test_a_phone_learns_who_is_signed_in_and_for_how_long_it_keeps_what(phone: Phone, bank: Bank, time: Clock) -> None:
    said = phone.ask("/offline/ready/").json()
    assert said["staff"] == phone.staff.number
    assert len(said["token"]) == 64
    assert said["pages"][0] == "/offline/"
    assert (said["page_hours"], said["unsent_hours"]) == (12, 168)
    ParameterValue.objects.create(
        key="offline.page_hours",
        since=time.at.date(),
        value=4,
        why="x",
        at=time.at,
        by=bank.staff("administrator"),
        confirmed_by=bank.staff("auditor"),
    )
    assert phone.ask("/offline/ready/").json()["page_hours"] == 4


def test_a_worker_and_a_manifest_come_before_a_password_has_been_chosen(
    browser: Browser, manager: Staff, time: Clock
) -> None:
    time.on(days=100)
    enter(browser, manager)
    assert browser.get("/offline/").status_code == 302
    for address in ("/sw.js", "/manifest.webmanifest", "/offline/lost/"):
        assert browser.get(address).status_code == 200


def test_a_form_says_that_a_phone_keeps_it() -> None:
    env: Any = engines["jinja2"].env  # type: ignore[attr-defined]
    draw = "{% call ui.form(none, '', offline=words) %}{% endcall %}"
    assert 'data-offline="Outing"' in env.from_string(draw).render(words="Outing")
    assert "data-offline" not in env.from_string(draw).render(words="")


def test_the_list_of_what_waits_asks_little_of_the_database(phone: Phone) -> None:
    phone.browser.get("/offline/")
    with CaptureQueriesContext(connection) as asked:
        phone.browser.get("/offline/")
    assert len(asked) <= 7
