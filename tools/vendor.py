"""Copies what the browser and the printed page need out of node_modules, so that nothing is loaded from outside.

Run by `make install` after `npm ci`; uses the standard library alone.

    lvzhi/web/static/vendor/   style, scripts, icons and the Chinese font in slices, for the browser
    lvzhi/core/fonts/          the Chinese font in two weights, for PDF
    tests/vendor/              the accessibility checker, for tests
"""

import gzip
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules"
STATIC = ROOT / "lvzhi/web/static/vendor"
FONTS = ROOT / "lvzhi/core/fonts"
TESTS = ROOT / "tests/vendor"
ICONS = ROOT / "lvzhi/web/icons.txt"

BROWSER = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "noto-sans-sc/index.css": "@fontsource-variable/noto-sans-sc/index.css",
    "noto-sans-sc/files": "@fontsource-variable/noto-sans-sc/files",
    "noto-sans-sc/LICENSE": "@fontsource-variable/noto-sans-sc/LICENSE",
}
PRINT = {
    "NotoSansSC-Regular.ttf": "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    "LICENSE": "@expo-google-fonts/noto-sans-sc/LICENSE",
    "LICENSE_FONT": "@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
}
CHECKS = {"axe.min.js": "axe-core/axe.min.js", "LICENSE": "axe-core/LICENSE"}

SOURCE_MAP = re.compile(rb"\n?(?:/\*|//)# sourceMappingURL=\S+?(?:\s*\*/)?\s*$")
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BOUNDS = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def copy(files: dict[str, str], into: Path) -> None:
    """Lays a folder anew with the named files of node_modules."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name, source in files.items():
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (NODE / source).is_dir():
            shutil.copytree(NODE / source, target)
        else:
            shutil.copyfile(NODE / source, target)


def sprite() -> str:
    """One file with just the icons that the list names: `name` for an outline, `name-filled` for a filled one."""
    lines = ICONS.read_text(encoding="utf-8").splitlines() if ICONS.exists() else []
    names = sorted({line.split("#")[0].strip() for line in lines} - {""})
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *(symbol(name) for name in names), "</svg>", ""])


def symbol(name: str) -> str:
    """One icon of the sprite; its strokes take the colour of the text around it."""
    style, stem = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    source = NODE / f"@tabler/icons/icons/{style}/{stem}.svg"
    if not source.exists():
        sys.exit(f"{ICONS.relative_to(ROOT)}: Tabler has no icon named {name!r}")
    found = INNER.search(source.read_text(encoding="utf-8"))
    if found is None:
        sys.exit(f"{source.name} is not an icon")
    inner = re.sub(r"\s+", " ", BOUNDS.sub("", found[1])).strip()
    paint = (
        'fill="currentColor"'
        if style == "filled"
        else 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{inner}</symbol>'


def licences() -> str:
    """Who made what is in the folder, and under which licence: one line a package, then the texts."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    lines, texts = [], []
    for place, about in sorted(lock["packages"].items()):
        if not place or about.get("dev"):
            continue
        name = place.removeprefix("node_modules/")
        lines.append(f"{name} {about['version']}: {about.get('license', 'see below')}")
        texts += [
            f"\n{'=' * 80}\n{name}: {text.name}\n\n{text.read_text(encoding='utf-8').strip()}\n"
            for text in sorted((ROOT / place).glob("LICEN[CS]E*"))
        ]
    return "\n".join(lines) + "\n" + "".join(texts)


def compress(folder: Path) -> None:
    """Lays a compressed copy beside every text file that gains from it, to be sent instead."""
    for path in folder.rglob("*"):
        if path.suffix in {".css", ".js", ".svg"}:
            content = SOURCE_MAP.sub(b"\n", path.read_bytes())
            path.write_bytes(content)
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))


def version() -> str:
    """A name for exactly this content, part of the address under which it is served."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", ROOT / "requirements.lock", STATIC / "icons.svg"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def main() -> None:
    copy(BROWSER, STATIC)
    copy(PRINT, FONTS)
    copy(CHECKS, TESTS)
    (STATIC / "icons.svg").write_text(sprite(), encoding="utf-8")
    (STATIC / "LICENSES.txt").write_text(licences(), encoding="utf-8")
    compress(STATIC)
    (STATIC / "VERSION").write_text(version() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
