"""Those who answer for others: the supervisor at the reading desk, the department head who sees what lies unread."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import People, Served
from tests.journeys.house import NUMBERS


def test_the_supervisor_reads_with_keys_comments_and_sets_a_task(people: People, served: Served) -> None:
    page = people.sign_in("supervisor")
    page.goto("/reading/")
    unread = page.locator(".desk-list [data-item]")
    expect(unread.first).to_be_visible()
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(r"log=\d+"))
    first = page.url
    page.keyboard.press("j")
    expect(page).not_to_have_url(first)
    second = page.url
    page.keyboard.press("k")
    expect(page).not_to_have_url(second)

    page.keyboard.press("r")
    expect(page.locator("#comment textarea")).to_be_focused()
    page.keyboard.type("Please bring the report along on Thursday.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("the others in the talk are told")
    expect(page.locator("#comments")).to_contain_text("Please bring the report along on Thursday.")

    page.keyboard.press("t")
    page.fill("#task input[name=title]", "Fetch the appraisal")
    page.locator("#task button.button").click()
    expect(page.locator("#tasks")).to_contain_text("Fetch the appraisal")
    marks = """SELECT count(DISTINCT log_id) FROM worklog_logreading mark JOIN people_staff staff
               ON staff.id = mark.reader_id JOIN records_record record ON record.id = mark.record_id
               WHERE staff.number = %s AND record.recorded_at > '2026-03-10 17:29+08'"""
    assert served.ask(marks, NUMBERS["supervisor"])[0][0] >= 2

    teller = people.sign_in(writer_of(int(re.search(r"log=(\d+)", page.url)[1]), served))
    teller.goto("/messages/")
    expect(teller.locator("main")).to_contain_text("Fetch the appraisal")
    teller.goto("/tasks/")
    teller.locator("main a", has_text="Fetch the appraisal").click()
    teller.fill("textarea[name=result]", "Fetched.")
    teller.keyboard.press("Control+Enter")
    expect(teller.locator("main")).to_contain_text("is told")


def writer_of(log: int, served: Served) -> str:
    """Who wrote the log, by the name under which the journeys know people."""
    whose = "SELECT number FROM people_staff staff JOIN worklog_worklog ON owner_id = staff.id WHERE record_id = %s"
    (owner,) = served.ask(whose, log)[0]
    return next(key for key, number in NUMBERS.items() if number == owner)


def test_the_department_head_sees_what_lies_unread_for_more_than_two_working_days(people: People) -> None:
    page = people.sign_in("department_head")
    expect(page.locator("main")).to_contain_text("张晓")
    page.goto("/reading/")
    page.locator("details.desk-apart summary", has_text="Not read in time").click()
    overdue = page.locator("details.desk-apart[open] li")
    expect(overdue.filter(has_text="李静").first).to_be_visible()
    page.goto("/regulation/13.2/")
    expect(page.locator("main")).to_contain_text("李静")
