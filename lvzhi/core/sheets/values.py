"""From the text of a cell to what it means, or a sentence about what is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from lvzhi.core.identifiers import is_credit_code
from lvzhi.core.sheets.columns import Column, Kind, options, plain
from lvzhi.core.text import narrow, tidy

CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]*")
PHONE = re.compile(r"\+?\d{5,18}")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:0{1,2}:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})(?:[-/年](\d{1,2})|\.?(\d{2}))(?:月份?)?", re.ASCII)
AMOUNT = re.compile(r"([-−]?)[¥￥]?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?", re.ASCII)
YEARS = range(1950, 2100)
MOST_FIGURES = 16  # before the point, as the database keeps amounts


class WrongCellError(ValueError):
    """What is wrong with one cell, in the reader's language."""


Reader = Callable[[Any], Any]


def reader(column: Column) -> Reader:
    """How the cells of a column are read; an empty one is nothing."""
    if column.kind is Kind.CHOICE:
        return chooser(column)
    read = READERS[column.kind]

    def of(text: Any) -> Any:
        value = read(plainly(text))
        if isinstance(value, str) and len(value) > column.longest:
            raise WrongCellError(_("longer than %(most)s characters") % {"most": column.longest})
        return value

    return of


def plainly(text: Any) -> str:
    """The text of a cell; a formula or a fault of Excel is none."""
    if isinstance(text, str):
        return text
    fault = str(text.get("fault", "")) if isinstance(text, dict) else str(text)
    if fault.startswith("#"):
        raise WrongCellError(_("an error of Excel: %(fault)s") % {"fault": fault})
    raise WrongCellError(_("a formula; paste it as a value"))


def chooser(column: Column) -> Reader:
    known = options(column)

    def choose(text: Any) -> Any:
        if (value := known.get(plain(plainly(text)))) is None:
            choices = _(", ").join(str(label) for _value, label in column.choices)
            raise WrongCellError(_("“%(text)s” is none of: %(choices)s") % {"text": text, "choices": choices})
        return value

    return choose


def code(text: str) -> str:
    value = narrow(text).upper()
    if not CODE.fullmatch(value):
        raise WrongCellError(_("“%(text)s” is not made of letters and figures") % {"text": text})
    return value


def phone(text: str) -> str:
    value = re.sub(r"[-()]", "", narrow(text))
    if not PHONE.fullmatch(value):
        raise WrongCellError(_("“%(text)s” is no telephone number") % {"text": text})
    return value


def email(text: str) -> str:
    value = narrow(text)
    try:
        validate_email(value)
    except ValidationError as wrong:
        raise WrongCellError(_("“%(text)s” is no e-mail address") % {"text": text}) from wrong
    return value


def credit_code(text: str) -> str:
    value = narrow(text).upper()
    if not is_credit_code(value):
        raise WrongCellError(_("“%(text)s” is no credit code: its check digit does not fit") % {"text": text})
    return value


def date(text: str) -> dt.date:
    """2026-03-02, 2026/3/2, 2026.3.2, 20260302 or with the signs for year, month and day."""
    wrong = WrongCellError(_("“%(text)s” is no date; write it like 2026-03-02") % {"text": text})
    if not (found := DATE.fullmatch(narrow(text))):
        raise wrong
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        value = dt.date(year, month, day)
    except ValueError as none:
        raise wrong from none
    if year not in YEARS:
        raise wrong
    return value


def month(text: str) -> dt.date:
    """The first day of 2026-03, 2026/3, 2026.03, 202603, 2026年3月, or of the month in which a whole date lies.

    2026.1 is none: typed as a number, October 2026.10 arrives like that.
    """
    wrong = WrongCellError(_("“%(text)s” is no month; write it like 2026-03") % {"text": text})
    try:
        if not (found := MONTH.fullmatch(narrow(text))):
            return date(text).replace(day=1)
        year, number = (int(part) for part in found.groups() if part)
        value = dt.date(year, number, 1)
    except ValueError as none:
        raise wrong from none
    if year not in YEARS:
        raise wrong
    return value


def amount(text: str) -> Decimal:
    """1234.5, 1,234.50 or ￥1,234.50, exact to the second place; anything finer or less than nothing is refused."""
    if not (found := AMOUNT.fullmatch(narrow(text))):
        raise WrongCellError(_("“%(text)s” is no amount; write it like 1234.50") % {"text": text})
    sign, whole, part = found[1], found[2].replace(",", "").lstrip("0"), (found[3] or "").rstrip("0")
    if len(whole) > MOST_FIGURES:
        raise WrongCellError(_("“%(text)s” is too large") % {"text": text})
    if len(part) > 2:
        raise WrongCellError(_("“%(text)s” has more than two places after the point") % {"text": text})
    value = Decimal(f"{whole or 0}.{part:0<2}")
    if sign and value:
        raise WrongCellError(_("“%(text)s” is less than nothing") % {"text": text})
    return value


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.CODE: code,
    Kind.WORDS: tidy,
    Kind.PHONE: phone,
    Kind.EMAIL: email,
    Kind.DATE: date,
    Kind.CREDIT_CODE: credit_code,
    Kind.AMOUNT: amount,
    Kind.MONTH: month,
}
