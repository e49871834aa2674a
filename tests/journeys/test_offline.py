"""A visit in a basement: the form opens without a network, what is sent waits on the phone and arrives once (AS-47)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.journeys.conftest import Served, sideways
from tests.journeys.house import NUMBERS
from tests.journeys.phone import PLACE, TAKEN, Phone, photo

NEWCOMER = NUMBERS["newcomer"]
SAID = "与财务负责人核对回款与用款计划，地下车库没有信号，回来后补充材料。"
CONTACTS = "SELECT count(*) FROM contacts_contact WHERE minutes = %s"


@pytest.fixture
def phone(player: Playwright, program: str, served: Served, tmp_path: Path) -> Iterator[Phone]:
    made = Phone(player, program, tmp_path / "phone", served.url)
    yield made
    made.close()
    assert made.errors == []


@pytest.fixture
def visit(phone: Phone, served: Served) -> str:
    """Signed in, with the form of a contact with the first customer on the phone."""
    phone.enter(NEWCOMER)
    address = f"/contacts/new/?customer={served.ask('SELECT min(id) FROM customers_customer')[0][0]}"
    phone.keeps(address)
    return address


def fill(page: Page, minutes: str = SAID) -> None:
    page.fill("textarea[name=minutes]", minutes)
    page.fill("input[name=result]", "同意补充担保材料")
    page.fill("input[name=next_step]", "周四前取回材料")
    page.locator("input[name=purposes]").first.check()
    page.fill("input[name=met_at]", "2026-03-10T16:00")


def send(page: Page) -> None:
    page.locator("#actions button.button-primary").click()


def kept(page: Page) -> None:
    expect(page.locator("main .notice-title", has_text="Kept on this phone")).to_be_visible()


def test_AS_47_a_visit_written_without_a_network_arrives_once_with_its_photo(
    phone: Phone, served: Served, visit: str
) -> None:
    phone.network(there=False)
    page = phone.page
    page.goto(visit)
    expect(page.locator("#content")).to_contain_text("No network. This page is as of")
    expect(page.locator("[data-network]")).to_be_visible()
    fill(page)
    page.set_input_files("input[type=file]", {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo(page)})
    send(page)
    kept(page)
    assert sideways(page) == 0

    phone.close()  # the browser falls over, and the phone is switched on again where there is still no network
    phone.open(offline=True)
    rows = phone.waiting()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("示例甲精密制造有限公司")
    expect(rows).to_contain_text("waits for a network")
    assert served.ask(CONTACTS, SAID) == [(0,)]

    phone.network(there=True)
    phone.page.goto("/")
    expect(phone.page.locator("body")).to_contain_text("Something waits on this phone to be sent.")
    phone.enter(NEWCOMER)
    expect(phone.page.locator("[data-network]")).to_be_hidden()
    expect(phone.waiting()).to_contain_text("sent")
    assert served.ask(CONTACTS, SAID) == [(1,)]
    the_photo_has_its_time_and_no_place(served)

    sent_again(phone.page)
    expect(phone.page.locator("[data-queue] > li")).to_contain_text("sent")
    assert served.ask(CONTACTS, SAID) == [(1,)]
    assert "pressed_at" not in str(served.ask("SELECT detail FROM core_trailline WHERE action = 'sign_in'"))


def the_photo_has_its_time_and_no_place(served: Served) -> None:
    attached = """SELECT file FROM records_attachment file JOIN contacts_contact one ON one.record_id = file.record_id
                  WHERE minutes = %s""".replace("SELECT file", "SELECT file.file")
    ((path,),) = served.ask(attached, SAID)
    content = (Path(served.surroundings["LVZHI_HOME"]) / "attachments" / path).read_bytes()
    assert TAKEN.encode() in content
    assert PLACE not in content


def sent_again(page: Page) -> None:
    """As if the answer had been lost on its way: the entry still waits and goes out once more."""
    page.evaluate(AGAIN, {"minutes": SAID})


def test_AS_47_what_was_chosen_and_typed_is_there_again_before_it_is_sent(phone: Phone, visit: str) -> None:
    phone.network(there=False)
    page = phone.page
    page.goto(visit)
    fill(page)
    page.set_input_files("input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(page)})
    expect(page.locator("[data-draft-saved]").first).to_be_attached()
    page.wait_for_timeout(900)
    phone.close()
    phone.open(offline=True)
    phone.page.goto(visit)
    expect(phone.page.locator("textarea[name=minutes]")).to_have_value(SAID)
    expect(phone.page.locator("[data-draft-line]")).to_be_visible()
    phone.page.wait_for_function("document.querySelector('input[type=file]').files.length === 1")


AGAIN = "() => {}"
_ = re
