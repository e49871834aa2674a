"""A visit in a basement: the form opens without a network, what is sent waits, and arrives once (AS-47)."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.journeys.conftest import People, Served, sideways
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
    """Signed in on the phone, where the form of a contact with the first customer is kept; then the network is cut."""
    phone.enter(NEWCOMER)
    address = f"/contacts/new/?customer={served.ask('SELECT min(id) FROM customers_customer')[0][0]}"
    phone.keeps(address)
    phone.network(there=False)
    return address


def write(page: Page, visit: str, minutes: str = SAID) -> None:
    page.goto(visit)
    page.fill("textarea[name=minutes]", minutes)
    page.fill("input[name=result]", "同意补充担保材料")
    page.fill("input[name=next_step]", "周四前取回材料")
    page.locator("input[name=purposes]").first.check()
    page.fill("input[name=met_at]", "2026-03-10T16:00")


def add_photo(page: Page) -> None:
    taken = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo(page)}
    page.set_input_files("input[type=file]", taken)


def send(page: Page) -> None:
    page.locator("#actions button.button-primary").click()


def is_kept(page: Page) -> None:
    expect(page.locator("main .notice-title", has_text="Kept on this phone")).to_be_visible()


def test_AS_47_a_visit_written_without_a_network_arrives_once_with_its_photo(
    phone: Phone, served: Served, visit: str
) -> None:
    write(phone.page, visit)
    expect(phone.page.locator("#content")).to_contain_text("No network. This page is as of")
    expect(phone.page.locator("[data-network]")).to_be_visible()
    add_photo(phone.page)
    send(phone.page)
    is_kept(phone.page)
    assert sideways(phone.page) == 0

    phone.close()  # the phone falls, and is switched on again where there is still no network
    phone.open(offline=True)
    rows = phone.waiting()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("示例甲精密制造有限公司")
    expect(rows).to_contain_text("waits for a network")
    assert sideways(phone.page) == 0
    assert served.ask(CONTACTS, SAID) == [(0,)]
    phone.remember()

    phone.network(there=True)
    phone.page.goto("/")
    expect(phone.page.locator("body")).to_contain_text("Something waits on this phone to be sent.")
    phone.enter(NEWCOMER)
    expect(phone.waiting().locator(".row-why", has_text=re.compile("^sent$"))).to_be_visible()
    assert served.ask(CONTACTS, SAID) == [(1,)]
    assert served.ask(PHOTOS, SAID) == [("现场.jpg",)]

    phone.bring_back()  # as if the answer had been lost on its way: the entry still waits, and goes out again
    assert phone.states() == ["waiting"]
    expect(phone.waiting().locator(".row-why", has_text=re.compile("^sent$"))).to_be_visible()
    assert served.ask(CONTACTS, SAID) == [(1,)]
    assert served.ask(PHOTOS, SAID) == [("现场.jpg",)]
    the_photo_has_its_time_and_no_place(served)


PHOTOS = """SELECT name FROM records_attachment JOIN contacts_contact USING (record_id) WHERE minutes = %s"""


def the_photo_has_its_time_and_no_place(served: Served) -> None:
    ((path,),) = served.ask(PHOTOS.replace("name", "file"), SAID)
    content = (Path(served.surroundings["LVZHI_HOME"]) / "attachments" / path).read_bytes()
    assert content.startswith(b"\xff\xd8")
    assert TAKEN.encode() in content
    assert PLACE not in content


def test_AS_47_what_is_typed_survives_a_closed_browser_before_it_is_sent(phone: Phone, visit: str) -> None:
    write(phone.page, visit, "只写了一半，手机没电了")
    add_photo(phone.page)
    phone.has_drafted()
    phone.close()
    phone.open(offline=True)
    phone.page.goto(visit)
    expect(phone.page.locator("textarea[name=minutes]")).to_have_value("只写了一半，手机没电了")
    expect(phone.page.locator("[data-draft-line]")).to_be_visible()
    expect(phone.page.locator("input[type=file]")).to_have_js_property("files.length", 1)


def keep_three(page: Page, visit: str) -> None:
    """Three contacts written without a network; the second lacks its result, which nobody notices there."""
    for text in ("第一条，等一会儿再改，改好之后才发送出去。", "第二条，不要了", "第三条，记错了客户"):
        write(page, visit, text)
        if text.startswith("第二条"):
            page.fill("input[name=result]", "")
        send(page)
        is_kept(page)


def test_what_waits_is_changed_or_removed_and_what_is_wrong_comes_back(
    phone: Phone, served: Served, visit: str
) -> None:
    page = phone.page
    keep_three(page, visit)
    rows = phone.waiting()
    expect(rows).to_have_count(3)
    rows.nth(2).locator("[data-drop]").click()
    page.locator("#drop-entry button[value=drop]").click()
    expect(rows).to_have_count(2)
    rows.nth(0).locator("[data-edit]").click()
    expect(page.locator("textarea[name=minutes]")).to_have_value("第一条，等一会儿再改，改好之后才发送出去。")
    page.fill("textarea[name=minutes]", "第一条，改好了：客户同意月底前还清欠息。")
    send(page)
    is_kept(page)
    assert phone.states() == ["waiting", "waiting"]

    phone.network(there=True)
    rows = phone.waiting()
    expect(rows.filter(has_text="not taken")).to_have_count(1)
    expect(rows.locator(".row-why", has_text=re.compile("^sent$"))).to_be_visible()
    assert served.ask(CONTACTS, "第一条，改好了：客户同意月底前还清欠息。") == [(1,)]
    rows.filter(has_text="not taken").locator("[data-edit]").click()
    expect(page.locator(".field-wrong", has_text="Result")).to_contain_text("This is needed.")
    expect(page.locator("textarea[name=minutes]")).to_have_value("第二条，不要了")
    page.fill("input[name=result]", "补上结果")
    send(page)
    expect(page).to_have_url(re.compile(r"/contacts/\d+/$"))
    expect(page.locator("main")).to_contain_text("The contact is written down.")
    assert served.ask(CONTACTS, "第二条，不要了") == [(1,)]
    assert served.ask(CONTACTS, "第三条，记错了客户") == [(0,)]
    assert phone.states() == ["sent", "sent"]


def test_nothing_of_it_outlives_the_person_at_the_phone(phone: Phone, served: Served, visit: str) -> None:
    page = phone.page
    write(page, visit, "还没有发出去")
    send(page)
    is_kept(page)
    page.goto("/offline/")
    page.locator(".top details.menu summary").click()
    page.locator("form[data-signout] button").click()
    expect(page.locator("#unsent")).to_be_visible()
    page.locator("#unsent button[value=stay]").click()
    assert phone.states() == ["waiting"]

    phone.context.clear_cookies()  # the session is over, and a colleague takes the phone
    phone.network(there=True)
    expect(page.locator("[data-signin] a")).to_have_attribute("href", "/account/login/?next=/offline/")
    assert phone.states() == ["waiting"]
    phone.enter(NUMBERS["another"])
    page.wait_for_load_state("networkidle")
    phone.keeps("/offline/")
    assert phone.states() == []
    assert not phone.has("lvzhi:pages:" + NEWCOMER)
    assert served.ask(CONTACTS, "还没有发出去") == [(0,)]
    phone.network(there=False)
    page.goto(visit)
    expect(page.locator("body")).not_to_contain_text("示例甲")

    phone.network(there=True)
    page.goto("/")
    page.locator(".top details.menu summary").click()
    page.locator("form[data-signout] button").click()
    page.wait_for_url("**/account/login/")
    assert not phone.has("lvzhi:pages:")


def test_the_return_from_an_outing_is_kept_as_soon_as_one_is_out(phone: Phone, served: Served) -> None:
    phone.enter(NUMBERS["another"])
    page = phone.page
    page.goto("/outings/new/?to=own_bank")
    page.select_option("select[name=business]", label="Bringing or fetching papers")
    page.fill("input[name=purpose]", "送评估报告")
    page.fill("input[name=place]", "总行档案室")
    now = page.input_value("input[name=leaves_at]")
    page.fill("input[name=leaves_at]", f"{dt.datetime.fromisoformat(now) - dt.timedelta(minutes=5):%Y-%m-%dT%H:%M}")
    send(page)
    expect(page).to_have_url(re.compile(r"/outings/\d+/$"))
    back = page.url.removeprefix(served.url) + "back/"
    phone.keeps(back)
    phone.network(there=False)
    page.goto(back)
    clock = page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 13)")
    expect(page.locator("input[name=back_at]")).to_have_value(re.compile(f"^{clock}"))  # the phone's, not the page's
    page.fill("input[name=back_at]", now)
    page.fill("input[name=result]", "送到")
    send(page)
    is_kept(page)
    phone.network(there=True)
    expect(page.locator("[data-network]")).to_be_hidden()
    assert served.ask("SELECT result FROM contacts_absencereturn WHERE result = '送到'") == [("送到",)]


def test_a_large_photo_is_made_small_and_keeps_its_time(phone: Phone) -> None:
    phone.enter(NEWCOMER)
    large = photo(phone.page, side=3000)
    name, size, width, text = phone.page.evaluate(SMALL, [large.hex(), "现场.jpg"])
    assert (name, width) == ("现场.jpg", 1536)  # it was turned by 90 degrees, and now stands upright
    assert size < len(large)
    assert TAKEN in text
    assert PLACE.decode() not in text


SMALL = """async ([hex, name]) => {
    const bytes = new Uint8Array(hex.match(/../g).map((pair) => parseInt(pair, 16)));
    const form = document.createElement("form");
    form.innerHTML = '<input type="file">';
    const app = document.querySelector("script[src*='js/app.js']").src;
    const photos = await import(app.replace("app.js", "offline/photos.js"));
    photos.fill(form.firstChild, [new File([bytes], name, { type: "image/jpeg" })]);
    photos.watch(form.firstChild);
    await photos.done(form);
    const [file] = form.firstChild.files;
    const picture = await createImageBitmap(file);
    const text = String.fromCharCode(...new Uint8Array(await file.slice(0, 400).arrayBuffer()));
    return [file.name, file.size, picture.width, text];
}"""


def test_a_desk_keeps_nothing(people: People) -> None:
    page = people.sign_in("newcomer")
    page.goto("/contacts/new/")
    page.goto("/offline/")
    expect(page.locator("main")).to_contain_text("Nothing waits on this device.")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("indexedDB.databases()") == []
