"""What a person has beside the password: an app with codes, a passkey on the device."""

import base64
import hmac
import re
import struct
import time

from playwright.sync_api import Page, expect

from tests.journeys.conftest import People, Served, enter
from tests.journeys.house import NUMBERS, SECRET


def code(secret: str, step: int = 0) -> str:
    """What the app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + step), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def again(page: Page) -> None:
    """Before anything delicate the password is asked for once more."""
    if "/account/again/" in page.url:
        page.fill("input[name=password]", SECRET)
        page.locator("form button.button-primary:visible").first.click()


def test_an_app_with_codes(people: People, served: Served) -> None:
    page = people.sign_in("business_supervisor")
    page.goto("/account/app/")
    again(page)
    secret = page.locator("details code").text_content()
    page.fill("input[name=code]", code(secret, -1))
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/account/app/$"))

    door = people.browser()
    enter(door, NUMBERS["business_supervisor"])
    expect(door).to_have_url(re.compile("/account/code/"))
    door.fill("input[name=code]", "000000")
    door.keyboard.press("Enter")
    expect(door.locator(".field-error:visible, .notice-late").first).to_be_visible()
    door.fill("input[name=code]", code(secret))
    door.keyboard.press("Enter")
    expect(door).to_have_url(f"{served.url}/")


def test_a_passkey_instead_of_the_password(people: People, served: Served) -> None:
    page = people.sign_in("department_head")
    plug_in(page)
    page.goto("/account/passkeys/add/")
    again(page)
    page.fill("input[name=name]", "My phone")
    page.locator("input[name=passwordless]").check()
    page.locator("[data-passkey] button").click()
    expect(page).not_to_have_url(re.compile("/passkeys/add/"))
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("My phone")

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.locator("#passkey-start").click()
    expect(page).to_have_url(f"{served.url}/")
    expect(page.locator(".person-name").first).to_contain_text("赵敏")


def plug_in(page: Page) -> None:
    """A device that holds passkeys and whose owner nods."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    given = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
             "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": given})
