"""How a customer is found while somebody types: two characters from anywhere in the name, the pinyin or the initials
from the beginning of any syllable, the credit code or the customer number from their beginnings.

A name is cut into pieces, kept with the customer under a GIN index: every two neighbouring characters, and from each
syllable on the first two, three and four letters of the pinyin and of the initials. What is typed is cut the same way;
all its pieces must be there. What stands in almost every name (有限公司) is no piece: it would find everybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from pypinyin import lazy_pinyin

from lvzhi.people.names import CHINESE, narrow, unaccented

SHORTEST, LONGEST_PIECE = 2, 4
LONGEST_NAME, LONGEST_TEXT = 60, 40  # signs of a name that are cut, and of a text that is looked for
SYLLABLES, INITIALS = 88, 30  # letters of the key; together they fit the field
LEGAL_FORMS = ("有限责任公司", "股份有限公司", "有限公司", "集团公司", "分公司", "公司")
PARTS = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
Words = list[str]


def neighbours(text: str) -> Iterator[str]:
    """Every two signs that stand side by side."""
    return (text[at : at + 2] for at in range(len(text) - 1))


COMMON = frozenset(pair for form in LEGAL_FORMS for pair in neighbours(form))


def is_telling(pair: str) -> bool:
    """Two characters that do not stand in almost every name."""
    return pair not in COMMON and not any(sign.isascii() for sign in pair)


def said(name: str) -> Words:
    """The syllables of a company's name; words in other letters and figures stay whole."""
    return re.findall(r"[a-z0-9]+", unaccented(" ".join(lazy_pinyin(name[:LONGEST_NAME]))))


def plain(name: str) -> str:
    """The signs that count: without blanks, brackets and points, in one width."""
    return "".join(PARTS.findall(unaccented(narrow(name))))


@dataclass(frozen=True)
class Findable:
    """What a customer is sorted by, and the pieces by which it is found."""

    key: str
    pieces: Words

    @classmethod
    def of(cls, name: str, short_name: str = "") -> "Findable":
        """From the name, and from the short name where that is not a part of it: "shilijingmi sljm"."""
        whole, short = plain(name), plain(short_name)
        words = said(whole)
        key = f"{''.join(words)[:SYLLABLES]} {''.join(word[0] for word in words)[:INITIALS]}".strip()
        found = dict.fromkeys(pieces_of(whole, words))
        if short not in whole:
            found |= dict.fromkeys(pieces_of(short, said(short)))
        return cls(key, list(found))


def pieces_of(name: str, words: Words) -> Iterator[str]:
    """Pairs of characters, and the beginnings from each syllable on; those of the legal form are left out."""
    yield from (pair for pair in neighbours(name[:LONGEST_NAME]) if is_telling(pair))
    form = next((one for one in LEGAL_FORMS if name.endswith(one) and len(name) > len(one) + 1), "")
    words = words[: len(words) - len(form)]
    for start in range(len(words)):
        near = words[start : start + LONGEST_PIECE]
        yield from beginnings("".join(near))
        yield from beginnings("".join(word[0] for word in near))


def beginnings(letters: str) -> Iterator[str]:
    """The first two, three and four letters."""
    return (letters[:length] for length in range(SHORTEST, min(LONGEST_PIECE, len(letters)) + 1))


def called(text: str) -> Q | None:
    """Customers that answer to what is typed, each word of it; nothing when it is too short to ask for."""
    parts = [part for word in text[:LONGEST_TEXT].split() for part in PARTS.findall(unaccented(narrow(word)))]
    if sum(map(len, parts)) < SHORTEST:
        return None
    wanted = Q()
    for part in parts:
        wanted &= named(part) if CHINESE.search(part) else lettered(part)
    return wanted


def named(part: str) -> Q:
    """Chinese characters in the name. A single one, or a legal form alone, is looked for sign by sign."""
    pairs = [pair for pair in neighbours(part) if is_telling(pair)]
    return Q(pieces__contains=pairs) if pairs else Q(name__contains=part)


def lettered(part: str) -> Q:
    """Letters and figures: pinyin, initials, or the beginning of a number or credit code."""
    if len(part) < SHORTEST:
        return Q(pinyin__contains=part)
    code = part.upper()
    found = Q(pieces__contains=[part[:LONGEST_PIECE]])
    if len(part) > LONGEST_PIECE:
        found &= Q(pinyin__contains=part)
    if not any(sign.isdecimal() for sign in code):
        return found
    return found | Q(number__startswith=code) | Q(credit_code__startswith=code)
