"""The cells of a list. A page has hundreds of them, so they are put together here and not by a template."""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from lvzhi.records.listing import Column

KINDS = {"number": "num", "amount": "num", "day": "date", "moment": "date", "instant": "date"}
OPENING = Markup('<td data-label="{}" class="{}">')
LINK = Markup('<a class="cell-link" href="{}">{}</a>')


class Around(NamedTuple):
    """What stands around the text of a column's cells; `bare` is a cell without one."""

    before: str
    after: str
    bare: str


def around(column: Column[Any], mark: str, *, is_title: bool) -> Around:
    """How the cells of a column begin and end. The title stands on top of the card that a row is on a phone.

    `mark` is the shape that a flag carries, so that nothing hangs on its colour alone.
    """
    begun = str(OPENING.format(column.label, " ".join(classes(column, is_title=is_title))))
    if column.kind == "flag":
        return Around(f'{begun}<span class="state state-late">{mark}<span>', "</span></span></td>", f"{begun}</td>")
    if column.grow:
        return Around(f"{begun}<span>", "</span></td>", f"{begun}</td>")
    return Around(begun, "</td>", f"{begun}</td>")


def columns(heads: Sequence[Any], mark: str, *, opened: object) -> list[Around]:
    """What stands around the cells under these heads; the first column is the title if the rows are `opened` by it."""
    return [around(head.column, mark, is_title=bool(opened) and number == 0) for number, head in enumerate(heads)]


def classes(column: Column[Any], *, is_title: bool) -> list[str]:
    asked = {
        KINDS.get(column.kind, ""): True,
        "cell-wide": not column.phone,
        "cell-roomy": column.roomy,
        "cell-title": is_title,
        "cell-words": column.grow,
        "cell-corner": column.kind == "flag",
    }
    return [name for name, wanted in asked.items() if name and wanted]


def drawn(columns: Sequence[Around], texts: Sequence[str], href: str) -> Markup:
    """The cells of one row; the first leads to the page of the row, if it has one."""
    both = zip(columns, texts, strict=True)
    parts = [one.before + escape(text, quote=False) + one.after if text else one.bare for one, text in both]
    if href:
        parts[0] = columns[0].bare.replace("</td>", f"{LINK.format(href, texts[0])}</td>")
    return Markup("".join(parts))  # noqa: S704 - every text is escaped above
