"""The auditor: everything that was done or refused, whether the seals are whole, and nothing that can be changed."""

from playwright.sync_api import expect

from tests.journeys.conftest import People, Served


def test_the_trail_shows_who_did_what_and_who_was_refused(people: People, served: Served) -> None:
    intruder = people.sign_in("another")
    whose = "SELECT record_id FROM worklog_worklog JOIN people_staff staff ON staff.id = owner_id WHERE number = 'R001'"
    (log,) = served.ask(whose)[0]
    assert intruder.goto(f"/logs/{log}/").status == 404

    page = people.sign_in("auditor")
    page.goto("/trail/")
    expect(page.locator("main")).to_contain_text("周敏")
    expect(page.locator("main")).to_contain_text("refused")
    page.goto("/trail/seals/?check=yes")
    expect(page.locator("main")).to_contain_text("2026-03-10")
    page.goto(f"/logs/{log}/")
    assert page.locator("main form[method=post]").count() == 0
