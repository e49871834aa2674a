"""The clause index: for each clause what carries it out, and whether it really runs. Computed, never hand-made."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from lvzhi.core.clause import INDEX, PARTS
from lvzhi.regulation.excused import EXCUSED
from lvzhi.regulation.text import CODES, clauses

SCENARIOS = Path(settings.BASE_DIR) / "tests" / "regulation"


def report() -> list[dict[str, Any]]:
    """One entry for every code of the regulation, in its order."""
    pages, played, words = pages_by_clause(), clauses_with_scenario(), clauses("zh-hans")
    found = []
    for code in CODES:
        parts: dict[str, Any] = {part: list(INDEX[code][part]) for part in PARTS if part != "pages"}
        own, broken = pages.get(code, ([], False))
        registered = any(parts.values()) or bool(own)
        found.append(
            {
                "code": code,
                "title": words[code].title,
                "running": registered and code in played and not broken,
                **parts,
                "pages": own,
                "excused": EXCUSED.get(code),
            }
        )
    return found


def pages_by_clause() -> dict[str, tuple[list[str], bool]]:
    """For each clause the addresses of its pages that need no object, and whether one of them has none."""
    found: dict[str, tuple[list[str], bool]] = {}
    for pattern in urls():
        for code in getattr(pattern.callback, "clauses", ()):
            addresses, broken = found.get(code, ([], False))
            if "<" not in str(pattern.pattern):
                address = address_of(pattern)
                broken = broken or address is None
                addresses = [*addresses, address] if address else addresses
            found[code] = (addresses, broken)
    for code, (addresses, broken) in found.items():
        found[code] = ([*addresses, reverse("clause", kwargs={"code": code})], broken)
    return found


def urls() -> list[URLPattern]:
    """Every URL of the product, includes opened up."""

    def walk(patterns: list[Any]) -> list[URLPattern]:
        return [
            one
            for pattern in patterns
            for one in ([pattern] if isinstance(pattern, URLPattern) else walk(pattern.url_patterns))
        ]

    return walk(get_resolver().url_patterns)


def address_of(pattern: URLPattern) -> str | None:
    try:
        return reverse(pattern.name or pattern.callback)
    except NoReverseMatch:
        return None


@cache
def clauses_with_scenario() -> frozenset[str]:
    """The clauses for which the test suite plays a scenario."""
    stories = [s for path in sorted(SCENARIOS.glob("*.yaml")) for s in yaml.safe_load(path.read_text("utf-8"))]
    return frozenset(code for story in stories for code in story["clauses"])
