"""The people of the calendar's pages on New Year's Eve, and their browsers."""

from collections.abc import Iterator

import pytest

from lvzhi.web import words
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.scenario import moment
from tests.web.clock import at_moment

EVENING = moment("2026-12-31 20:00")


@pytest.fixture
def bank(db) -> Bank:
    return Bank.of(
        {"张三": "manager", "李四": "supervisor", "管理员": "administrator", "督导": "supervising", "审计": "auditor"}
    )


@pytest.fixture(autouse=True)
def fresh_words() -> Iterator[None]:
    words.forget_special()
    yield
    words.forget_special()


@pytest.fixture
def evening() -> Iterator[None]:
    with at_moment(EVENING):
        yield


def browse(bank: Bank, who: str, language: str = "zh-hans") -> Browser:
    return Browser(headers={"accept-language": language}).sign_in(bank.staff(who))
