"""A relationship manager's afternoon: the workbench, the log, what is added later."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import People, Served, sideways
from tests.journeys.house import NUMBERS, TODAY

DONE = "拜访示例客户，了解回款与用款计划；对接续授信材料。"
PLAN = "把评估报告交给示例客户"


def answer_last_plan(page: Page) -> None:
    for one in page.locator(".outcomes > li").all():
        one.locator("label.pick-done").click()


@pytest.mark.parametrize(("who", "phone"), [("manager", False), ("colleague", True)], ids=["desk", "phone"])
def test_a_log_from_the_workbench_to_a_note(people: People, served: Served, who: str, phone: bool) -> None:
    page = people.sign_in(who, phone=phone)
    expect(page).to_have_url(f"{served.url}/")
    assert sideways(page) == 0

    page.locator("a", has_text=re.compile("^(Write|Write today's log)$")).first.click()
    expect(page).to_have_url(re.compile(r"/logs/new/"))
    page.fill("textarea[name=done]", DONE)
    answer_last_plan(page)
    expect(page.locator("[data-draft-saved]").first).not_to_be_empty()

    page.reload()  # the browser fell over; what was typed comes back
    expect(page.locator("textarea[name=done]")).to_have_value(DONE)
    expect(page.locator("[data-draft-line]")).to_be_visible()
    assert sideways(page) == 0

    hand_in(page).click()  # nothing is planned yet: it comes back, with a word beside the place
    expect(page.locator("[data-focus]")).to_be_focused()
    expect(page.locator("body")).to_contain_text("Plan at least one thing for the next working day.")
    expect(page.locator("textarea[name=done]")).to_have_value(DONE)

    page.fill("input[name=plan-0-text]", PLAN)
    hand_in(page).dblclick()
    expect(page).to_have_url(re.compile(r"/logs/\d+/$"))
    expect(page.locator("main")).to_contain_text(DONE)
    assert page.locator("textarea[name=done]").count() == 0  # it is locked
    assert sideways(page) == 0
    assert served.ask(OF_TODAY, NUMBERS[who], TODAY) == [(1,)]

    page.fill("textarea[name=text] >> nth=0", "补充：客户来电确认用款时间。")
    page.locator("form:has(textarea[name=text]) button.button:visible").first.click()
    expect(page.locator("main")).to_contain_text("补充：客户来电确认用款时间。")
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text("Write today's log")


OF_TODAY = """SELECT count(*) FROM worklog_worklog log JOIN people_staff staff ON staff.id = log.owner_id
              WHERE staff.number = %s AND log.on = %s"""


def hand_in(page: Page):
    return page.locator("button:visible", has_text=re.compile("^Hand in$")).first


def test_what_was_typed_survives_a_session_that_ended(people: People, served: Served) -> None:
    """Somebody signs in elsewhere in the middle of the form; after signing in here again it is all there."""
    page = people.sign_in("newcomer")
    page.goto("/logs/new/")
    page.fill("textarea[name=done]", DONE)
    people.sign_in("newcomer", phone=True)
    hand_in(page).click()
    expect(page).to_have_url(re.compile("/account/login/"))
    expect(page.locator("body")).to_contain_text("What you typed is kept")
    page.fill("input[name=login]", NUMBERS["newcomer"])
    page.fill("input[name=password]", "Kx7m-qp49-tn9w")
    page.click("#sign-in button.button-primary")
    expect(page).to_have_url(re.compile("/logs/new/"))
    expect(page.locator("textarea[name=done]")).to_have_value(DONE)
    assert served.ask(OF_TODAY, NUMBERS["newcomer"], TODAY) == [(0,)]
