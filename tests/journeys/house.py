"""The branch of the journeys: two teams and a fortnight of work, made through the actions. Run as a program."""

import datetime as dt
from typing import Any

from lvzhi.cli.ground import ready

SECRET = "Kx7m-qp49-tn9w"
TODAY = dt.date(2026, 3, 10)  # a Tuesday; it is 17:30 when the journeys begin
NUMBERS = {
    "manager": "R001", "colleague": "R002", "another": "R003", "newcomer": "R004", "walker": "R005",
    "supervisor": "S001", "business_supervisor": "B001", "department_head": "H001", "president": "P001",
    "supervising": "V001", "auditor": "U001", "administrator": "A001", "second": "A002",
}  # fmt: skip
NAMES = {
    "manager": "张晓", "colleague": "王磊", "another": "周敏", "newcomer": "孙宁", "walker": "何冬",
    "supervisor": "李静", "business_supervisor": "吴强", "department_head": "赵敏", "president": "钱进",
    "supervising": "郑和", "auditor": "冯正", "administrator": "陈管", "second": "褚理",
}  # fmt: skip
SECOND_TEAM = ("another", "walker")
ROLES = dict.fromkeys(("colleague", "another", "newcomer", "walker"), "manager") | {"second": "administrator"}


def furnish() -> None:
    from lvzhi.core import trail
    from lvzhi.core.writing import writing
    from lvzhi.people.passwords import keep_new
    from lvzhi.records.actions import give_task
    from tests.bank import PLACES, Bank, tree
    from tests.journeys import walker
    from tests.scenario import moment

    with writing():
        bank = Bank(tree())
        for key, number in NUMBERS.items():
            role = ROLES.get(key, key)
            staff = bank.hire(NAMES[key], role, **({"unit": "二组"} if key in SECOND_TEAM else {"unit": PLACES[role]}))
            staff.number, staff.pinyin = number, number.lower()
            staff.save()
            keep_new(staff, SECRET, moment(f"{TODAY} 08:00"), for_once=False)
        customers(bank)
        for n in range(15, -1, -1):
            live(bank, TODAY - dt.timedelta(days=n))
        lead, manager, now = (
            bank.staff(NAMES["supervisor"]),
            bank.staff(NAMES["manager"]),
            moment(f"{TODAY} 10:00"),
        )
        give_task(lead, at=now, owner=manager, title="催办示例客户的评估报告", due_on=TODAY + dt.timedelta(days=2))
        walker.furnish(bank, NAMES["department_head"], NAMES["another"], NAMES["supervising"])
    trail.seal(moment(f"{TODAY} 17:00"))


def customers(bank: Any) -> None:
    """Whom the newcomer calls on."""
    from tests.customers.made import a_customer, somebody_there

    for name in ("示例甲精密制造有限公司", "示例乙商贸有限公司"):
        made = a_customer(bank.staff(NAMES["supervisor"]), bank.staff(NAMES["newcomer"]), name, address="示例路1号")
        somebody_there(bank.staff(NAMES["supervisor"]), made)


def live(bank: object, day: dt.date) -> None:
    """A day: the night before it, the logs of three managers, and the supervisor who reads all but the last ones."""
    from lvzhi.core.models import CalendarDay
    from lvzhi.duties import engine
    from lvzhi.worklog.actions import file_work_log, read_log
    from lvzhi.worklog.models import Difficulty, PlanOutcome
    from lvzhi.worklog.queries import plan_to_answer
    from tests.bank import pages
    from tests.scenario import moment

    engine.nightly(day, moment(f"{day} 00:05"))
    if day == TODAY or not CalendarDay.objects.get(date=day).is_workday:
        return
    for n, who in enumerate(("manager", "colleague", "another")):
        staff = bank.staff(NAMES[who])
        trouble = [Difficulty(text="示例客户的评估报告迟迟未出", urgent=n == 1)] if day.day % 3 == n else []
        written = pages(
            f"上午走访示例客户{n + 1}，核对{day:%m月%d日}回款；下午整理贷后资料。",
            plan=(f"{day:%m-%d} 之后回访示例客户{n + 1}",),
            outcomes=[PlanOutcome(item=item, result="done") for item in plan_to_answer(staff, day)],
            difficulties=trouble,
        )
        log = file_work_log(staff, at=moment(f"{day} 17:{40 + n}"), on=day, pages=written)
        if who != "another" and day < TODAY - dt.timedelta(days=6):
            read_log(bank.staff(NAMES["supervisor"]), at=moment(f"{day} 18:{10 + n}"), log=log)


if __name__ == "__main__":
    with ready():
        furnish()
