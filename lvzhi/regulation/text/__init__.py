"""The words of the regulation, clause by clause, as we restate them, in Chinese and in English.

A text file reads like the paper it stands for: chapters (`##`), clauses (`### title {code}`), one demand a line, and
after `- ` how an open word is read. Sections before the first clause say what holds for all. Both languages have the
same clauses with the same number of sentences, so that a sentence of one can be shown in the other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

CHINESE, ENGLISH = "zh-hans", "en"
FILES = {CHINESE: "base.zh.md", ENGLISH: "base.en.md"}
BETWEEN = {CHINESE: "", ENGLISH: " "}
TITLE = re.compile(r"(?P<title>.+?)(?: \{(?P<code>\d+(?:\.\d+)?[a-z]?)\})?")


@dataclass(frozen=True)
class Section:
    """A titled piece of the text: its sentences, and notes on how open words in it are read."""

    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    between: str

    @property
    def words(self) -> str:
        return self.between.join(self.sentences)


@dataclass(frozen=True)
class Clause(Section):
    """A numbered paragraph of the regulation: what is demanded. Its code is also its place in a URL."""

    code: str

    @property
    def slug(self) -> str:
        return self.code

    def says(self, quote: str) -> bool:
        """Whether the quote stands in the clause word for word; spacing and the width of signs do not matter."""
        return bool(squash(quote)) and squash(quote) in squash(self.words)


class Chapter(NamedTuple):
    """Clauses that belong together, for the index of clauses."""

    title: str
    codes: tuple[str, ...]


class Text(NamedTuple):
    """The whole text in one language."""

    title: str
    preamble: tuple[Section, ...]
    chapters: tuple[Chapter, ...]
    clauses: dict[str, Clause]


def clauses(language: str = CHINESE) -> dict[str, Clause]:
    """All clauses by their codes, in the order of the regulation."""
    return text(language).clauses


def chapters(language: str = CHINESE) -> list[Chapter]:
    """The chapters with the codes of their clauses."""
    return list(text(language).chapters)


def preamble(language: str = CHINESE) -> tuple[Section, ...]:
    """What holds for every clause: words, posts, periods, and what counts when."""
    return text(language).preamble


def passage(code: str, quote: str, language: str = CHINESE) -> str:
    """The sentence that holds a rule's quote (which is Chinese), in the language asked for."""
    for position, sentence in enumerate(clauses(CHINESE)[code].sentences):
        if squash(quote) in squash(sentence):
            return clauses(language)[code].sentences[position]
    raise LookupError(f"no sentence of clause {code} says “{quote}”")


def squash(words: str) -> str:
    """Words without spacing, with full-width signs as plain ones: what is compared when somebody quotes."""
    return "".join(unicodedata.normalize("NFKC", words).split())


@cache
def text(language: str) -> Text:
    """One language of the text; refuses to load when the two languages are not the same clause by clause."""
    texts = {each: load(each) for each in FILES}
    left, right = (shape(one) for one in texts.values())
    if left != right:
        places = zip_longest(left, right, fillvalue="the end")
        chinese, english = next(pair for pair in places if pair[0] != pair[1])
        raise ValueError(f"the languages differ: {FILES[CHINESE]} has {chinese}, {FILES[ENGLISH]} has {english}")
    return texts[language]


def load(language: str) -> Text:
    path = Path(__file__).with_name(FILES[language])
    return parse(path.read_text(encoding="utf-8"), BETWEEN[language])


def parse(source: str, between: str) -> Text:
    """Read a text file; a line in the wrong place is an error."""
    title, *parts = re.split(r"^## ", source, flags=re.MULTILINE)
    preamble: list[Section] = []
    chapters: list[Chapter] = []
    numbered: dict[str, Clause] = {}
    for part in parts:
        name, *pieces = re.split(r"^### ", part, flags=re.MULTILINE)
        sections = [section(piece, between) for piece in pieces]
        codes = tuple(one.code for one in sections if isinstance(one, Clause))
        if codes:
            chapters.append(Chapter(name.strip(), codes))
        for one in sections:
            if not isinstance(one, Clause):
                preamble.append(one)
            elif one.code in numbered:
                raise ValueError(f"clause {one.code} stands twice")
            else:
                numbered[one.code] = one
    return Text(title.removeprefix("# ").strip(), tuple(preamble), tuple(chapters), numbered)


def section(piece: str, between: str) -> Section:
    """One heading and the lines under it: sentences, then notes."""
    heading, *rest = piece.strip().splitlines()
    lines = [line.strip() for line in rest if line.strip()]
    notes = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
    sentences = tuple(line for line in lines if not line.startswith("- "))
    named = TITLE.fullmatch(heading.strip())
    if named is None or not sentences:
        raise ValueError(f"not a clause: {heading!r}")
    if named["code"] is None:
        return Section(named["title"], sentences, notes, between)
    return Clause(named["title"], sentences, notes, between, named["code"])


def shape(one: Text) -> list[str]:
    """What must be the same in every language: chapters, sections and clauses in order, with their sentences."""
    return [
        *(f"{len(each.codes)} clauses from {each.codes[0]}" for each in one.chapters),
        *(f"{counted(each)} in part {place} of the preamble" for place, each in enumerate(one.preamble, start=1)),
        *(f"{counted(each)} in clause {code}" for code, each in one.clauses.items()),
    ]


def counted(one: Section) -> str:
    return f"{len(one.sentences)} sentences and {len(one.notes)} notes"


CODES: tuple[str, ...] = tuple(clauses())
