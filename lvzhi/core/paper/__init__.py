"""What is printed: the bank's forms on A4, with number and version, signature lines, page numbers and a watermark.

A form is plain data made of a few kinds of blocks; form.typ sets it. The Chinese font lies beside the code and is
embedded in the file, so that it looks the same on every machine; fonts of the machine are never used.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from lvzhi.core.clock import ZONE

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"


@dataclass(frozen=True)
class Facts:
    """Short names with their values, two beside each other."""

    pairs: Sequence[tuple[str, str]]
    kind: str = "facts"


@dataclass(frozen=True)
class Words:
    """A heading and running words, as they were typed."""

    heading: str
    text: str
    kind: str = "words"


@dataclass(frozen=True)
class Items:
    """A heading and numbered points."""

    heading: str
    items: Sequence[str]
    kind: str = "items"


@dataclass(frozen=True)
class Grid:
    """A heading and a table; `widths` are shares of the line, 0 for as wide as its words."""

    heading: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    kind: str = "grid"


Block = Facts | Words | Items | Grid


@dataclass(frozen=True)
class Paper:
    """One form, filled in. `title`, `number` and `version` are the form's own; `signs` are its signature lines.

    A sheet without signature lines has no room for a stamp either; `dense` sets it smaller, to keep it on one page.
    """

    title: str
    number: str
    version: str
    unit: str
    blocks: Sequence[Block]
    signs: Sequence[str]
    dense: bool = False


@dataclass(frozen=True)
class Printing:
    """Who prints, when and from where; it stands across every sheet."""

    name: str
    number: str
    at: dt.datetime
    place: str = ""

    def __str__(self) -> str:
        when = self.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
        return " ".join(part for part in (self.name, self.number, when, self.place) if part)


def pdf(papers: Sequence[Paper], printing: Printing) -> bytes:
    """The forms as one file, each beginning on a new sheet with its own page numbers."""
    words = {
        "version": _("Version %(version)s"),
        "page": _("Page %(page)s of %(pages)s"),
        "day": _("Date"),
        "stamp": _("Stamp"),
        "printed": _("Printed by %(who)s"),
    }
    data = {"papers": [asdict(paper) for paper in papers], "printing": str(printing), "words": words}
    given = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(
        form(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=given,
        timestamp=printing.at.astimezone(dt.UTC).replace(microsecond=0),
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


@cache
def fonts() -> Any:
    """The two weights that every form is set in; found once in the life of a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def form() -> bytes:
    return (HERE / "form.typ").read_bytes()
