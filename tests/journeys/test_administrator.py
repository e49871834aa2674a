"""An administrator's first hour, and the second person whom every change of the rules needs."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from tests.journeys.conftest import People, Served, enter
from tests.journeys.house import SECRET


def filled_in(template: Path, to: Path) -> Path:
    """The template with a new team, two people and their posts."""
    book = openpyxl.load_workbook(template)
    units, people, posts = (book[name] for name in ("Units", "People", "Posts"))
    write(units, ["T100", "Third team", "Team", "004"])
    write(people, ["N001", "New Manager"], ["N002", "New Supervisor"])
    write(
        posts,
        ["N001", "T100", "Relationship manager", "2026-03-10"],
        ["N002", "T100", "RM supervisor", "2026-03-10"],
    )
    book.save(to)
    return to


def write(sheet: object, *rows: list[str]) -> None:
    """From the first empty row on, below the headings."""
    for n, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(n, column, value)


def test_the_first_hour(people: People, served: Served, tmp_path: Path) -> None:
    said = served.lvzhi("create-admin", "A900", "--name", "First Administrator", LVZHI_PASSWORD="Mz4k-wt82-pa6x")
    assert "A900" in said.stdout
    page = people.browser()
    enter(page, "A900", "Mz4k-wt82-pa6x")
    expect(page).to_have_url(f"{served.url}/")

    page.goto("/people/import/")
    with page.expect_download() as download:
        page.locator("a", has_text=re.compile("^Template$")).click()
    download.value.save_as(tmp_path / "template.xlsx")
    wrong = filled_in(tmp_path / "template.xlsx", tmp_path / "wrong.xlsx")
    book = openpyxl.load_workbook(wrong)
    book["Posts"].cell(3, 2, "T999")
    book.save(wrong)
    page.set_input_files("input[type=file]", wrong)
    page.locator("button:visible", has_text="Look at the file").first.click()
    expect(page.locator("main")).to_contain_text("cell is wrong")
    expect(page.locator("main")).to_contain_text("Nothing was written")
    assert served.ask("SELECT count(*) FROM people_staff WHERE number LIKE %s", "N00%") == [(0,)]

    page.goto("/people/import/")
    page.set_input_files("input[type=file]", filled_in(tmp_path / "template.xlsx", tmp_path / "people.xlsx"))
    page.locator("button:visible", has_text="Look at the file").first.click()
    page.locator("button:visible", has_text="Take over").first.click()
    expect(page.locator("main")).to_contain_text("Taken over")
    assert served.ask("SELECT count(*) FROM people_staff WHERE number LIKE %s", "N00%") == [(2,)]

    give_a_password(people, page, served)


def give_a_password(people: People, page: object, served: Served) -> None:
    """The new manager signs in with it once and chooses another one."""
    (pk,) = served.ask("SELECT id FROM people_staff WHERE number = %s", "N001")[0]
    page.goto(f"/me/access/{pk}/password/")
    once = page.input_value("input[name=password]")
    page.locator("button.button-primary:visible").first.click()
    expect(page.locator("main")).to_contain_text("can sign in with the new password")
    newcomer = people.browser(phone=True)
    enter(newcomer, "N001", once)
    expect(newcomer).to_have_url(re.compile("/me/password/"))
    for field in newcomer.locator("input[type=password]").all():
        name = field.get_attribute("name")
        field.fill(once if name in ("old", "old_password", "current") else "Vq7d-hs53-xk9b")
    newcomer.locator("#content button.button-primary:visible, main button.button-primary:visible").first.click()
    expect(newcomer).to_have_url(re.compile("/secrecy/sign/$"))  # the agreement stands before everything else


def test_a_day_and_a_parameter_take_two(people: People, served: Served) -> None:
    asks, decides = people.sign_in("administrator"), people.sign_in("supervising")
    asks.goto("/calendar/day/")
    asks.fill("input[name=on]", "2026-03-16")
    asks.locator("input[name=works][value=false]").check()
    asks.fill("input[name=name]", "closed by storm")
    asks.fill("input[name=why]", "Circular 12")
    asks.locator("button:visible", has_text="Show what moves").first.click()
    expect(asks.locator("main")).to_contain_text("has to confirm it")
    decides.goto(asks.url)
    decides.locator("button:visible", has_text=re.compile("^Confirm$")).first.click()
    expect(decides.locator("main")).to_contain_text("in force")
    assert served.ask("SELECT kind FROM core_calendarday WHERE date = '2026-03-16'") == [("holiday",)]

    asks.goto("/parameters/worklog.late_days/")
    asks.fill("input[name=value]", "many")
    asks.fill("textarea[name=why]", "Circular 13")
    asks.locator("button:visible", has_text="Try this value").first.click()
    expect(asks.locator(".field-error:visible")).to_contain_text("whole number")
    asks.fill("input[name=value]", "5")
    asks.locator("button:visible", has_text="Try this value").first.click()
    expect(asks.locator("main")).to_contain_text("waits to be decided")
    decides.goto("/parameters/worklog.late_days/")
    confirm = decides.locator("button:visible", has_text=re.compile("^Confirm$"))
    expect(confirm.first).to_be_visible(timeout=60_000)  # once it has been tried in the background
    confirm.first.click()
    expect(decides.locator("main")).to_contain_text("Circular 13")
    assert served.ask("SELECT value FROM core_parametervalue WHERE key = 'worklog.late_days'") == [(5,)]


def test_an_administrator_sees_no_business(people: People) -> None:
    page = people.sign_in("second")
    assert page.locator("a[href='/logs/']").count() == 0
    for address in ("/logs/", "/reading/", "/tasks/", "/trail/"):
        assert page.goto(address).status == 403
    assert SECRET not in page.content()
