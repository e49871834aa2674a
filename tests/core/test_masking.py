"""What is shown of numbers and names, and which numbers fit their own check digit."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from lvzhi.core import identifiers, masking

CASES = yaml.safe_load(Path(__file__).with_name("vectors.yaml").read_text("utf-8"))
MASKS = {
    "mobile": masking.mobile,
    "landline": masking.landline,
    "id_card": masking.id_card,
    "bank_card": masking.bank_card,
    "corp_account": masking.corporate_account,
    "name": masking.name,
    "email": masking.email,
    "uscc": masking.credit_code,
}
CHECKS = {"uscc": identifiers.credit_code_check, "id_card": identifiers.id_card_check}
FITS = {"uscc": identifiers.is_credit_code, "id_card": identifiers.is_id_card, "luhn": identifiers.is_luhn}


def of_kind(kind: str) -> list[Any]:
    return [pytest.param(one["input"], one["expected"], id=one["id"]) for one in CASES if one["kind"] == kind]


@pytest.mark.parametrize(("given", "expected"), of_kind("masking"))
def test_masked_to_the_letter(given: dict[str, str], expected: dict[str, str]) -> None:
    assert MASKS[given["type"]](given["value"]) == expected["masked"]


@pytest.mark.parametrize(("given", "expected"), of_kind("identifier_check_digit"))
def test_the_check_digit(given: dict[str, str], expected: dict[str, str]) -> None:
    assert CHECKS[given["type"]](given["body"]) == expected["check"]


@pytest.mark.parametrize(("given", "expected"), of_kind("identifier_check"))
def test_whether_a_number_fits(given: dict[str, str], expected: dict[str, bool]) -> None:
    assert FITS[given["type"]](given["value"]) is expected["valid"]


def test_every_kind_of_case_is_there() -> None:
    assert {one["kind"] for one in CASES} == {"masking", "identifier_check", "identifier_check_digit"}


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("010-12345678", "010-****5678"),
        ("02112345678", "021****5678"),
        ("0755-8123456", "0755-***3456"),
        ("+85212345678", "+85*****5678"),
        ("12345678", "****5678"),
        ("95588", "***88"),
        ("1", "*"),
        ("", ""),
    ],
)
def test_a_telephone_of_either_kind(phone: str, shown: str) -> None:
    assert masking.phone(phone) == shown


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (masking.id_card, "11010519491231002X", "110105********002X"),
        (masking.id_card, "1234567890", "**********"),
        (masking.corporate_account, "11001234567890123456", "1100************3456"),
        (masking.name, "欧阳修", "**修"),
        (masking.name, "王", "*"),
        (masking.name, "", ""),
        (masking.email, "a@b.example", "a@b.example"),
        (masking.email, "nothing", "n******"),
        (masking.landline, "12345678", "****5678"),
    ],
)
def test_ends_of_what_is_long_and_nothing_of_what_is_short(mask: Any, value: str, shown: str) -> None:
    assert mask(value) == shown


@pytest.mark.parametrize("value", ["", "9135", "91350100M000100Y4I", "91350100m000100y43", "９1350100M000100Y43"])
def test_what_is_no_credit_code(value: str) -> None:
    assert not identifiers.is_credit_code(value)


@pytest.mark.parametrize("value", ["", "11010519491231002x", "1101051949123100２X", "11010519491231003X"])
def test_what_is_no_residents_number(value: str) -> None:
    assert not identifiers.is_id_card(value)


@pytest.mark.parametrize("value", ["", "0", "4111111111111112", "4111 1111", "４111111111111111"])
def test_what_no_card_has(value: str) -> None:
    assert not identifiers.is_luhn(value)
