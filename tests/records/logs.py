"""Work logs for tests of registers: as many as wanted, each through the action."""

import datetime as dt
from typing import Any

from lvzhi.people.models import Staff
from lvzhi.worklog.actions import comment_on_log, file_work_log, read_log
from lvzhi.worklog.models import Difficulty, LogLine, PlanOutcome, WorkLog
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.scenario import moment

MONDAY = dt.date(2026, 3, 2)
NOW = moment("2026-03-06 09:00")
PEOPLE = {
    "张三": "manager",
    "王丽": {"role": "manager", "unit": "二组"},
    "李四": "supervisor",
    "赵六": {"role": "supervisor", "unit": "二组"},
    "王五": "department_head",
    "周审": "auditor",
    "吴管": "administrator",
}


def a_bank() -> Bank:
    """Two teams with a manager and a supervisor each, the head above them, an auditor and an administrator."""
    return Bank.of(PEOPLE)


def a_log(by: Staff, on: dt.date = MONDAY, *, at: dt.datetime | None = None, **more: Any) -> WorkLog:
    """One log with a line, a difficulty and a plan, handed in at ten to six unless said otherwise."""
    at = at or moment(f"{on} 17:50")
    outcomes = [PlanOutcome(item=item, result="partly", remark="客户出差") for item in plan_to_answer(by, on)]
    line = LogLine(starts=dt.time(9), ends=dt.time(10, 30), work="marketing", whom="示例甲精密制造")
    line.content, line.result = "拜访财务负责人", "同意提供报表"
    given: dict[str, Any] = {"lines": [line], "outcomes": outcomes} | more
    return file_work_log(by, at=at, on=on, pages=pages(**given))


def a_full_log(bank: Bank, on: dt.date = MONDAY) -> WorkLog:
    """A log of 张三 with a difficulty, read and commented on by 李四."""
    trouble = Difficulty(text="抵押物评估报告未出", helper="风险经理", urgent=True)
    log = a_log(bank.staff("张三"), on, difficulties=[trouble], learned="先听再讲")
    at = moment(f"{on} 20:00")
    read_log(bank.staff("李四"), at=at, log=log)
    comment_on_log(bank.staff("李四"), at=at, log=log, text="我来联系评估公司", part="difficulty", position=1)
    return log
