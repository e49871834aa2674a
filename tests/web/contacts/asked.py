"""What a form asks of a person, as the page in the browser shows it: which fields stand empty, which are filled in."""

from html.parser import HTMLParser
from typing import Any


class Form(HTMLParser):
    """The fields of one form: what each holds when the page comes, and what nobody has filled in yet."""

    def __init__(self, page: str, form: str) -> None:
        super().__init__()
        self.wanted, self.inside, self.area, self.select = form, False, "", ""
        self.values: dict[str, Any] = {}
        self.many: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = about.get("id") == self.wanted
        name = about.get("name", "")
        if not self.inside:
            return
        if tag == "option" and self.select and ("selected" in about or self.select not in self.values):
            self.values[self.select] = about.get("value", "")
        if not name:
            return
        if tag == "input":
            self.take(name, about)
        elif tag == "textarea":
            self.area, self.values[name] = name, ""
        elif tag == "select":
            self.select = name

    def take(self, name: str, about: dict[str, str]) -> None:
        if about.get("type") in ("checkbox", "radio"):
            self.values.setdefault(name, [] if about["type"] == "checkbox" and "value" in about else "")
            if "checked" in about:
                many = isinstance(self.values[name], list)
                self.values[name] = [*self.values[name], about["value"]] if many else about.get("value", "on")
        else:
            self.values[name] = about.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.values[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area
        self.select = "" if tag == "select" else self.select
        self.inside = self.inside and tag != "form"

    def filled(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What the browser sends: everything the page brought, and what was typed over it."""
        return {name: value for name, value in (self.values | typed).items() if value not in ("", [])}
