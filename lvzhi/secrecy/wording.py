"""The words of the agreement: those that the product brings, and those that the bank has put in their place."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lvzhi.secrecy.models import AgreementVersion, Kind

HERE = Path(__file__).with_name("text")
CHINESE = "zh-hans"
FIRST = dt.date(2000, 1, 1)  # what the product brings has always been in force


@dataclass(frozen=True)
class Wording:
    """One version in both languages. The Chinese text binds; the checksum is that of the text which was read."""

    kind: str
    number: int
    zh: str
    en: str
    since: dt.date

    def text(self, language: str) -> str:
        return self.zh if language == CHINESE else self.en

    def digest(self, language: str) -> str:
        return checksum(self.text(language))

    def text_of(self, digest: str) -> str | None:
        """The text, of the two, that has this checksum."""
        return next((text for text in (self.zh, self.en) if checksum(text) == digest), None)


def checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def tidy(text: str) -> str:
    """Words as they are kept and counted: one kind of line end, no blanks at the ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@cache
def delivered(kind: str) -> Wording:
    """Version 1."""
    zh, en = (tidy((HERE / f"{kind}.{one}.md").read_text(encoding="utf-8")) for one in ("zh", "en"))
    return Wording(kind, 1, zh, en, FIRST)


def wording(version: AgreementVersion) -> Wording:
    return Wording(version.kind, version.number, version.zh, version.en, version.since)


def newest(kind: str = Kind.IN_OFFICE) -> Wording:
    """What is signed from now on: the newest version that has been confirmed, also before the day it begins."""
    found = AgreementVersion.objects.accepted(kind).first()
    return wording(found) if found else delivered(kind)


def articles(text: str) -> list[tuple[str, str]]:
    """The articles of a text: what a blank line parts, each with its first line as the heading."""
    parts = [part.strip().partition("\n") for part in text.split("\n\n") if part.strip()]
    return [(head, body.strip()) if body else ("", head) for head, _end, body in parts]
