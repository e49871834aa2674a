"""Reads a notice as somebody pastes it: the State Council's own sentences, a table, CSV, JSON or an Excel sheet."""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO, Any, NamedTuple
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from lvzhi.core.calendar_years import DATA, DAY, Kind

MOST_LINES = 500
SEPARATORS = ("\t", ",", "，", ";", "；", "|")


class BadRowError(ValueError):
    """Why one line of a notice cannot be taken."""


class Row(NamedTuple):
    """One day of a notice as it was written, with the number of its line."""

    number: int
    date: str
    kind: str
    name: str


@dataclass(frozen=True)
class Words:
    """What the words of a notice mean, and how its sentences are built."""

    kinds: dict[str, str]
    feasts: dict[str, str]
    heads: frozenset[str]
    title: re.Pattern[str]
    names: re.Pattern[str]
    end: re.Pattern[str]
    day: re.Pattern[str]
    weekday: re.Pattern[str]
    until: re.Pattern[str]
    off: str
    work: str
    weekdays: str


@cache
def words() -> Words:
    """The words and the grammar, from the data file."""
    data = tomllib.loads((DATA / "notice.toml").read_text(encoding="utf-8"))
    plain: dict[str, Any] = {name: data["sentence"].pop(name) for name in ("off", "work", "weekdays")}
    return Words(
        kinds={word: kind for kind, spelled in data["kinds"].items() for word in spelled},
        feasts={word: feast for feast, spelled in data["feasts"].items() for word in spelled},
        heads=frozenset(data["heads"]["words"]),
        **plain | {name: re.compile(pattern) for name, pattern in data["sentence"].items()},
    )


def read_text(text: str, year: int) -> list[Row]:
    """The rows of what was pasted, whatever its form."""
    stripped = text.strip()
    if stripped[:1] in "[{" and stripped:
        return read_json(stripped)
    lines = stripped.splitlines()
    if len(lines) > MOST_LINES:
        raise ValidationError(_("A notice has at most %(count)s lines.") % {"count": MOST_LINES})
    if any(words().title.search(line) for line in lines):
        return list(read_sentences(lines, year))
    return list(read_cells(enumerate(map(cells, lines), start=1)))


def cells(line: str) -> list[str]:
    """Date, kind and name of a line: between tabs, commas and the like, otherwise between spaces."""
    for separator in SEPARATORS:
        if separator in line:
            return [cell.strip().strip('"') for cell in line.split(separator, 2)]
    return line.split(None, 2)


def read_cells(lines: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """Rows of a table; its head and empty lines are passed over."""
    for number, found in lines:
        if any(found) and found[0].casefold() not in words().heads:
            date, kind, name = [*found, "", "", ""][:3]
            yield Row(number, date, kind, name)


def read_json(text: str) -> list[Row]:
    """A list of {"date": …, "kind": …, "name": …}."""
    try:
        found = json.loads(text)
        lines = [[str(one.get(key, "")) for key in ("date", "kind", "name")] for one in found]
    except (ValueError, AttributeError, TypeError):
        raise ValidationError(_("This is not a JSON list of objects with date, kind and name.")) from None
    return list(read_cells(enumerate(lines[:MOST_LINES], start=1)))


def read_excel(file: IO[bytes]) -> list[Row]:
    """The first sheet, one day a row: date, kind, name."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0].iter_rows(max_row=MOST_LINES, max_col=3, values_only=True)
        return list(read_cells(enumerate(([cell_text(cell) for cell in row] for row in sheet), start=1)))
    except (BadZipFile, KeyError, IndexError, OSError, ValueError):
        raise ValidationError(_("This file is not an Excel sheet.")) from None


def cell_text(cell: Any) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def read_sentences(lines: list[str], year: int) -> Iterator[Row]:
    """The State Council's own words: for each feast the days off and the weekend days worked instead."""
    for number, line in enumerate(lines, start=1):
        title = words().title.search(line)
        for sentence in words().end.split(line[title.end() :]) if title else ():
            kind = sentence_kind(sentence)
            for date in dates_in(sentence, year, number) if kind else ():
                assert title is not None
                yield Row(number, date.isoformat(), kind, title["name"].strip())


def sentence_kind(sentence: str) -> str:
    """What the days of a sentence are; nothing where it speaks of something else."""
    if words().work in sentence:
        return str(Kind.MAKEUP)
    return str(Kind.HOLIDAY) if words().off in sentence else ""


def dates_in(sentence: str, year: int, number: int) -> Iterator[dt.date]:
    """The days of a sentence, spans filled; the weekday beside a date must be that date's."""
    month, last, end = 0, None, 0
    for found in words().day.finditer(sentence):
        month = int(found["month"] or month)
        date = real_date(year, month, int(found["day"]), found["beside"] or "", number)
        if last and words().until.fullmatch(sentence[end : found.start()]):
            yield from (last + n * DAY for n in range(1, (date - last).days))
        yield date
        last, end = date, found.end()


def real_date(year: int, month: int, day: int, beside: str, number: int) -> dt.date:
    told = words().weekday.search(beside)
    try:
        date = dt.date(year, month, day)
    except ValueError:
        problem = _("there is no day %(day)s in month %(month)s") % {"day": day, "month": month}
    else:
        if told is None or words().weekdays.find(told["weekday"].replace("天", "日")) == date.weekday():
            return date
        problem = _("%(date)s does not fall on that weekday") % {"date": date}
    raise ValidationError(_("Line %(number)s: %(problem)s.") % {"number": number, "problem": problem})
