"""Collects the words of the interface into the Chinese catalogue: what is new waits there for its translation.

With `--check` it only says what is missing and writes nothing.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "lvzhi/locale/zh_Hans/LC_MESSAGES/django.po"
METHODS = [("lvzhi/web/jinja2/**.html", "jinja2"), ("lvzhi/**.py", "python")]
OPTIONS = {
    "lvzhi/web/jinja2/**.html": {
        "extensions": "jinja2.ext.i18n,jinja2.ext.do",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    }
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,  # what trail_words calls it
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def main() -> int:
    """Write the catalogue anew and count what has no translation."""
    found = collected()
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans", domain="django")
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if "--check" not in sys.argv:
        with CATALOGUE.open("wb") as file:
            write_po(file, catalogue, width=0, no_location=True, omit_header=False, sort_output=True)
    missing = [m.id for m in catalogue if m.id and not (m.string and all(m.string))]
    for words in missing:
        print(words)
    print(f"{len(list(catalogue))} messages, {len(missing)} without a translation", file=sys.stderr)
    return 1 if missing else 0


def collected() -> Catalog:
    """Every message of the product."""
    catalogue = Catalog(locale="zh_Hans", domain="django", project="lvzhi", fuzzy=False)
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True
    ):
        catalogue.add(message, context=context)
    return catalogue


if __name__ == "__main__":
    raise SystemExit(main())
