"""Chinese and English, light and dark: chosen once, kept everywhere."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import People
from tests.journeys.house import NUMBERS


def test_a_language_is_kept_on_every_device(people: People, served) -> None:
    page = people.sign_in("president")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".top details.menu summary").click()
    page.locator("form[action='/me/language/'] button").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.locator("main h1")).to_contain_text(re.compile("[一-鿿]"))
    elsewhere = people.sign_in("president", phone=True)
    expect(elsewhere.locator("html")).to_have_attribute("lang", "zh-hans")
    assert served.ask("SELECT language FROM people_staff WHERE number = %s", NUMBERS["president"]) == [("zh-hans",)]


def test_before_signing_in_the_browser_chooses_the_language(people: People) -> None:
    page = people.browser(locale="zh-CN")
    page.goto("/account/login/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    english = people.browser(locale="en-US")
    english.goto("/account/login/")
    expect(english.locator("html")).to_have_attribute("lang", "en")


def test_a_theme_is_kept_and_nothing_flashes(people: People) -> None:
    page = people.sign_in("business_supervisor", color_scheme="light")
    page.locator(".top details.menu summary").click()
    page.locator("[data-theme-choice=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/regulation/", wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)")
    assert sum(ground) / 3 < 80
    page.locator(".top details.menu summary").click()
    page.locator("[data-theme-choice=auto]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
