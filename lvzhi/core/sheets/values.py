"""From the text of a cell to what it means, or a sentence about what is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable
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
YEARS = range(1950, 2100)


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


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.CODE: code,
    Kind.WORDS: tidy,
    Kind.PHONE: phone,
    Kind.EMAIL: email,
    Kind.DATE: date,
    Kind.CREDIT_CODE: credit_code,
}
