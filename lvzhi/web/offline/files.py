"""The service worker and the web app manifest: what lets a phone open the product without a network, and install it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lvzhi.web.links import page_of

STATIC = Path(__file__).resolve().parents[1] / "static"
SHELL = (
    "css/*.css", "img/*", "js/**/*.js", "vendor/htmx.min.js", "vendor/icons.svg", "vendor/noto-sans-sc/index.css",
)  # fmt: skip
PAPER = {"light": "#fbfaf7", "dark": "#15181d"}  # --paper of css/tokens.css


@cache
def shell() -> list[str]:
    """The addresses of style, scripts and signs, without which no page looks like one."""
    found = {path.relative_to(STATIC).as_posix() for pattern in SHELL for path in STATIC.glob(pattern)}
    return [static(name) for name in sorted(found)]


def worker() -> str:
    """The service worker. Its text holds the version of style and scripts, so a new version is a new worker."""
    said = {
        "version": settings.STATIC_URL.strip("/").rpartition("/")[2],
        "static": settings.STATIC_URL,
        "shell": [] if settings.DEBUG else shell(),
        "lost": page_of("offline_lost"),
        "queue": page_of("offline"),
    }
    source = json.dumps(static("js/offline/worker.js"))
    return f"import {{ serve }} from {source};\n\nserve({json.dumps(said, indent=1)});\n"


def manifest() -> dict[str, Any]:
    """What a phone shows of the product among its other apps."""
    icons = [
        {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {"src": static("img/icon-maskable.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    return {
        "id": "/", "name": _("Lvzhi"), "short_name": _("Lvzhi"), "lang": get_language(), "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": PAPER["light"], "theme_color": PAPER["light"], "icons": icons,
    }  # fmt: skip
