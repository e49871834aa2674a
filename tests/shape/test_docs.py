"""What the documentation names is there: files, functions, links, settings, commands."""

import re
from pathlib import Path

import pytest

from lvzhi.cli.main import parser

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FILE = re.compile(r"`((?:lvzhi|config|tests|tools|docs|benchmarks|\.ci)/[\w./*-]+)`")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)]*)?\)")
SETTING = re.compile(r"\bLVZHI_[A-Z_]*[A-Z]\b")
MADE_BY_INSTALL = ("lvzhi/web/static/vendor", "lvzhi/core/fonts", "lvzhi/locale")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def settings_read() -> set[str]:
    """What the code reads from the environment."""
    sources = [*(ROOT / "config").rglob("*.py"), *(ROOT / "lvzhi").rglob("*.py")]
    return {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_files_that_are_named_exist(doc: Path) -> None:
    found = {name for name in FILE.findall(doc.read_text(encoding="utf-8")) if not name.startswith(MADE_BY_INSTALL)}
    assert [name for name in sorted(found) if not list(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_links_lead_somewhere(doc: Path) -> None:
    links = LINK.findall(doc.read_text(encoding="utf-8"))
    assert [link for link in links if not (doc.parent / link).exists()] == []


def test_every_page_of_the_documentation_is_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    reached = {(index.parent / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    guides = {path for path in DOCS if path.is_relative_to(ROOT / "docs") and "decisions" not in path.parts}
    assert guides - reached == {index}


def test_every_setting_is_explained_and_none_that_is_not_there() -> None:
    explained = set(SETTING.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))
    assert explained == settings_read()


def test_every_command_is_explained() -> None:
    words = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (commands,) = (one for one in parser()._actions if one.dest == "COMMAND" or one.choices)
    assert [name for name in commands.choices or () if f"`lvzhi {name}" not in words] == []
