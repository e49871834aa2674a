"""What is shown of a telephone, a card or a name to somebody who need not know the whole (SEC-07).

One * stands for each hidden sign. What is too short to hide anything behind its ends is hidden altogether.
"""

import re

MOBILE = re.compile(r"1[0-9]{10}")
AREA = re.compile(r"(0(?:10|2[0-9])|0[3-9][0-9]{2})([- ]?)([0-9]{6,8})")


def between(value: str, front: int, back: int) -> str:
    """The first and the last signs, stars between."""
    hidden = len(value) - front - back
    if hidden <= 0:
        return "*" * len(value)
    return value[:front] + "*" * hidden + value[len(value) - back :]


def mobile(value: str) -> str:
    """138****5678"""
    return between(value, 3, 4)


def landline(value: str) -> str:
    """010-****5678: the area code and the last four."""
    said = AREA.fullmatch(value)
    return f"{said[1]}{said[2]}{between(said[3], 0, 4)}" if said else between(value, 0, 4)


def phone(value: str) -> str:
    """A number of either kind, or of another country."""
    if MOBILE.fullmatch(value):
        return mobile(value)
    if AREA.fullmatch(value):
        return landline(value)
    return between(value, 3, 4) if len(value) >= 9 else between(value, 0, min(4, len(value) // 2))


def id_card(value: str) -> str:
    """The area and the last four of a resident's number."""
    return between(value, 6, 4)


def bank_card(value: str) -> str:
    """Whose card it is, and the last four."""
    return between(value, 6, 4)


def corporate_account(value: str) -> str:
    """The first and the last four of a company's account."""
    return between(value, 4, 4)


def name(value: str) -> str:
    """*伟: the last character of a person's name."""
    return "*" * (len(value) - 1) + value[-1:] if len(value) > 1 else "*" * len(value)


def email(value: str) -> str:
    """z*******@example.com: the first letter and the house."""
    person, at, house = value.rpartition("@")
    return f"{person[:1]}{'*' * (len(person) - 1)}{at}{house}" if at else between(value, 1, 0)


def credit_code(value: str) -> str:
    """A company's own number is public."""
    return value
