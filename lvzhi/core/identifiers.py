"""Numbers that carry their own check digit: companies (GB 32100-2015), residents (GB 11643-1999), cards (Luhn)."""

import re

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of a credit code: without I O S V Z, which are taken for others
CREDIT_CODE = re.compile(f"[{SIGNS}]{{18}}")
CREDIT_WEIGHTS = tuple(3**n % 31 for n in range(17))
ID_CARD = re.compile(r"[0-9]{17}[0-9X]")
ID_WEIGHTS = tuple(2 ** (17 - n) % 11 for n in range(17))
ID_CHECKS = "10X98765432"


def credit_code_check(body: str) -> str:
    """The last sign of a unified social credit code, from the 17 before it."""
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(body, CREDIT_WEIGHTS, strict=True))
    return SIGNS[-total % 31]


def is_credit_code(value: str) -> bool:
    """Whether these are 18 signs of which the last fits the others."""
    return CREDIT_CODE.fullmatch(value) is not None and credit_code_check(value[:17]) == value[17]


def id_card_check(body: str) -> str:
    """The last sign of a resident's number, from the 17 before it."""
    return ID_CHECKS[sum(int(sign) * weight for sign, weight in zip(body, ID_WEIGHTS, strict=True)) % 11]


def is_id_card(value: str) -> bool:
    """Whether these are 18 signs of which the last fits the others."""
    return ID_CARD.fullmatch(value) is not None and id_card_check(value[:17]) == value[17]


def is_luhn(value: str) -> bool:
    """Whether the last digit of a card fits. Some older accounts have none: warn, never refuse."""
    if not (value.isascii() and value.isdecimal() and len(value) > 1):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in value[-2::-2])
    return (sum(int(digit) for digit in value[::-2]) + sum(doubled)) % 10 == 0
