"""A new user's first minutes with `make demo`, by plain HTTP: the first page, sign-in, one log handed in.

visit.py PORT OUTPUT    OUTPUT is the file with what `make demo` printed: it names who may sign in
"""

import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

PATIENCE = 420  # seconds until the demo branch is loaded and the first page answers
WORDS = "拜访示例客户,了解回款与用款计划;对接续授信材料。"


class Form:
    def __init__(self, about: dict[str, str]) -> None:
        self.action = about.get("action") or ""
        self.method = (about.get("method") or "get").lower()
        self.fields: dict[str, str] = {}


class Page(HTMLParser):
    """The forms of a page, as a browser sees them before anybody types."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.area = self.select = ""
        self.chosen = False
        self.patterns = 0  # how deep in what scripts copy and a browser does not send
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "template":
            self.patterns += 1
        if self.patterns:
            return
        if tag == "form":
            self.forms.append(Form(about))
        elif tag == "option" and self.select:
            self.option(self.forms[-1].fields, about)
        elif self.forms and tag in {"input", "textarea", "select"} and about.get("name"):
            self.field(self.forms[-1], tag, about)

    def field(self, form: Form, tag: str, about: dict[str, str]) -> None:
        name, kind = about["name"], about.get("type", tag)
        if kind in {"radio", "checkbox"}:
            if "checked" in about or (kind == "radio" and name not in form.fields):
                form.fields[name] = about.get("value", "on")
        elif kind != "file":
            form.fields.setdefault(name, about.get("value", ""))
        if tag == "textarea":
            self.area = name
        if tag == "select":
            self.select, self.chosen = name, False

    def option(self, fields: dict[str, str], about: dict[str, str]) -> None:
        """What is chosen; the first one as long as nothing is."""
        if "selected" in about or not self.chosen:
            fields[self.select], self.chosen = about.get("value", ""), True

    def handle_data(self, data: str) -> None:
        if self.area and data.strip():
            self.forms[-1].fields[self.area] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "template":
            self.patterns -= 1


class Browser:
    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.url, self.text = "", ""

    def get(self, path: str) -> "Browser":
        return self.open(urllib.request.Request(urllib.parse.urljoin(self.base, path)))

    def send(self, form: Form, **typed: str) -> "Browser":
        data = urllib.parse.urlencode(form.fields | typed).encode()
        where = urllib.parse.urljoin(self.url, form.action)
        return self.open(urllib.request.Request(where, data, {"Referer": self.url}))

    def open(self, request: urllib.request.Request) -> "Browser":
        with self.opener.open(request, timeout=30) as answer:
            assert answer.status == 200, answer.status
            self.url, self.text = answer.url, answer.read().decode()
        return self

    def form(self, holding: str) -> Form:
        found = [one for one in Page(self.text).forms if one.method == "post" and holding in one.fields]
        assert found, f"{self.url} has no form with {holding}"
        return found[0]


def arrive(port: int) -> Browser:
    """The first page, as soon as it answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return Browser(port).get("/")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                sys.exit("the demo did not answer")
            time.sleep(1)


def main() -> None:
    port, printed = int(sys.argv[1]), Path(sys.argv[2])
    began = time.monotonic()
    browser = arrive(port)
    print(f"first page of port {port} after {time.monotonic() - began:.0f} s")
    number, password = who_may_sign_in(printed.read_text(encoding="utf-8"))
    browser.send(browser.form("password"), login=number, password=password)
    assert "password" not in {name for one in Page(browser.text).forms for name in one.fields}, "not signed in"
    print(f"signed in as {number}: {urllib.parse.urlsplit(browser.url).path}")
    browser.get("/logs/new/")
    if not any("done" in one.fields for one in Page(browser.text).forms):  # a day off owes no log
        browser.send(browser.form("language"), language="en")
        assert 'lang="en"' in browser.text, "the language was not taken"
        print("chose another language, no log being owed today")
        return
    browser.send(browser.form("done"), **{"done": WORDS, "plan-0-text": "准备续授信材料"})
    said = re.findall(r'class="field-error"[^>]*>(.*?)</p>', browser.text, re.DOTALL)
    assert not browser.url.endswith("/logs/new/"), f"the log was not taken: {said}"
    assert WORDS[:8] in browser.text, "the log is not shown"
    print(f"handed in a log: {urllib.parse.urlsplit(browser.url).path}")


def who_may_sign_in(printed: str) -> tuple[str, str]:
    found = re.search(r"^\s*(\S+)\s.*客户经理\b.*?(\S+)\s*$", printed, re.MULTILINE)
    assert found, f"nobody to sign in is named in: {printed}"
    return found[1], found[2]


if __name__ == "__main__":
    main()
