"""The components: on their gallery page, and where a mistake would be silent, one by one."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from lvzhi.web.gallery.forms import SampleForm
from tests.bank import Bank
from tests.plugins.browsing import Browser

CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def ui() -> Any:
    return engines["jinja2"].env.globals["ui"]  # type: ignore[attr-defined]


@pytest.fixture
def reader(db: None, browser: Browser) -> Browser:
    return browser.sign_in(Bank.of({"Chen": "manager"}).staff("Chen"))


def open_gallery(reader: Browser, language: str) -> str:
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = reader.get("/gallery/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_component_is_drawn(reader: Browser) -> None:
    page = open_gallery(reader, "en")
    for part in (
        "dayline",
        "strip-days",
        "clause-card",
        "table-cards",
        "desk-list",
        "progress",
        "chart-canvas",
        "thread",
    ):
        assert part in page, part


def test_english_gallery_has_no_chinese_word(reader: Browser) -> None:
    page = open_gallery(reader, "en")
    body = page[page.index('<main class="page') : page.index("</main>")]
    assert not CHINESE.findall(body)


def test_page_obeys_the_content_security_policy(reader: Browser) -> None:
    page = open_gallery(reader, "en")
    assert not re.search(r"<[^>]+\sstyle=|<[^>]+\son\w+=|<style|javascript:", page)
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all('type="application/json"' in attributes for attributes in inline)


def test_an_error_stands_beside_its_field_and_is_read_out_with_it(ui: Any) -> None:
    form = SampleForm({"done": "", "way": "p", "kind": "m"})
    with translation.override("en"):
        drawn = str(ui.field(form["done"]))
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_done_helptext id_done_error"' in drawn
    assert '<div id="id_done_error">' in drawn


def test_a_value_from_the_system_says_where_it_comes_from_until_it_was_sent(ui: Any) -> None:
    fresh, sent = SampleForm(initial={"plan": "x"}), SampleForm({"plan": "y"})
    assert "from yesterday" in ui.field(fresh["plan"], source="from yesterday")
    assert "from yesterday" not in ui.field(sent["plan"], source="from yesterday")


def test_a_group_of_choices_has_a_legend(ui: Any) -> None:
    drawn = str(ui.field(SampleForm()["way"]))
    assert drawn.startswith("<fieldset")
    assert "<legend" in drawn
    assert '<label for="id_way"' not in drawn


def test_form_carries_its_hidden_fields_and_the_key_of_its_draft(ui: Any) -> None:
    drawn = engines["jinja2"].env.from_string(  # type: ignore[attr-defined]
        '{% call ui.form(form, token, id="log", draft="worklog-2026-03-02") %}inside{% endcall %}'
    )
    hidden = SimpleNamespace(hidden_fields=list, is_bound=False, errors={})
    html = drawn.render(form=hidden, token="token")
    assert 'data-draft="worklog-2026-03-02"' in html
    assert '<input type="hidden" name="draft" value="worklog-2026-03-02">' in html
    assert "token" in html
    assert "inside" in html


def test_what_people_typed_is_escaped(ui: Any) -> None:
    nasty = "<script>alert(1)</script>"
    for drawn in (
        ui.comment(nasty, "", nasty, quote=nasty),
        ui.row(nasty, "#", nasty, nasty),
        ui.td(nasty, nasty, href="#"),
        ui.desk_item(nasty, nasty, nasty, "#"),
        ui.notice(nasty),
        ui.chart("c", nasty, {"name": nasty}, [nasty], [[nasty]]),
    ):
        assert nasty not in drawn


@pytest.mark.parametrize(
    ("clock", "quarter"), [("07:00", 0), ("08:30", 0), ("10:15", 7), ("18:00", 38), ("21:00", 41), ("24:00", 44)]
)
def test_line_of_the_day_runs_to_midnight(ui: Any, clock: str, quarter: int) -> None:
    assert int(float(ui.along(clock))) == quarter


def test_capped_count_is_honest(ui: Any) -> None:
    assert ui.capped(10000) == "10,000"
    assert ui.capped(10001) == "10,000+"


@pytest.mark.parametrize("code", ["400", "403", "404", "413", "500", "offline"])
def test_error_pages_need_neither_database_nor_person(code: str) -> None:
    html = engines["jinja2"].env.get_template(f"errors/{code}.html").render()  # type: ignore[attr-defined]
    assert "<h1>" in html
