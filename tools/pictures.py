"""The pictures of the README: the demo at a fixed moment, photographed in the system's Chromium.

tools/pictures.py [FOLDER]    docs/images by default; DATABASE_URL may name an empty database to use
"""

import datetime as dt
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from lvzhi.core import clock, embedded

MOMENT = dt.datetime(2026, 11, 24, 16, 40, tzinfo=clock.ZONE)
DESKTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=760)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
PICTURES = (
    ("workbench-desktop", "1011", "/", DESKTOP),
    ("workbench-phone", "1011", "/", PHONE),
    ("reading-desk", "1005", "/reading/", DESKTOP),
    ("clause", "1003", "/regulation/13/", DESKTOP),
)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the library)
        """Nobody reads along."""


@contextmanager
def demo() -> Iterator[str]:
    """The demo in a database of its own, where it is always the same moment; gives its address."""
    clock.now = lambda: MOMENT
    with ExitStack() as kept:
        os.environ["LVZHI_HOME"] = kept.enter_context(tempfile.TemporaryDirectory(prefix="lvzhi-pictures-"))
        if "DATABASE_URL" not in os.environ:
            spare = embedded.spare()
            os.environ["DATABASE_URL"] = spare.url
            kept.enter_context(spare.lent())
        from lvzhi.cli.ground import ready

        kept.enter_context(ready())
        from config.wsgi import application
        from lvzhi.core import trail
        from lvzhi.demo import load

        load.load(MOMENT)
        trail.seal(MOMENT)
        server = make_server("127.0.0.1", 0, application, Server, Silent)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        kept.callback(server.shutdown)
        yield f"http://127.0.0.1:{server.server_port}"


def sign_in(browser: Browser, address: str, number: str, size: ViewportSize) -> Page:
    from lvzhi.demo.house import PASSWORD

    small = size == PHONE
    context = browser.new_context(
        viewport=size, locale="zh-CN", is_mobile=small, has_touch=small, device_scale_factor=1.5 if small else 1
    )
    page = context.new_page()
    page.goto(f"{address}/")
    page.fill("input[name=login]", number)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    return page


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    folder.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=QUIET)
        for name, number, path, size in PICTURES:
            page = sign_in(browser, address, number, size)
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}.png")
            print(f"{name}: {(folder / f'{name}.png').stat().st_size // 1024} KB")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
