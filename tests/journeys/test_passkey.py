"""A passkey in a real browser, from adding it to opening the door with it; the key itself is played by the browser."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import People, Served, enter
from tests.journeys.house import NUMBERS, SECRET

WHO = NUMBERS["second"]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def leave(page: Page) -> None:
    page.goto("/account/logout/")
    page.click("form[data-signout] button")
    page.wait_for_url("**/account/login/")


def test_a_passkey_opens_the_door_alone_and_as_second_factor(people: People, served: Served) -> None:
    page = people.browser()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    home = f"{served.url}/"

    enter(page, WHO)
    page.wait_for_url(home)
    page.goto("/account/passkeys/add/")
    page.fill("input[name=password]", SECRET)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/account/passkeys/add/")
    page.check("input[name=passwordless]")
    page.click("#passkey-start")
    page.wait_for_url("**/account/codes/")
    expect(page.locator(".codes li")).to_have_count(10)

    leave(page)
    page.click("#passkey-start")
    page.wait_for_url(home)

    leave(page)
    enter(page, WHO)
    page.wait_for_url("**/account/code/")
    page.click("#passkey-start")
    page.wait_for_url(home)

    asked = """SELECT line.detail -> 'ways' FROM core_trailline line JOIN people_staff staff ON staff.id = line.by_id
               WHERE line.action = 'sign_in' AND staff.number = %s ORDER BY line.id DESC LIMIT 3"""
    assert [ways for (ways,) in served.ask(asked, WHO)] == [["password", "mfa"], ["mfa"], ["password"]]


def test_a_browser_without_passkeys_sees_no_button(people: People) -> None:
    page = people.browser(java_script_enabled=False)
    page.goto("/account/login/")
    expect(page.locator("#passkey-start")).to_be_hidden()
    expect(page.locator("input[name=password]")).to_be_visible()
