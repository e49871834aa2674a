"""The people and the clock of the sign-in tests; a form as a phone has it on the screen, and how it sends it."""

import re
import uuid
from typing import Any

import pytest

from lvzhi.people.models import Staff
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import Clock, bank, english, enter, manager, time

__all__ = ["bank", "english", "manager", "time"]

FORM = "/logs/new/"
SAID = {"done": "走访示例客户，核对回款", "plan-count": "1", "plan-0-text": "整理贷后资料"}


class Phone:
    """A phone that keeps the form of the day and sends it when it can."""

    def __init__(self, browser: Browser, staff: Staff) -> None:
        self.browser, self.staff = browser, staff
        enter(browser, staff)
        page = browser.get(FORM)
        self.hidden = dict(re.findall(r'<input type="hidden" name="(who)" value="([^"]*)"', page.text))
        self.hidden["once"] = str(uuid.uuid4())

    def send(self, waited: str = "0", address: str = FORM, **said: Any) -> Any:
        return self.browser.post(address, self.hidden | SAID | said, headers={"X-Lvzhi-Queued": waited})

    def ask(self, address: str) -> Any:
        return self.browser.get(address, headers={"X-Lvzhi-Queued": "0"})


@pytest.fixture
def phone(browser: Browser, manager: Staff, time: Clock) -> Phone:
    time.on(hours=9)
    return Phone(browser, manager)
