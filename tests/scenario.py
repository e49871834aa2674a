"""Plays a YAML scenario of the regulation through the actions that people use, day by day, and compares every duty.

    - name: 13 每个工作日交日志
      clauses: ["13"]
      customers: {示例甲: 张三}                      # or 示例甲: {manager: 张三, tier: key, since: 2026-01-15}
      people: {张三: manager, 李四: supervisor}     # or 张三: {role: manager, from: 2026-01-05, to: 2026-03-31}
      days: [2026-03-02, 2026-03-03]                # the nights that run
      facts:
        - {at: 2026-03-02 17:50, do: file_log, by: 张三, day: 2026-03-02}
      now: 2026-03-04 09:00
      then:                                         # the whole list of duties, in any order
        - keep_work_log 张三 2026-03-02 met
        - keep_work_log 张三 2026-03-03 late told:李四

`only: [rule, ...]` leaves out the duties of other rules that are owed beside.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import ZONE, date_of
from lvzhi.duties import engine
from lvzhi.duties.actions import excuse_duty
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.models import Task
from lvzhi.worklog.actions import comment_on_log, file_work_log, read_log, report
from lvzhi.worklog.models import PlanOutcome, WorkLog
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.verbs import attendance, contacts, secrecy

Story = dict[str, Any]


def moment(text: Any) -> dt.datetime:
    """A moment as written in YAML: the bank's own time."""
    at = text if isinstance(text, dt.datetime) else dt.datetime.fromisoformat(str(text))
    return at.replace(tzinfo=ZONE)


def play(story: Story) -> None:
    """Run the nights and the facts in order of time, then compare."""
    bank = Bank.of(story["people"])
    contacts.customers(bank, story.get("customers", {}))
    first, last = story["days"]
    facts = sorted(story.get("facts", []), key=lambda f: moment(f["at"]))
    now = moment(story["now"])
    for n in range((last - first).days + 1):
        day = first + n * DAY
        engine.nightly(day, moment(f"{day} 00:05"))
        for fact in [f for f in facts if date_of(moment(f["at"])) == day]:
            act(bank, fact)
    for fact in [f for f in facts if date_of(moment(f["at"])) > last]:
        act(bank, fact)
    engine.settle()
    engine.escalate(now)
    got = sorted(described(d, now) for d in duties(story))
    assert got == sorted(" ".join(str(line).split()) for line in story["then"])


def act(bank: Bank, fact: dict[str, Any]) -> None:
    given = {k: v for k, v in fact.items() if k not in ("at", "do", "by")}
    VERBS[fact["do"]](bank, bank.staff(fact["by"]), moment(fact["at"]), **given)


def duties(story: Story) -> list[Duty]:
    found = Duty.objects.select_related("owner").prefetch_related("notices__to")
    return [d for d in found if d.rule in story.get("only", [d.rule])]


def described(duty: Duty, now: dt.datetime) -> str:
    """One duty in one line: rule, owner, the day it opened, state, who above was told."""
    told = sorted({n.to.name for n in duty.notices.all() if n.to_id != duty.owner_id})
    words = [duty.rule, duty.owner.name, str(date_of(duty.opens)), duty.state(now).replace("_", "-")]
    return " ".join([*words, *(["told:" + ",".join(told)] if told else [])])


def log_of(bank: Bank, of: str, day: dt.date) -> WorkLog:
    return WorkLog.objects.get(owner=bank.staff(of), on=day)


def file_log(bank: Bank, by: Staff, at: dt.datetime, day: dt.date, **more: Any) -> None:
    outcomes = [PlanOutcome(item=i, result="done") for i in plan_to_answer(by, day)]
    late = "在外地开会" if date_of(at) > day else ""
    file_work_log(by, at=at, on=day, pages=pages(outcomes=outcomes, late_reason=late, **more))


def read(bank: Bank, by: Staff, at: dt.datetime, of: str, day: dt.date) -> None:
    read_log(by, at=at, log=log_of(bank, of, day))


def comment(bank: Bank, by: Staff, at: dt.datetime, of: str, day: dt.date, text: str) -> None:
    comment_on_log(by, at=at, log=log_of(bank, of, day), text=text)


def give(bank: Bank, by: Staff, at: dt.datetime, to: str, title: str, due: dt.date) -> None:
    give_task(by, at=at, owner=bank.staff(to), title=title, due_on=due)


def finish(bank: Bank, by: Staff, at: dt.datetime, title: str) -> None:
    finish_task(by, at=at, task=Task.objects.get(owner=by, title=title), result="已完成")


def excuse(bank: Bank, by: Staff, at: dt.datetime, rule: str, of: str, day: dt.date, reason: str) -> None:
    duty = next(d for d in Duty.objects.filter(rule=rule, owner=bank.staff(of)) if date_of(d.opens) == day)
    excuse_duty(by, at=at, duty=duty, reason=reason)


def make_report(bank: Bank, by: Staff, at: dt.datetime, told: Any = None, reason: str = "") -> None:
    way = "phone" if reason else "in_person"
    report(by, at=at, told_at=moment(told) if told else at, way=way, reason=reason)


VERBS: dict[str, Callable[..., None]] = (
    {
        "file_log": file_log,
        "read_log": read,
        "comment": comment,
        "report": make_report,
        "give_task": give,
        "finish_task": finish,
        "excuse": excuse,
    }
    | attendance.VERBS
    | contacts.VERBS
    | secrecy.VERBS
)
