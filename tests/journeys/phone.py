"""A phone of one's own: it keeps what it has been given when the browser is closed, and loses its network when told."""

import struct
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, Playwright, expect

from tests.journeys.conftest import FLAGS, PATIENCE, PHONE, enter

READY = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.active))"
DRAFTED = "Object.keys(localStorage).some((key) => key.startsWith('lvzhi:draft:'))"
KEPT = """async (address) => {
    const names = (await caches.keys()).filter((name) => name.startsWith("lvzhi:pages:"));
    for (const name of names) if (await (await caches.open(name)).match(address)) return true;
    return false;
}"""
STORED = """([store, key, to]) => new Promise((found) => {
    const asked = indexedDB.open("lvzhi", 1);
    asked.onsuccess = () => {
        const change = asked.result.transaction(["queue", "photos", "facts"], "readwrite");
        const all = change.objectStore(store).getAll();
        all.onsuccess = () => {
            const mine = store !== "facts" ? all.result : all.result.find((fact) => fact.key === key)?.value;
            if (to === "facts") change.objectStore("facts").put({ key, value: mine });
            if (to === "queue") for (const entry of mine) change.objectStore("queue").put(entry);
            change.oncomplete = () => { asked.result.close(); found(mine); };
        };
    };
})"""
TAKEN = "2026:03:10 15:42:00"
PLACE = b"39deg54'N 116deg23'E"


class Phone:
    """A browser with a folder of its own."""

    def __init__(self, player: Playwright, program: str, folder: Path, url: str) -> None:
        self.player, self.program, self.folder, self.url = player, program, folder, url
        self.errors: list[str] = []
        self.open()

    def open(self, *, offline: bool = False) -> None:
        self.context = self.player.chromium.launch_persistent_context(
            self.folder, executable_path=self.program, args=FLAGS, base_url=self.url, viewport=PHONE, has_touch=True,
            is_mobile=True, locale="en-US", offline=offline,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.errors.append(f"{self.page.url}: {error}"))

    def close(self) -> None:
        self.context.close()

    def enter(self, number: str) -> None:
        enter(self.page, number)
        self.page.wait_for_url(lambda url: "/account/" not in url)

    def network(self, *, there: bool) -> None:
        self.context.set_offline(not there)

    def keeps(self, address: str) -> None:
        """Waits until the page opens without a network."""
        self.until(lambda: self.page.evaluate(READY) and self.page.evaluate(KEPT, address))

    def has_drafted(self) -> None:
        """Waits until what is typed and chosen lies on the phone."""
        self.until(lambda: self.page.evaluate(DRAFTED) and self.page.evaluate(STORED, ["photos", "", ""]))

    def until(self, so: Callable[[], object]) -> None:
        """Looks again and again, because a page cannot be asked to wait for what it promises."""
        deadline = time.monotonic() + 3 * PATIENCE / 1000
        while not so():
            assert time.monotonic() < deadline
            self.page.wait_for_timeout(100)

    def states(self) -> list[str]:
        """How the entries stand that were written on this phone, the oldest first."""
        entries = self.page.evaluate(STORED, ["queue", "", ""])
        return [entry["state"] for entry in sorted(entries, key=lambda entry: int(entry["pressedAt"]))]

    def remember(self) -> None:
        """Lays what waits aside, as it is now."""
        self.page.evaluate(STORED, ["queue", "aside", "facts"])

    def bring_back(self) -> None:
        """Puts what was laid aside back where it waits."""
        self.page.evaluate(STORED, ["facts", "aside", "queue"])

    def has(self, name: str) -> bool:
        """Whether anything lies in a cache whose name begins so."""
        return any(one.startswith(name) for one in self.page.evaluate("caches.keys()"))

    def waiting(self) -> Locator:
        """The rows of the list of what waits."""
        self.page.goto("/offline/")
        expect(self.page.locator("[data-queue]")).to_be_attached()
        return self.page.locator("[data-queue] > li")


def photo(page: Page, side: int = 320) -> bytes:
    """A photo as a camera writes it: with the time, and with the place where it was taken."""
    drawn = page.evaluate(
        """async (side) => {
            const canvas = new OffscreenCanvas(side, side * 0.75);
            const pen = canvas.getContext("2d");
            for (let n = 0; n < 400; n += 1) {
                pen.fillStyle = `rgb(${(n * 37) % 256}, ${(n * 91) % 256}, ${(n * 53) % 256})`;
                pen.fillRect((n % 20) * side / 20, Math.floor(n / 20) * side * 0.75 / 20, side / 20, side / 20);
            }
            const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
            return [...new Uint8Array(await blob.arrayBuffer())];
        }""",
        side,
    )
    return bytes(drawn[:2]) + exif() + bytes(drawn[2:])


def exif() -> bytes:
    """An Exif segment, the small end first, as most cameras write it: turned by 90 degrees, with time and place."""
    taken, place = f"{TAKEN}\0".encode(), PLACE + b"\0"
    main, more, gps = 8, 8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 12 + 4
    free = gps + 2 + 12 + 4
    rows = [
        struct.pack("<H", 3), struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0),
        struct.pack("<HHII", 0x8769, 4, 1, more), struct.pack("<HHII", 0x8825, 4, 1, gps), struct.pack("<I", 0),
        struct.pack("<H", 1), struct.pack("<HHII", 0x9003, 2, len(taken), free), struct.pack("<I", 0),
        struct.pack("<H", 1), struct.pack("<HHII", 0x001B, 2, len(place), free + len(taken)), struct.pack("<I", 0),
    ]  # fmt: skip
    body = b"Exif\0\0" + struct.pack("<2sHI", b"II", 42, main) + b"".join(rows) + taken + place
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
