"""The clause behind a duty, as the small card beside it: number, title, and the sentence that asks."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from lvzhi.duties.rule import RULES
from lvzhi.regulation.text import CHINESE, FILES, clauses, passage
from lvzhi.web.links import page_of


@dataclass(frozen=True)
class Why:
    """A clause in short, in the person's language."""

    code: str
    title: str
    words: str
    url: str


def language() -> str:
    """Which of the two texts the person reads."""
    now = get_language() or CHINESE
    return now if now in FILES else CHINESE


def why(rule: str) -> Why:
    """Why this rule's duties are there."""
    return card(rule, language())


@cache
def card(rule: str, lang: str) -> Why:
    asked = RULES[rule]
    clause = clauses(lang)[asked.clause]
    url = page_of("clause", code=asked.clause)
    return Why(asked.clause, clause.title, passage(asked.clause, asked.quote, lang), url)


def of_clause(code: str) -> Why:
    """The clause alone, for what no rule asks by itself: a promise that somebody made."""
    return plain_card(code, language())


@cache
def plain_card(code: str, lang: str) -> Why:
    return Why(code, clauses(lang)[code].title, "", page_of("clause", code=code))
