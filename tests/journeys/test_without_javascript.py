"""The main road without a script: sign in, write, read, comment, give and finish; only slower to the eye."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import People, Served
from tests.journeys.house import NUMBERS, TODAY
from tests.journeys.test_manager_day import OF_TODAY


def test_a_log_is_written_and_read(people: People, served: Served) -> None:
    page = people.sign_in("another", java_script_enabled=False)
    page.goto("/logs/new/")
    page.locator("button[name=add][value=lines]").click()
    page.fill("textarea[name=done]", "Visited the example customer.")
    for one in page.locator(".outcomes > li").all():
        one.locator("label.pick-done").click()
    row = page.locator(".line-row").first
    row.locator("input[name$=starts]").fill("09:00")
    row.locator("input[name$=ends]").fill("08:00")
    row.locator("select").select_option("care")
    row.locator("input[name$=content]").fill("Visit")
    page.fill("input[name=plan-0-text]", "Send the papers")
    page.locator("button:visible", has_text=re.compile("^Hand in$")).first.click()
    expect(page.locator(".field-error:visible").first).to_contain_text("before it began")
    page.locator(".line-row").first.locator("input[name$=ends]").fill("10:30")
    page.locator("button:visible", has_text=re.compile("^Hand in$")).first.click()
    expect(page).to_have_url(re.compile(r"/logs/\d+/$"))
    assert served.ask(OF_TODAY, NUMBERS["another"], TODAY) == [(1,)]

    reader = people.sign_in("president", java_script_enabled=False)
    reader.goto(page.url)
    reader.fill("textarea[name=text]", "Well done.")
    reader.locator("form:has(textarea[name=text]) button.button:visible").last.click()
    expect(reader.locator("main")).to_contain_text("Well done.")
    reader.goto("/go/?q=周敏")
    expect(reader.locator("main a", has_text="周敏").first).to_be_visible()


def test_a_file_of_40_mb_is_refused_beside_its_field(people: People, served: Served, tmp_path) -> None:
    """The server reads it to the end, keeps what was typed and says which file is too large."""
    large = tmp_path / "film.png"
    large.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * (40 * 1024 * 1024))
    page = people.sign_in("newcomer", java_script_enabled=False)
    page.goto("/logs/new/")
    page.fill("textarea[name=done]", "Visited the example customer.")
    page.fill("input[name=plan-0-text]", "Send the papers")
    page.set_input_files("input[type=file]", large)
    page.locator("button:visible", has_text=re.compile("^Hand in$")).first.click()
    beside = page.locator(".field:has(input[type=file]) .field-error:visible")
    expect(beside).to_contain_text("film.png", timeout=30_000)
    expect(page.locator("textarea[name=done]")).to_have_value("Visited the example customer.")
    assert served.ask(OF_TODAY, NUMBERS["newcomer"], TODAY) == [(0,)]


def test_with_scripts_it_is_not_even_sent(people: People, served: Served, tmp_path) -> None:
    large = tmp_path / "film.png"
    large.write_bytes(b"\0" * (40 * 1024 * 1024))
    page = people.sign_in("newcomer")
    page.goto("/logs/new/")
    page.set_input_files("input[type=file]", large)
    expect(page.locator("[data-file-error]:visible")).to_contain_text("film.png")
    page.locator("button:visible", has_text=re.compile("^Hand in$")).first.click()
    expect(page).to_have_url(re.compile("/logs/new/"))
    assert served.ask(OF_TODAY, NUMBERS["newcomer"], TODAY) == [(0,)]
