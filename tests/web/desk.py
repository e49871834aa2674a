"""A small team and its logs, for tests that go through pages: 张三 and 王二 write, 李四 reads, 王五 stands above."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.duties import engine
from lvzhi.people.names import name_key
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import PlanOutcome, WorkLog
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.plugins.browsing import Browser
from tests.web.clock import at_moment

MONDAY = dt.date(2026, 3, 2)
TUESDAY = MONDAY + DAY
PEOPLE = {
    "张三": "manager",
    "王二": "manager",
    "外人": {"role": "manager", "unit": "二组"},
    "李四": "supervisor",
    "孙立": {"role": "supervisor", "unit": "二组"},
    "王五": "department_head",
    "管理员": "administrator",
    "审计员": "auditor",
}


def team() -> Bank:
    """The people of these tests, found by pinyin as well."""
    bank = Bank.of(PEOPLE)
    for staff in bank.people.values():
        staff.pinyin = name_key(staff.name)
        staff.save()
    return bank


def night(day: dt.date) -> None:
    """The run of the rules for a day, at its beginning."""
    engine.nightly(day, moment(day, dt.time(0, 5)))


def log_by(bank: Bank, who: str, on: dt.date = MONDAY, at: str = "17:50", **more: Any) -> WorkLog:
    """A log handed in through the action, with the last plan answered for."""
    staff = bank.staff(who)
    outcomes = [PlanOutcome(item=item, result="done") for item in plan_to_answer(staff, on)]
    return file_work_log(staff, at=moment(on, dt.time.fromisoformat(at)), on=on, pages=pages(outcomes=outcomes, **more))


def section(page: str, name: str) -> str:
    """One section of a page, by its id."""
    return page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]


class Desk:
    """One person at one moment, reading the pages in English, the language of the source."""

    def __init__(self, bank: Bank, who: str, day: dt.date, at: str) -> None:
        self.at = moment(day, dt.time.fromisoformat(at))
        self.browser = Browser()
        with at_moment(self.at):
            self.browser.sign_in(bank.staff(who))
        self.browser.cookies["django_language"] = "en"

    def get(self, address: str, **more: Any) -> Any:
        with at_moment(self.at):
            return self.browser.get(address, **more)

    def post(self, address: str, data: dict[str, Any], **more: Any) -> Any:
        with at_moment(self.at):
            return self.browser.post(address, {"once": uuid.uuid4(), **data}, **more)

    def read(self, address: str) -> str:
        """The page's text; the page must be there."""
        page = self.get(address)
        assert page.status_code == 200, (address, page.status_code, page.headers)
        return str(page.content.decode())


At = Callable[[str], Desk]


def sitting(bank: Bank, day: dt.date = MONDAY, at: str = "09:00") -> At:
    """Who sits at which browser at one moment; each keeps the same one."""
    desks: dict[str, Desk] = {}

    def at_desk(who: str) -> Desk:
        if who not in desks:
            desks[who] = Desk(bank, who, day, at)
        return desks[who]

    return at_desk
